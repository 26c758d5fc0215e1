"""Reading a text and proposing a draft of it."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.people.places import places_in
from talkoot.practices.drafting.extract import (
    LETTERS_MAX,
    Unreadable,
    file_blocks,
    text_blocks,
)
from talkoot.practices.drafting.propose import language_of, propose
from talkoot.practices.queries.proposals import proposed_rows
from tests.factories.people import make_municipality, make_organisation

NAMES = [
    ("1", "Kuopio"), ("2", "Lahti"), ("3", "Turku"), ("4", "Helsinki"), ("5", "Kauniainen"),
    ("6", "Akaa"), ("7", "Virrat"), ("8", "Seinäjoki"), ("9", "Salo"), ("10", "Juuka"),
]  # fmt: skip
STORY = """Työvuorot suunnitellaan yhdessä

Lähtötilanne

Kotihoidon vaihtuvuus oli suurta. Sijaisia etsittiin aamu kerrallaan.

Mitä tehtiin

Kolme tiimiä sopi pelisäännöistä.

- vuorotoiveet kahden viikon välein

Tulokset

Sairauspoissaolot vähenivät viidenneksen.
"""


def docx(*paragraphs: tuple[str, str]) -> SimpleUploadedFile:
    from docx import Document

    document, made = Document(), io.BytesIO()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style or None)
    document.save(made)
    return SimpleUploadedFile("kertomus.docx", made.getvalue())


def test_headings_divide_the_text():
    proposal = propose(text_blocks(STORY))
    assert proposal.texts["title"] == "Työvuorot suunnitellaan yhdessä"
    assert proposal.texts["gist"] == "Kotihoidon vaihtuvuus oli suurta."
    assert proposal.texts["need"].endswith("aamu kerrallaan.")
    assert "vuorotoiveet" in proposal.texts["what_was_done"]
    assert proposal.texts["results"] == "Sairauspoissaolot vähenivät viidenneksen."
    assert proposal.language == "fi"


def test_text_without_headings_is_divided_by_its_words():
    text = (
        "Meillä oli ongelma: henkilöstön vaihtuvuus ja kuormitus.\n\n"
        "Sovimme yhteiset pelisäännöt kolmessa tapaamisessa.\n\n"
        "Poissaolot vähenivät ja tyytyväisyys parani 20 prosenttia."
    )
    texts = propose(text_blocks(text)).texts
    assert texts["need"].startswith("Meillä") and texts["what_was_done"].startswith("Sovimme")
    assert texts["results"].startswith("Poissaolot")


def test_everything_proposed_stands_in_the_source():
    proposal = propose(text_blocks(STORY * 40))
    for text in proposal.texts.values():
        for line in text.rstrip("…").split("\n"):
            assert line.strip() in proposal.source


@pytest.mark.parametrize("text", ["", "\0\0", " \n\n ", "x" * 200_000, "#\n#\n", "- \n" * 5000])
def test_odd_texts_give_a_proposal_within_bounds(text):
    texts = propose(text_blocks(text)).texts
    assert len(texts["title"]) <= 120 and len(texts["gist"]) <= 300


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi har gjort det och är nöjda med att det som gjordes är bra.", "sv"),
        ("We did it and the result was that it is good for the staff.", "en"),
        ("", "fi"),
    ],
)
def test_language_is_read_from_small_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kuopiossa ja Kuopioon", ["1"]),
        ("Lahdessa kokeiltiin", ["2"]),
        ("Turun ja Turkuun tultiin", ["3"]),
        ("Helsingistä", ["4"]),
        ("Kauniaisissa", ["5"]),
        ("Akaan kaupunki", ["6"]),
        ("Virroilla", ["7"]),
        ("Seinäjoella", ["8"]),
        ("Juuassa", ["10"]),
        ("salossa on lahti", []),
        ("Henkilöstö ja Kalasatama", []),
    ],
)
def test_places_are_found_in_any_case_form(text, codes):
    assert places_in(text, NAMES) == codes


def test_word_document_gives_title_headings_and_lists():
    upload = docx(("Title", "Otsikko"), ("Heading 1", "Tulokset"), ("", "Hyvin meni."),
                  ("List Bullet", "yksi"))  # fmt: skip
    found = [(block.kind, block.text) for block in file_blocks(upload)]
    assert found == [
        ("title", "Otsikko"),
        ("heading", "Tulokset"),
        ("text", "Hyvin meni."),
        ("text", "- yksi"),
    ]


def test_form_in_a_table_is_read_row_by_row():
    from docx import Document

    document, made = Document(), io.BytesIO()
    document.add_paragraph("Yhteiset pelisäännöt", style="Title")
    table = document.add_table(rows=3, cols=2)
    for row, (left, right) in enumerate(
        (("Lähtötilanne:", "Vuorot vaihtuivat usein."), ("Tulokset", "Vaihdot puolittuivat."))
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = left, right
    table.cell(2, 0).merge(table.cell(2, 1)).text = "Kokemus levisi muihin tiimeihin."
    document.save(made)
    upload = SimpleUploadedFile("lomake.docx", made.getvalue())
    texts = propose(file_blocks(upload)).texts
    assert texts["need"] == "Vuorot vaihtuivat usein."
    assert texts["results"] == "Vaihdot puolittuivat.\n\nKokemus levisi muihin tiimeihin."


def test_hostile_files_cost_little_and_say_what_to_do():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w>" + "a" * 90_000_000)
    for name, content in (
        ("a.docx", bomb.getvalue()),
        ("b.pdf", b"%PDF-1.7\n" + b"1 0 obj<<" * 50_000),
        ("c.pdf", b"%PDF-1.7\n%%EOF"),
        ("d.docx", b"PK\x03\x04rubbish"),
    ):
        started = time.monotonic()
        with pytest.raises(Unreadable) as refusal:
            file_blocks(SimpleUploadedFile(name, content))
        assert refusal.value.sentence and time.monotonic() - started < 20


def test_one_endless_paragraph_is_cut_where_it_is_read():
    found = file_blocks(docx(("", "sana " * 400_000)))
    assert sum(len(block.text) for block in found) <= LETTERS_MAX


def test_long_report_is_divided_without_losing_its_end():
    body = "Teimme näin. " * 3000
    texts = propose(text_blocks(f"Otsikko\n\nMitä tehtiin\n\n{body}")).texts
    assert len(texts["what_was_done"]) > 30_000 and texts["what_was_done"].endswith("näin.")


def test_town_that_a_text_calls_a_town_is_proposed_as_a_partner(db):
    town = make_organisation(name="Iisalmi", municipality=make_municipality("140", name="Iisalmi"))
    make_organisation(name="Kuopio", municipality=make_municipality("297", name="Kuopio"))
    text = "Iisalmen kaupungissa kokeiltiin, ja Kuopiossa kuultiin siitä."
    assert proposed_rows(text, make_organisation())["partners"] == [town]
