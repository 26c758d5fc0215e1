"""The composer and the report's own page."""

import re

import pytest
from django.utils import timezone

from talkoot.reports import actions
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import Report, ReportFile
from talkoot.reports.queries import sections_of
from tests.factories.files import make_file
from tests.factories.practices import make_practice
from tests.factories.programmes import (
    make_funding_project,
    make_logo_set,
    make_offering,
    make_programme,
)
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
REPORT_QUERIES = 6
COMPOSE_QUERIES = 11
DRAFT_QUERIES = 8
CHAPTER_QUERIES = 13


@pytest.fixture
def signed_in(page, office_user):
    page.sign_in(office_user)
    return office_user


def test_report_is_begun_written_frozen_and_published(page, programme, signed_in):
    make_offering(programme)
    page.get("programme-reports")
    page.get("start-report", programme.slug)
    page.post("start-report", {"title_fi": "R"}, programme.slug, status=422)
    today = timezone.localdate()
    day = {"cut_off_day": today.day, "cut_off_month": today.month, "cut_off_year": today.year}
    where = re.compile("/office/programme-reports/")
    begun = {"title_fi": "R", "kind": "final", **day}
    page.post("start-report", begun, programme.slug, redirects_to=where)
    report = Report.objects.get()
    own = f"/office/programme-reports/{report.pk}/"
    page.get("compose-report", report.pk)
    section = report.sections.first()
    page.get("report-section", section.pk)
    values = {"title_fi": "Alkusanat", "body_fi": "Tervetuloa.", "version": "1"}
    bad = {**values, "figures": "ei-ole"}
    page.post("report-section", bad, section.pk, status=422)
    page.post("report-section", {**values, "charts": "campaigns"}, section.pk, status=422)
    page.post("report-section", {**values, "figures": "stories"}, section.pk, redirects_to=own)
    refused = page.post("report-section", {**values, "body_fi": "Oma."}, section.pk, status=422)
    assert "Oma." in refused.text and "Tervetuloa." in refused.text
    keys = [gap.key for gap in gaps_of(report, list(sections_of(report)))]
    page.post("release-report", {"reason": "x", "gaps": keys}, report.pk, status=409)
    page.post("freeze-report", {}, report.pk, redirects_to=own)
    page.get("release-report", report.pk)
    page.post("release-report", {"sent": "1"}, report.pk, status=422)
    report.refresh_from_db()
    gaps = gaps_of(report, list(sections_of(report)))
    keys = [gap.key for gap in gaps]
    some = {"reason": "Kiire.", "gaps": keys[1:]}
    refused = page.post("release-report", some, report.pk, status=422)
    assert gaps[0].text in refused.errors[0]
    page.post("release-report", {"reason": "Kiire.", "gaps": keys}, report.pk,
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


def test_figure_of_a_report_leads_to_its_records(page, programme, office_user):
    make_practice(state="published")
    report = make_report()
    make_section(report, kind="figures", figures=["practices-published"])
    actions.freeze(report, by=office_user)
    shown = page.sign_in(office_user).get("report", report.pk)
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
    links = page.get("report", report.pk).links.values()
    assert {f"{way}/reports/{report.pk}/data.json" for way in ("", "/sv", "/en")} <= set(links)
    page.get("report-data", report.pk)


def test_unpublished_report_is_the_office_s(page, applicant, other_officer):
    report = make_report()
    page.get("report", report.pk, status=404)
    page.sign_in(applicant)
    page.get("report-data", report.pk, status=404)
    page.sign_in(other_officer)
    page.get("compose-report", report.pk, status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_draft_is_read_a_chapter_at_a_time(count, page, programme, signed_in):
    values = {"title_fi": "R", "kind": "final", "cut_off": timezone.localdate()}
    make_offering(programme)
    for _number in range(count):
        make_practice(state="published")
    report = actions.start_report(programme, values, by=signed_in)
    page.get("report", report.pk, queries=DRAFT_QUERIES)
    most = [page.get("report-chapter", report.pk, section.pk) for section in report.sections.all()]
    assert len(most) == report.sections.count()
    whole = report.sections.get(kind="practices")
    page.get("report-chapter", report.pk, whole.pk, fragment=True, queries=CHAPTER_QUERIES)
    page.get("report-chapter", report.pk, 0, status=404)


def test_progress_of_files_is_shown(page, signed_in):
    report = make_report()
    actions.ask_file(report, kind="pdf", language="fi", by=signed_in)
    shown = page.get("report-files", report.pk)
    assert "0 %" in shown.text
    piece = page.get("report-files", report.pk, fragment=True)
    assert b"every 2s" in piece.content
    report.files.update(failure="stopped")
    assert b"every 2s" not in page.get("report-files", report.pk, fragment=True).content


def test_report_bears_the_marks_of_its_cut_off_day(page, programme):
    report = make_report("released")
    row = make_logo_set(make_funding_project(programme))
    other = make_logo_set(make_funding_project(make_programme()))
    assert b"Rahoittajan merkit" in page.get("report", report.pk).content
    page.get("report-logos", report.pk, row.pk)
    page.get("report-logos", report.pk, other.pk, status=404)
