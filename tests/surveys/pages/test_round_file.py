"""The files of a round's results hold the page's numbers, and nothing that the page hides."""

import csv
import io
import zipfile

import pikepdf
import pytest
import python_calamine
from django.utils import timezone, translation

from talkoot.surveys import results
from talkoot.surveys.exports.paper import _meta
from talkoot.surveys.exports.tables import result_header
from talkoot.surveys.results import Audience
from tests.factories.results import make_counted_round

GROUPS = {"01": 12, "02": 3, "05": 3}


def fetched(page, survey, kind):
    answer = page.get("round-file", survey.pk, kind)
    assert answer.status == 200
    return answer.content


def csv_rows(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(f"{name}.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def sheet_rows(content, name):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(name).to_python()


@pytest.fixture
def survey(db):
    return make_counted_round(GROUPS)


def test_csv_and_xlsx_hold_the_same(page, office_user, survey):
    page.sign_in(office_user)
    as_csv, as_xlsx = fetched(page, survey, "csv"), fetched(page, survey, "xlsx")
    for name in ("results", "codebook", "about"):
        flat = [[_plain(cell) for cell in row] for row in csv_rows(as_csv, name)]
        cells = [[_plain(cell) for cell in row] for row in sheet_rows(as_xlsx, name)]
        width = max(len(row) for row in flat)
        assert [row + [""] * (width - len(row)) for row in flat] == cells


def _plain(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def test_file_holds_the_pages_numbers(page, office_user, survey):
    page.sign_in(office_user)
    header, *rows = csv_rows(fetched(page, survey, "csv"), "results")
    assert header == result_header()
    shown = results.of_round(survey, Audience.OFFICE).item("overall")
    found = {row[4]: (row[6], row[8], row[13]) for row in rows
             if row[0] == "overall" and row[4] and not row[2]}  # fmt: skip
    assert found == {one.code: (str(one.count), one.text, str(shown.n)) for one in shown.options}
    text = page.get("round-results", survey.pk).text
    for one in shown.options:
        assert f"{one.count} ({one.text})" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hidden_groups_have_no_number_in_files(page, office_user, survey, kind):
    page.sign_in(office_user)
    content = fetched(page, survey, kind)
    rows = csv_rows(content, "results") if kind == "csv" else sheet_rows(content, "results")
    hidden = [row for row in rows[1:] if row[-1]]
    assert hidden
    for row in hidden:
        assert not any(row[6:-1]), row
    assert not [row for row in rows if row[3] == "Varsinais-Suomi" and not row[-1]]


def test_too_few_answers_are_in_no_file(page, office_user):
    survey = make_counted_round({"01": 4})
    page.sign_in(office_user)
    for row in csv_rows(fetched(page, survey, "csv"), "results")[1:]:
        assert not any(row[6:-1]) and row[-1]
    assert b"Figure" not in _structure(fetched(page, survey, "pdf"))


def test_pdf_is_tagged_and_its_pictures_have_words(page, office_user, survey):
    page.sign_in(office_user)
    content = fetched(page, survey, "pdf")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fi-FI"
        parts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        words = [str(one.Alt) for one in parts if one.get("/S") == "/Figure"]
        tables = [one for one in parts if one.get("/S") == "/Table"]
        assert len(words) == 7 and all(len(alt) > 20 for alt in words)
        assert len(tables) >= 7


def _structure(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        kinds = {str(one.get("/S")) for one in document.objects
                 if isinstance(one, pikepdf.Dictionary)}  # fmt: skip
    return " ".join(kinds).encode()


def test_no_cell_is_a_formula(page, office_user):
    survey = make_counted_round({"01": 6}, count=False)
    survey.questionnaire.items.filter(code="overall").update(text_fi="=1+1", text_en="=1+1")
    page.sign_in(office_user)
    rows = csv_rows(fetched(page, survey, "csv"), "codebook")
    assert [row[2] for row in rows if row[0] == "overall"] == ["'=1+1"]


def test_unknown_kind_is_told(page, office_user, survey):
    page.sign_in(office_user).get("round-file", survey.pk, "doc", status=404)


def test_paper_tells_the_rate_of_the_invited_beside_answers_by_the_open_link(survey):
    asked = survey.invitations.all()
    asked.filter(pk__in=list(asked.values_list("pk", flat=True)[:8])).delete()
    asked.update(sent_at=timezone.now())
    with translation.override("en"):
        rows = _meta(results.of_round(survey, Audience.OFFICE))
    assert ["Answered", "18 answers; 100 % of the 10 invited answered"] in rows
