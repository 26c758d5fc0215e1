"""Frozen letters and their PDFs."""

import pytest
from django.db import IntegrityError

from talkoot.correspondence.actions import issue_letter, render_letter
from talkoot.correspondence.letters import checksum, letter_pdf
from talkoot.correspondence.models import Letter
from talkoot.files.models import StoredFile
from tests.correspondence.pdf import open_pdf, tags_of, text_of

TITLE = "Päätös sparrauspäivistä"
HOSTILE = r'#panic() *b* _i_ $x$ `c` <a> @ref \ \u001b // "q" #include "/etc/passwd"'


def content(**changes):
    return {
        "organisation": "Ohjelmatoimisto",
        "meta": [["Hakija", "Kuopion kaupunki"], ["Asia", "Hakemus"]],
        "sections": [
            {"heading": "Ratkaisu", "paragraphs": ["Myönnetään."], "rows": [["Päiviä", "4"]]},
            {"heading": "Ehdot", "items": ["Palaute annetaan."]},
        ],
        "remedy": {"heading": "Oikaisuvaatimusohje", "paragraphs": ["Määräaika on 30 päivää."]},
        "signature": {"name": "Päivi Päättäjä", "title": "johtaja", "text": "12.3.2029 klo 10.15"},
        "footer": "Esimerkkikatu 1",
        **changes,
    }


def issue(number="TLK/1/2029", *, language="fi", is_demo=False, **changes):
    return issue_letter(
        content(**changes), number=number, language=language, title=TITLE, is_demo=is_demo
    )


def test_pdf_is_tagged_and_archivable(db):
    pdf = open_pdf(letter_pdf(issue()))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("fi")
    assert "/StructTreeRoot" in pdf.Root
    assert str(pdf.docinfo["/Title"]) == TITLE
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata.pdfa_status == "2A"
        assert metadata["dc:title"] == TITLE


def test_pdf_has_headings_and_label_lists_in_order(db):
    tags = [tag for tag in tags_of(letter_pdf(issue())) if tag in ("H1", "H2", "L", "P")]
    assert tags[0] == "H1"
    assert tags.count("H1") == 1
    assert tags.count("H2") == 3
    assert tags.count("L") == 3


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pdf_has_all_its_words_in_its_language(db, language):
    letter = issue(language=language)
    text = text_of(letter_pdf(letter))
    words = ("Kuopion kaupunki", "1.Ratkaisu", "Myönnetään.", "2.Ehdot", "Palaute annetaan.")
    for word in (*words, "Oikaisuvaatimusohje", "Päivi Päättäjä", "TLK/1/2029", "Esimerkkikatu"):
        assert word in text
    assert letter.content["checksum"] in text
    assert letter.content["labels"]["signed"] in text
    assert str(open_pdf(letter_pdf(letter)).Root.Lang).startswith(language)


def test_what_an_applicant_wrote_is_shown_and_never_run(db):
    letter = issue(meta=[[HOSTILE, HOSTILE]], sections=[{"heading": HOSTILE, "items": [HOSTILE]}])
    text = text_of(letter_pdf(letter))
    assert text.count("#panic()") == 4
    assert text.count("*b* _i_ $x$ `c`") == 4


def test_character_without_a_glyph_becomes_a_square(db):
    letter = issue(
        sections=[{"heading": "Tarve", "paragraphs": ["Iloa 😀👩‍💻 漢字 ☃ loppu\x00\x07."]}]
    )
    assert "loppu." in text_of(letter_pdf(letter))
    assert "😀" in letter.content["sections"][0]["paragraphs"][0]


def test_demo_letter_says_so(db):
    assert issue("A/1").content["labels"]["demo"] == ""
    letter = issue("A/2", is_demo=True)
    assert letter.is_demo
    assert letter.content["labels"]["demo"] in text_of(letter_pdf(letter))


def test_letter_lacking_a_part_is_refused(db):
    with pytest.raises(ValueError, match="sections"):
        issue(sections=[])


def test_number_is_used_once(db):
    issue()
    with pytest.raises(IntegrityError):
        issue()


def test_checksum_tells_a_change(db):
    frozen = issue().content
    assert checksum(frozen) == frozen["checksum"]
    assert checksum({**frozen, "footer": "Toinen"}) != frozen["checksum"]


def test_rendering_twice_keeps_the_first_file(db):
    letter = issue()
    first = render_letter(letter).file
    assert render_letter(Letter.objects.get(pk=letter.pk)).file == first
    assert StoredFile.objects.count() == 1
    assert first.name == "TLK-1-2029.pdf"
    assert first.content.read() == letter_pdf(letter)


def test_slower_of_two_renderers_removes_its_file(db):
    issue()
    one, other = Letter.objects.get(), Letter.objects.get()
    render_letter(one)
    assert render_letter(other).file == one.file
    assert StoredFile.objects.count() == 1
