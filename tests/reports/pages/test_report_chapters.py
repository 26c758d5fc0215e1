"""The chapters of a report: added, put in order, removed, written over and taken back."""

import re

import pytest

from talkoot.audit.models import LogEntry
from talkoot.reports import actions
from tests.factories.programmes import make_offering
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
SECTION_QUERIES = 8


@pytest.fixture
def signed_in(page, office_user):
    page.sign_in(office_user)
    return office_user


def kinds(report):
    return list(report.sections.values_list("kind", flat=True))


def composer(report, end=""):
    return f"/office/programme-reports/{report.pk}/{end}"


def test_chapter_is_added_before_the_definitions(page, programme, signed_in):
    report = make_report()
    make_section(report)
    make_section(report, kind="definitions")
    page.get("add-report-section", report.pk)
    page.post("add-report-section", {"kind": "text"}, report.pk, status=422)
    service = {"kind": "service", "title_fi": "Palvelu"}
    page.post("add-report-section", service, report.pk, status=422)
    service["offering"] = make_offering(programme).pk
    where = re.compile("/office/programme-reports/chapters/[0-9]+/$")
    page.post("add-report-section", service, report.pk, redirects_to=where)
    assert kinds(report) == ["text", "service", "definitions"]
    added = report.sections.get(kind="service")
    assert added.offering_id == service["offering"]


def test_frozen_report_gets_no_new_chapter(page, signed_in):
    report = make_report("frozen")
    refused = {"kind": "text", "title_fi": "Myöhässä"}
    page.post("add-report-section", refused, report.pk, status=409)
    assert kinds(report) == []


def test_chapters_are_moved_one_step_at_a_time(page, signed_in):
    report = make_report()
    first, second = make_section(report), make_section(report, kind="goals")
    own = composer(report, "#chapters")
    page.post("move-report-section", {"step": "up"}, second.pk, redirects_to=own)
    assert kinds(report) == ["goals", "text"]
    page.post("move-report-section", {"step": "up"}, second.pk, redirects_to=own)
    page.post("move-report-section", {"step": "down"}, first.pk, redirects_to=own)
    assert kinds(report) == ["goals", "text"]
    page.post("move-report-section", {"step": "down"}, second.pk, redirects_to=own)
    assert kinds(report) == ["text", "goals"]


def test_chapter_is_removed_after_a_question_and_its_text_stays_in_the_log(page, signed_in):
    section = make_section(body_fi="Pitkä teksti.")
    asked = page.get("remove-report-section", section.pk)
    assert "Its text, pictures" in asked.text or "kommentit" in asked.text
    page.post("remove-report-section", {}, section.pk, redirects_to=composer(section.report))
    assert kinds(section.report) == []
    entry = LogEntry.objects.get(key="reports.section.removed")
    assert entry.before["body_fi"] == "Pitkä teksti."


def test_second_writer_loses_nothing_and_saves_after_seeing_the_other(page, signed_in):
    section = make_section(body_fi="Ensin.")
    actions.save_section(section, {"body_fi": "Toisen teksti."}, version=1, by=signed_in)
    mine = {"title_fi": "Luku", "body_fi": "Minun tekstini.", "version": "1"}
    refused = page.post("report-section", mine, section.pk, status=422)
    assert "Toisen teksti." in refused.text and "Minun tekstini." in refused.text
    assert b'name="version" value="2"' in refused.content
    section.refresh_from_db()
    assert section.body_fi == "Toisen teksti."
    own = composer(section.report)
    page.post("report-section", {**mine, "version": "2"}, section.pk, redirects_to=own)
    section.refresh_from_db()
    assert section.body_fi == "Minun tekstini."


def test_earlier_version_is_taken_back(page, signed_in):
    section = make_section(body_fi="Ensin.", figures=["stories"])
    values = {"body_fi": "Sitten.", "figures": []}
    actions.save_section(section, values, version=1, by=signed_in)
    assert "Ensin." in page.get("report-section", section.pk).text
    own = f"/office/programme-reports/chapters/{section.pk}/"
    page.post("restore-report-section", {"version": "1"}, section.pk, redirects_to=own)
    section.refresh_from_db()
    assert (section.body_fi, section.figures, section.version) == ("Ensin.", ["stories"], 3)
    assert section.versions.get(version=2).content["body_fi"] == "Sitten."
    page.post("restore-report-section", {"version": "9"}, section.pk, status=409)


def test_figures_are_ticked_by_name_and_keep_their_order(page, signed_in):
    section = make_section(figures=["trainings", "networks"])
    shown = page.get("report-section", section.pk, queries=SECTION_QUERIES)
    assert b'value="trainings" checked' in shown.content
    ticked = ["newsletters", "networks", "trainings"]
    values = {"title_fi": "Luku", "version": "1", "figures": ticked, "charts": ["trainings"]}
    page.post("report-section", values, section.pk, redirects_to=composer(section.report))
    section.refresh_from_db()
    assert section.figures == ["trainings", "networks", "newsletters"]
    assert section.charts == ["trainings"]
