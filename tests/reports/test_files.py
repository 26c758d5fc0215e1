"""Files of a report: made by the worker, given up when it dies, public only as published."""

import datetime

import pytest
from django.utils import timezone

from talkoot.reports import actions, queries
from talkoot.reports.blocks import Block
from talkoot.reports.files import data_of, meta_of
from talkoot.reports.jobs import make_report_files
from tests.factories.files import make_file
from tests.factories.programmes import make_party
from tests.factories.reports import make_report, make_section

pytestmark = pytest.mark.django_db
TEN_MINUTES = datetime.timedelta(minutes=10, seconds=1)


def begun(report, office_user, **ago):
    row = actions.ask_file(report, kind="pdf", language="fi", by=office_user)
    row.claimed_at = timezone.now() - datetime.timedelta(**ago)
    row.progress = 40
    row.save()
    return row


def test_file_of_a_dead_worker_is_told_and_made_anew(programme, office_user):
    report = make_section().report
    dead = begun(report, office_user, minutes=11)
    make_report_files()
    dead.refresh_from_db()
    assert (dead.failure, dead.file) == ("stopped", None)
    again = actions.ask_file(report, kind="pdf", language="fi", by=office_user)
    assert again.pk != dead.pk
    make_report_files()
    again.refresh_from_db()
    assert again.progress == 100


def test_dead_worker_s_file_is_asked_anew_before_any_job_has_run(programme, office_user):
    report = make_report()
    dead = begun(report, office_user, minutes=11)
    assert actions.ask_file(report, kind="pdf", language="fi", by=office_user).pk != dead.pk


def test_file_that_is_being_made_is_neither_asked_nor_made_twice(programme, office_user):
    report = make_section().report
    row = begun(report, office_user, minutes=1)
    assert actions.ask_file(report, kind="pdf", language="fi", by=office_user) == row
    make_report_files()
    row.refresh_from_db()
    assert (row.progress, row.failure, row.file) == (40, "", None)


def test_release_asks_for_every_file(programme, office_user):
    report = make_report("frozen")
    make_section(report, body_sv="Text.", body_en="Text.")
    actions.release(report, acknowledged=[], reason="", by=office_user)
    asked = set(report.files.values_list("kind", "language"))
    assert asked == {(kind, code) for kind in ("pdf", "docx") for code in ("fi", "sv", "en")}


def test_files_of_a_draft_are_not_published(programme, office_user):
    report = make_report("frozen")
    make_section(report, body_sv="Text.", body_en="Text.")
    old = report.files.create(kind="pdf", language="fi", by=office_user, file=make_file())
    actions.release(report, acknowledged=[], reason="", by=office_user)
    report.refresh_from_db()
    assert queries.public_files(report) == []
    new = report.files.create(kind="pdf", language="fi", by=office_user, file=make_file())
    assert queries.public_files(report) == [new]
    assert queries.get_file(office_user, old.pk) == old


@pytest.mark.parametrize(
    "value, number, unit",
    [
        ("1 234 henkilöä", "1 234", "henkilöä"),
        ("12,5 %", "12,5", "%"),
        ("4 / 5", "4", "/ 5"),
        ("–", "–", ""),
        ("3D-mallia", "3D-mallia", ""),
    ],
)
def test_tile_tells_the_number_and_its_unit_apart(value, number, unit):
    block = Block(columns=["a", "b", "n"], rows=[["Luku", value, "7"]], is_tiles=True)
    assert block.tiles() == [("", "Luku", number, unit, "7")]


def test_every_form_of_a_report_names_all_owners_of_a_joint_programme(page, programme):
    report = make_report("released", programme=programme)
    first = make_party(programme, kind="owner").organisation
    assert first.name not in str(meta_of(report))
    second = make_party(programme, kind="owner").organisation
    both = f"{first.name}, {second.name}"
    assert [both] == [row[1] for row in meta_of(report)[1:2]]
    shown = page.get("report", report.pk).text
    assert both in shown and programme.office.name in shown
    data = data_of(report, [])
    assert data["owners"] == [first.name, second.name]
    assert data["publisher"] == programme.office.name
