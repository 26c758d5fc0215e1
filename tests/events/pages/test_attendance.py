"""The facilitator's list, the tool's list, and the door."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from talkoot.events import tokens
from talkoot.events.actions.attendance import open_door
from talkoot.events.models import AttendanceImport, Presence
from tests.factories.people import make_user
from tests.factories.registrations import make_open_series, make_participant, make_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def session(programme):
    session = make_open_series(programme).sessions.get()
    now = timezone.now()
    session.starts_at, session.ends_at = now, now + datetime.timedelta(hours=2)
    session.save()
    return session


def registered(session, name="Maija Meikäläinen"):
    who = make_participant(session.series, name=name)
    return make_registration(session.series, participant=who)


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, session, office_user, count):
    rows = [registered(session, f"Osallistuja {number}") for number in range(count)]
    who = rows[0].participant
    Presence.objects.create(session=session, participant=who, role="staff", source="list")
    page.sign_in(office_user)
    answer = page.get("attendance", session.pk, queries=11)
    assert "1 present" in answer.text
    assert len([row for row in answer.page.all("input") if row.get("name") == "present"]) == count


def test_facilitator_marks_counts_and_closes(page, session):
    user = make_user("vetaja@esimerkki.fi")
    session.series.people.create(name="Vetäjä", user=user, task="facilitator")
    row = registered(session)
    page.sign_in(user)
    data = {"was": "", "present": [str(row.pk)], "management": "2", "close": "1"}
    where = f"/en/sessions/{session.pk}/attendance/"
    answer = page.post("attendance", data, session.pk, redirects_to=where).follow()
    assert "3 present" in answer.text
    assert "both sides were present" in answer.text.lower()
    session.refresh_from_db()
    assert session.state == "held"


def test_saving_takes_no_mark_that_came_meanwhile(page, session, office_user):
    row = registered(session)
    page.sign_in(office_user)
    Presence.objects.create(
        session=session, participant=row.participant, role="staff", source="code"
    )
    where = f"/en/sessions/{session.pk}/attendance/"
    page.post("attendance", {"was": ""}, session.pk, redirects_to=where)
    assert Presence.objects.get().source == "code"
    page.post("attendance", {"was": str(row.pk)}, session.pk, redirects_to=where)
    assert not Presence.objects.exists()


def test_tool_list_is_shown_first_and_then_read_in_once(page, session, office_user):
    registered(session)
    page.sign_in(office_user)

    def upload():
        text = "Nimi;Kesto\nMaija Meikäläinen;61\nJoku Muu;12\n"
        return {"file": SimpleUploadedFile("lista.csv", text.encode("utf-16"))}

    answer = page.post("attendance-import", upload(), session.pk)
    assert "1 were found" in answer.text
    assert "Joku Muu" in answer.text
    assert not Presence.objects.exists()
    [read] = [row.get("value") for row in answer.page.all("input") if row.get("name") == "read"]
    where = f"/en/sessions/{session.pk}/attendance/"
    data = {"read": read, "counts_unmatched": "on"}
    shown = page.post("confirm-attendance-import", data, session.pk, redirects_to=where).follow()
    assert "2 present" in shown.text
    assert AttendanceImport.objects.get().file_name == "lista.csv"
    page.post("confirm-attendance-import", data, session.pk, status=409)
    assert "already" in page.post("attendance-import", upload(), session.pk, status=422).errors[0]


def test_wrong_file_tells_every_row(page, session, office_user):
    page.sign_in(office_user)
    text = b"Nimi;Kesto\nMaija;kauan\n;5\n"
    data = {"file": SimpleUploadedFile("lista.csv", text)}
    answer = page.post("attendance-import", data, session.pk, status=422)
    assert [error[:7] for error in answer.errors] == ["Line 2:", "Line 3:"]
    assert not AttendanceImport.objects.exists()


def test_door_shows_a_code_that_leads_in(page, session, office_user):
    page.sign_in(office_user)
    where = f"/en/sessions/{session.pk}/door/"
    shown = page.post("door", {}, session.pk, redirects_to=where).follow()
    session.refresh_from_db()
    assert f"/c/{session.checkin_code}/" in shown.text
    picture = page.get("door-picture", session.pk)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content


def test_visitor_comes_in_with_the_address(page, session, office_user):
    code = open_door(session, by=office_user).checkin_code
    row = registered(session)
    answer = page.get("check-in", code.lower(), queries=1)
    assert row.participant.name not in answer.text
    assert "no seat" in page.post("check-in", {"email": "eri@esimerkki.fi"}, code).errors[0]
    done = f"/en/c/{code}/done/"
    page.post("check-in", {"email": row.participant.email}, code, redirects_to=done).follow()
    assert Presence.objects.get().source == "code"


def test_phone_that_opened_the_own_link_needs_one_tap(page, session, office_user):
    code = open_door(session, by=office_user).checkin_code
    row = registered(session)
    page.get("registration", tokens.token_of(row))
    assert row.participant.name in page.get("check-in", code).text
    page.post("check-in", {"me": "1"}, code, redirects_to=f"/en/c/{code}/done/")
    assert Presence.objects.get().participant == row.participant


def test_guessing_codes_is_stopped(page):
    for _ in range(30):
        page.get("/en/c/ARVAUS/", status=404)
    page.get("/en/c/ARVAUS/", status=429)
