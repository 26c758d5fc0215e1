"""The composer and the report's own page."""

import re

import pytest
from django.utils import timezone

from talkoot.reports.models import Report, ReportFile
from tests.factories.files import make_file
from tests.factories.practices import make_practice
from tests.factories.programmes import make_offering
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
REPORT_QUERIES = 3
COMPOSE_QUERIES = 9


@pytest.fixture
def signed_in(page, office_user):
    page.sign_in(office_user)


def test_report_is_begun_written_frozen_and_published(page, programme, signed_in):
    make_offering(programme)
    page.get("programme-reports")
    page.get("start-report", programme.slug)
    page.post("start-report", {"title_fi": "R"}, programme.slug, status=422)
    today = timezone.localdate()
    day = {"cut_off_day": today.day, "cut_off_month": today.month, "cut_off_year": today.year}
    where = re.compile("/office/programme-reports/")
    page.post("start-report", {"title_fi": "R", **day}, programme.slug, redirects_to=where)
    report = Report.objects.get()
    own = f"/office/programme-reports/{report.pk}/"
    page.get("compose-report", report.pk)
    section = report.sections.first()
    page.get("report-section", section.pk)
    values = {"title_fi": "Alkusanat", "body_fi": "Tervetuloa.", "version": "1"}
    bad = {**values, "figures": "ei-ole"}
    page.post("report-section", bad, section.pk, status=422)
    page.post("report-section", {**values, "figures": "stories"}, section.pk, redirects_to=own)
    page.post("report-section", values, section.pk, status=409)
    page.post("release-report", {"reason": "x"}, report.pk, status=409)
    page.post("freeze-report", {}, report.pk, redirects_to=own)
    page.get("release-report", report.pk)
    page.post("release-report", {"sent": "1"}, report.pk, status=422)
    page.post("release-report", {"reason": "Kiire."}, report.pk,
              redirects_to=f"/reports/{report.pk}/")  # fmt: skip
    page.sign_out()
    assert "Tervetuloa." in page.get("report", report.pk).text


def test_frozen_report_may_live_again_and_a_published_one_is_taken_back(page, signed_in):
    report = make_report("released")
    own = f"/office/programme-reports/{report.pk}/"
    page.post("release-report", {"back": "1"}, report.pk, redirects_to=own)
    page.post("freeze-report", {"thaw": "1"}, report.pk, redirects_to=own)
    report.refresh_from_db()
    assert (report.state, report.frozen) == ("draft", {})


@pytest.mark.parametrize("count", [1, 3])
def test_pages_read_the_same_however_many(count, page, programme, office_user):
    report = make_report("released")
    for _number in range(count):
        section = make_section(report, figures=["practices-published"])
        section.comments.create(text="Lyhyempi.", by=office_user)
        report.files.create(kind="pdf", language="fi", by=office_user, file=make_file())
    page.get("report", report.pk, queries=REPORT_QUERIES)
    page.sign_in(office_user)
    page.get("compose-report", report.pk, queries=COMPOSE_QUERIES)


def test_figure_of_a_report_leads_to_its_records(page, programme):
    make_practice(state="published")
    report = make_report()
    make_section(report, kind="figures", figures=["practices-published"])
    report.state, report.frozen_at = "released", timezone.now()
    report.save()
    shown = page.get("report", report.pk)
    assert any("/figures/practices-published/" in url for url in shown.links.values())


def test_comment_is_given_and_done(page, signed_in):
    section = make_section()
    own = f"/office/programme-reports/chapters/{section.pk}/#comments"
    page.post("comment-section", {"text": "Lyhennä."}, section.pk, redirects_to=own)
    page.post("comment-section", {"text": ""}, section.pk, redirects_to=own)
    comment = section.comments.get()
    page.post("comment-section", {"done": comment.pk}, section.pk, redirects_to=own)
    comment.refresh_from_db()
    assert comment.is_done
    page.get("report-section", section.pk)


def test_file_is_asked_and_fetched(page, signed_in, office_user):
    report = make_report()
    own = f"/office/programme-reports/{report.pk}/#files"
    page.post("ask-report-file", {"kind": "docx", "language": "sv"}, report.pk, redirects_to=own)
    page.post("ask-report-file", {"kind": "exe", "language": "sv"}, report.pk, redirects_to=own)
    row = ReportFile.objects.get()
    page.get("report-file", row.pk, status=404)
    page.get("compose-report", report.pk)
    row.file = make_file()
    row.save()
    page.get("report-file", row.pk)
    page.get("report-data", report.pk)


def test_unpublished_report_is_the_office_s(page, applicant, other_officer):
    report = make_report()
    page.get("report", report.pk, status=404)
    page.sign_in(applicant)
    page.get("report-data", report.pk, status=404)
    page.sign_in(other_officer)
    page.get("compose-report", report.pk, status=404)
