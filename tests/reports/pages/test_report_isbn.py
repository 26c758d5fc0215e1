"""The ISBN of a report: given on its own page, printed on the cover and imprint of every file."""

import io

import docx
import pypdf
import pytest
from django.urls import reverse

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.reports import actions
from talkoot.reports.content import chapters_of
from talkoot.reports.files import data_of, pdf_bytes
from talkoot.reports.word import docx_bytes
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
PRINT, WEB = "978-952-00-0001-1", "978-952-00-0002-8"
QUERIES = 5


@pytest.fixture
def signed_in(page, office_user):
    page.sign_in(office_user)
    return office_user


@pytest.fixture
def numbered(programme):
    report = make_report(programme=programme, isbn=PRINT, isbn_web=WEB)
    return make_section(report).report


def test_numbers_are_given_and_told_on_the_page(page, programme, signed_in):
    report = make_section(make_section(make_report(programme=programme)).report).report
    page.get("report-isbn", report.pk, queries=QUERIES)
    page.post(
        "report-isbn",
        {"isbn": f"ISBN {PRINT}", "isbn_web": WEB},
        report.pk,
        redirects_to=reverse("compose-report", args=[report.pk]),
    )
    report.refresh_from_db()
    assert (report.isbn, report.isbn_web) == (PRINT, WEB)
    assert LogEntry.objects.filter(key="reports.report.isbn").count() == 1
    shown = page.get("report", report.pk).content.decode()
    assert shown.count(PRINT) == shown.count(WEB) == 2  # under the title and in the imprint
    assert PRINT in page.get("compose-report", report.pk).content.decode()


@pytest.mark.parametrize(
    "data, field, kept",
    [
        ({"isbn": "978-952-00-0001-2", "isbn_web": ""}, "isbn", "978-952-00-0001-2"),
        ({"isbn": PRINT, "isbn_web": "9789520000011"}, "isbn_web", "9789520000011"),
    ],
)
def test_wrong_number_is_told_at_its_field_and_nothing_is_lost(
    page, programme, signed_in, data, field, kept
):
    report = make_report(programme=programme)
    answer = page.post("report-isbn", data, report.pk, status=422)
    assert f'href="#id_{field}"' in answer.content.decode()
    assert kept in answer.content.decode()
    report.refresh_from_db()
    assert (report.isbn, report.isbn_web) == ("", "")


def test_published_report_keeps_its_numbers(programme, office_user):
    report = make_report("released", programme=programme, isbn=PRINT)
    with pytest.raises(NotAllowed):
        actions.set_isbn(report, {"isbn": "", "isbn_web": ""}, by=office_user)
    report.refresh_from_db()
    assert report.isbn == PRINT


def test_action_refuses_a_number_that_is_none(programme, office_user):
    report = make_report(programme=programme)
    with pytest.raises(NotAllowed):
        actions.set_isbn(report, {"isbn": "978-952-00-0001-2", "isbn_web": ""}, by=office_user)


def test_cover_and_imprint_of_the_pdf_bear_them(numbered):
    pages = pypdf.PdfReader(io.BytesIO(pdf_bytes(numbered, chapters_of(numbered)))).pages
    for number in (PRINT, WEB):
        assert [number in page.extract_text() for page in pages[:3]] == [True, True, False]


def test_document_and_data_bear_them(numbered):
    chapters = chapters_of(numbered)
    paragraphs = docx.Document(io.BytesIO(docx_bytes(numbered, chapters))).paragraphs
    words = [row.text for row in paragraphs]
    for number in (PRINT, WEB):
        assert len([line for line in words if number in line]) == 2
    assert data_of(numbered, chapters)["isbn"] == {"print": PRINT, "web": WEB}


def test_report_without_numbers_has_no_imprint(programme):
    report = make_section(make_report(programme=programme)).report
    pages = pypdf.PdfReader(io.BytesIO(pdf_bytes(report, chapters_of(report)))).pages
    assert not any("ISBN" in page.extract_text() for page in pages)
