"""The office brings practices in from a file, sees first what it would do, and gets faults back."""

import re

import pytest

from talkoot.practices.actions import import_runs
from talkoot.practices.models import ImportRun, Practice
from tests.factories.imports import COLUMNS, CSV, make_import, make_upload

pytestmark = pytest.mark.django_db
State = ImportRun.State


@pytest.fixture
def office(page, programme, office_user):
    office_user.language = "en"  # In which the report is written.
    office_user.save()
    return page.sign_in(office_user)


def send(office, programme, upload):
    data = {"programme": programme.pk, "file": upload}
    return office.post("/en/office/imports/", data)


def chosen(**others):
    return {name: heading for heading, name in COLUMNS.items() if name} | others


def test_a_file_goes_from_upload_to_result(office, programme):
    office.post(
        "/en/office/imports/",
        {"programme": programme.pk, "file": make_upload()},
        redirects_to=re.compile(r"/en/office/imports/\d+/"),
    )
    run = ImportRun.objects.get()
    assert run.columns == COLUMNS
    address = f"/en/office/imports/{run.pk}/"
    shown = office.get(address)
    assert "Columns of the file" in shown.text
    office.post(address, chosen(publishes="on"), redirects_to=address)
    checked = office.get(address)
    assert "New practices that would be imported: 1." in checked.text
    assert "Line 3: column external_id is empty." in checked.text
    assert not Practice.objects.exists()
    office.post(f"{address}apply/", redirects_to=address)
    assert "New practices imported: 1." in office.get(address).text
    practice = Practice.objects.get()
    assert (practice.title, practice.state) == ("Ensimmäinen", "published")
    faults = office.get(f"{address}faults/")
    assert b"Ilman tunnusta" in b"".join(faults.response.streaming_content)


def test_a_large_file_waits_for_the_worker(office, programme):
    rows = "".join(f"{n};Teko {n};{'sana ' * 100};\n" for n in range(300))
    run = make_import("Tunnus;Otsikko;Kuvaus;outo\n" + rows, programme=programme)
    address = f"/en/office/imports/{run.pk}/"
    office.post(address, chosen(), redirects_to=address)
    assert "The reading goes on in the background" in office.get(address).text
    assert import_runs.work_on_imports() == 1
    assert import_runs.work_on_imports() == 0
    assert "New practices that would be imported: 300." in office.get(address).text
    office.post(f"{address}apply/", redirects_to=address)
    import_runs.work_on_imports()
    run.refresh_from_db()
    assert (run.state, run.row_count, run.report["made"]) == (State.DONE, 300, 300)
    assert Practice.objects.filter(state="submitted").count() == 300


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "x" * 10 + "\0\0"), ("a.xlsx", "no zip"), ("a.exe", "MZ"), ("a.csv", "\n\n")],
)
def test_a_file_that_is_no_table_is_refused_at_the_form(office, programme, name, content):
    answer = send(office, programme, make_upload(content, name))
    assert answer.errors
    assert not ImportRun.objects.exists()


def test_a_column_cannot_be_chosen_twice_and_the_needed_ones_must_be(office, programme):
    run = make_import(programme=programme)
    address = f"/en/office/imports/{run.pk}/"
    assert office.post(address, chosen(summary="Kuvaus")).errors
    assert office.post(address, chosen(title="")).errors
    run.refresh_from_db()
    assert run.state == State.MAPPING


def test_a_file_that_cannot_be_read_to_its_end_is_told(office, programme, office_user):
    run = make_import(CSV + '3;"avoin\n', programme=programme, started_by=office_user)
    address = f"/en/office/imports/{run.pk}/"
    office.post(address, chosen(), redirects_to=address)
    assert "the quotation marks do not match" in office.get(address).text


def test_the_list_costs_the_same_at_any_length(office, programme):
    make_import(programme=programme)
    office.get("office-imports")
    first = office.get("office-imports", queries=9)
    make_import(programme=programme)
    make_import(programme=programme, state=State.DONE)
    assert first.status == office.get("office-imports", queries=9).status
