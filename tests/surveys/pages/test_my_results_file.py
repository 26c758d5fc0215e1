"""The files of an organisation's own results: its answers beside everybody's."""

import io

import pikepdf
import pytest

from talkoot.surveys import results
from talkoot.surveys.models import Round
from talkoot.surveys.results import Audience
from tests.factories.people import make_organisation
from tests.factories.results import make_counted_round
from tests.html import text_of
from tests.surveys.pages.test_my_results import make_member
from tests.surveys.pages.test_round_file import sheet_rows


@pytest.fixture
def kajaani(db):
    return make_organisation("Kajaanin kaupunki")


def make_own_round(organisation, groups, title="Oma", **fields):
    return make_counted_round(
        groups, mode=Round.Mode.IDENTIFIED, organisations=[organisation], title=title, **fields
    )


def address(organisation, kind, survey):
    return f"/my/organisations/{organisation.key}/results/files/{kind}/?round={survey.pk}"


def test_page_leads_to_files_of_what_it_shows(page, kajaani):
    survey = make_own_round(kajaani, {"01": 8, "02": 7})
    page.sign_in(make_member(kajaani))
    answer = page.get("my-results", kajaani.key)
    links = [link for link in answer.links.values() if "/files/" in link]
    assert links == [address(kajaani, kind, survey) for kind in ("xlsx", "pdf")]
    content = page.get(links[0], queries=15).content
    own = sheet_rows(content, "own")
    shown = text_of(answer.page.by_id("compared"))
    assert len(own) > 2
    assert all(str(cell) in shown for row in own for cell in row)
    whole = results.of_round(survey, Audience.PUBLIC).item("overall")
    counts = [row for row in sheet_rows(content, "results") if row[0] == "overall" and row[4]]
    assert [row[6] for row in counts] == [one.count for one in whole.options]


def test_pdf_is_tagged_and_tells_both_sides(page, kajaani):
    survey = make_own_round(kajaani, {"01": 8, "02": 7})
    page.sign_in(make_member(kajaani))
    content = page.get(address(kajaani, "pdf", survey), queries=14).content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.docinfo["/Title"]).startswith("Kajaanin kaupunki: Oma")
        parts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        assert any(one.get("/S") == "/Table" for one in parts)


def test_file_gives_no_number_of_few_others(page, kajaani):
    survey = make_own_round(kajaani, {"01": 3})
    page.sign_in(make_member(kajaani))
    content = page.get(address(kajaani, "xlsx", survey)).content
    assert "8½" in str(sheet_rows(content, "own"))
    rows = sheet_rows(content, "results")[1:]
    assert rows and all(row[16] and not any(row[4:16]) for row in rows)
    assert page.get(address(kajaani, "pdf", survey)).content.startswith(b"%PDF")


def test_file_is_of_the_round_that_was_chosen_and_of_no_other_organisation(page, kajaani):
    first = make_own_round(kajaani, {"01": 6}, title="Eka")
    make_own_round(kajaani, {"01": 9}, title="Toka", questionnaire=first.questionnaire)
    page.sign_in(make_member(kajaani))
    about = sheet_rows(page.get(address(kajaani, "xlsx", first)).content, "about")
    assert about[0][1] == "Kajaanin kaupunki: Eka"
    other = make_organisation("Oulun kaupunki")
    page.get(address(other, "xlsx", first), status=404)


def test_a_declared_membership_opens_no_file(page, kajaani):
    survey = make_own_round(kajaani, {"01": 6})
    page.sign_in(make_member(kajaani, is_confirmed=False))
    page.get(address(kajaani, "xlsx", survey), status=404)


def test_without_answers_and_with_an_unknown_kind_it_says_what_to_do(page, kajaani):
    page.sign_in(make_member(kajaani))
    empty = f"/my/organisations/{kajaani.key}/results/files"
    page.get(f"{empty}/xlsx/", status=404)
    assert "PDF" in page.get(f"{empty}/doc/", status=404).text
