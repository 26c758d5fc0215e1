"""Registering, the line, changing and cancelling."""

import datetime

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.icalendar import uid_of
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.events import tokens
from talkoot.events.actions import registrations as actions
from talkoot.events.actions import seats as seat_actions
from talkoot.events.models import Participant, Registration, SeatQuota, Session
from talkoot.events.queries import registrations as queries
from talkoot.events.rules.registration import Twice
from tests.factories.events import make_session
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_registration,
    make_set,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
State = Registration.State


def states(series):
    rows = Registration.objects.filter(series=series).order_by("pk")
    return list(rows.values_list("state", flat=True))


def add_quota(series, kind, seats, **fields):
    return SeatQuota.objects.create(series=series, kind=kind, seats=seats, **fields)


def in_an_hour():
    return timezone.now() + datetime.timedelta(hours=1)


def an_hour_ago():
    return timezone.now() - datetime.timedelta(hours=1)


def test_registration_gives_a_seat_a_mail_with_calendar_and_a_link():
    series = make_open_series()
    row = actions.register(series, person("Maija Testi", organisation_name="Oma yhdistys"))
    assert row.state == State.REGISTERED
    assert queries.get_registration(tokens.token_of(row)) == row
    mail = Message.objects.get(kind="registration-made")
    assert mail.address == "maija.testi@esimerkki.fi"
    assert f"/registrations/{tokens.token_of(row)}/" in mail.body
    assert "METHOD:REQUEST" in mail.calendar
    assert LogEntry.objects.filter(key="events.registration.made").count() == 1
    assert LogEntry.objects.filter(key="events.registration.seated").count() == 1


def test_full_series_gives_a_place_in_the_line_and_tells_it():
    series = make_open_series(seats=1)
    actions.register(series, person())
    second, third = (actions.register(series, person()) for _ in range(2))
    assert states(series) == ["registered", "waiting", "waiting"]
    assert (queries.place_in_line(second), queries.place_in_line(third)) == (1, 2)
    mail = Message.objects.get(key=f"registration-made-{third.pk}")
    assert "You are number 2 in the waiting list" in mail.body
    assert mail.calendar == ""


def test_series_without_a_line_refuses_and_keeps_nothing():
    series = make_open_series(seats=0, has_waiting_list=False)
    with pytest.raises(NotAllowed, match="is full and has no waiting list"):
        actions.register(series, person())
    assert not Registration.objects.exists()
    assert not Participant.objects.exists()
    assert not Message.objects.exists()


def test_cancellation_gives_the_seat_to_the_first_in_line():
    series = make_open_series(seats=1)
    first, second, third = (actions.register(series, person()) for _ in range(3))
    actions.cancel_registration(first, by=None)
    assert states(series) == ["cancelled", "registered", "waiting"]
    mail = Message.objects.get(kind="registration-seated")
    assert mail.address == second.participant.email
    assert "METHOD:REQUEST" in mail.calendar
    assert "METHOD:CANCEL" in Message.objects.get(kind="registration-cancelled").calendar
    assert queries.place_in_line(third) == 1


def test_promotion_passes_over_whom_a_quota_keeps_out():
    series = make_open_series(seats=2)
    add_quota(series, "role", 1, role="management")
    first = actions.register(series, person(role="staff"))
    actions.register(series, person(role="management"))
    manager = actions.register(series, person(role="management"))
    staff = actions.register(series, person(role="staff"))
    actions.cancel_registration(first, by=None)
    manager.refresh_from_db()
    staff.refresh_from_db()
    assert (manager.state, staff.state) == (State.WAITING, State.REGISTERED)


def test_quota_of_each_organisation_knows_words_and_the_register():
    series = make_open_series()
    add_quota(series, "organisation", 1)
    city = make_organisation("Testikaupunki")
    for who, wanted in (
        (person(organisation=city), State.REGISTERED),
        (person(organisation=city), State.WAITING),
        (person(organisation_name="Oma yhdistys"), State.REGISTERED),
        (person(organisation_name="oma  Yhdistys"), State.WAITING),
        (person(), State.REGISTERED),
        (person(), State.REGISTERED),
    ):
        assert actions.register(series, who).state == wanted


def test_quota_of_one_organisation_is_its_own():
    series = make_open_series()
    big, small = make_organisation(), make_organisation()
    add_quota(series, "organisation", 1)
    add_quota(series, "organisation", 2, organisation=big)
    found = [actions.register(series, person(organisation=big)).state for _ in range(3)]
    assert found == ["registered", "registered", "waiting"]
    found = [actions.register(series, person(organisation=small)).state for _ in range(2)]
    assert found == ["registered", "waiting"]


def test_partners_have_their_own_seats_line_and_counters():
    series = make_open_series(seats=4)
    for code in ("tampere", "oulu"):
        partner = make_organisation(code.capitalize())
        add_quota(series, "partner", 1, code=code, organisation=partner)
    for code in ("tampere", "tampere", "oulu", "", "", ""):
        actions.register(series, person(), code=code)
    counts = {
        str(row["quota"].organisation) if row["quota"] else "": (row["registered"], row["waiting"])
        for row in queries.partner_counts(series)
    }
    assert counts == {"": (2, 1), "Tampere": (1, 1), "Oulu": (1, 0)}
    with pytest.raises(NotAllowed, match="not in use"):
        actions.register(series, person(), code="turku")


def test_second_registration_is_refused_and_the_link_sent_again():
    series = make_open_series()
    who = person("Maija Testi")
    actions.register(series, who)
    with pytest.raises(Twice, match="registered already"):
        actions.register(series, person(email="Maija.Testi@ESIMERKKI.fi"))
    for _ in range(2):
        actions.send_link_again(series, who.email)
    assert Message.objects.filter(kind="registration-link").count() == 1
    assert len(states(series)) == 1


def test_cancelled_person_may_register_again_and_comes_last():
    series = make_open_series(seats=1)
    who = person()
    first = actions.register(series, who)
    actions.register(series, person())
    actions.cancel_registration(first, by=None)
    assert actions.register(series, who).state == State.WAITING
    with pytest.raises(NotAllowed, match="has been cancelled"):
        actions.cancel_registration(first, by=None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "cancelled"}, "has been cancelled"),
        ({"state": "ended"}, "has been held already"),
        ({"entry": "none"}, "needs no registration"),
        ({"registration_opens_at": in_an_hour}, "opens on"),
        ({"registration_closes_at": an_hour_ago}, "closed on"),
        ({"entry": "teams"}, "teams register"),
    ],
)
def test_series_that_takes_nobody_says_why(fields, words):
    values = {key: value() if callable(value) else value for key, value in fields.items()}
    series = make_open_series(**values)
    with pytest.raises(NotAllowed, match=words):
        actions.register(series, person())


def test_late_cancellation_is_taken_said_and_counted():
    series = make_open_series(cancel_until=an_hour_ago())
    row = actions.register(series, person())
    actions.cancel_registration(row, by=None)
    row.refresh_from_db()
    assert row.is_late_cancellation
    assert queries.state_counts(series)["late"] == 1
    assert "after the last day" in Message.objects.get(kind="registration-cancelled").body


def test_leaving_the_line_late_is_not_late():
    series = make_open_series(seats=0, cancel_until=an_hour_ago())
    row = actions.register(series, person())
    actions.cancel_registration(row, by=None)
    row.refresh_from_db()
    assert not row.is_late_cancellation


def test_one_of_the_same_content_is_chosen_and_has_its_own_seats():
    series = make_open_series()
    early, late = make_set(series, 1, 1)
    with pytest.raises(NotAllowed, match="Choose the session"):
        actions.register(series, person())
    found = [actions.register(series, person(), session=early).state for _ in range(2)]
    assert found == ["registered", "waiting"]
    assert actions.register(series, person(), session=late).state == State.REGISTERED


def test_change_of_session_frees_the_seat_and_refuses_a_full_one():
    series = make_open_series()
    early, late = make_set(series, 1, 1)
    first, second = person(), person()
    row = actions.register(series, first, session=early)
    waiting = actions.register(series, second, session=early)
    actions.change_registration(row, person=first, session=late, by=None)
    waiting.refresh_from_db()
    assert waiting.state == State.REGISTERED
    with pytest.raises(NotAllowed, match="stays as it was"):
        actions.change_registration(row, person=first, session=early, by=None)
    assert Registration.objects.get(pk=row.pk).session == late


def test_change_of_session_goes_to_the_calendar_and_the_old_one_out_of_it():
    series = make_open_series()
    early, late = make_set(series, None, None)
    common = make_session(series, state=Session.State.AGREED)
    who = person()
    row = actions.register(series, who, session=early)
    for session in (late, early, early):
        actions.change_registration(row, person=who, session=session, by=None)
    mails = Message.objects.filter(kind__in=("registration-left", "registration-moved"))
    told = [
        (mail.kind, [s for s in (early, late, common) if uid_of("session", s.pk) in mail.calendar])
        for mail in mails.order_by("pk")
    ]
    assert told == [
        ("registration-left", [early]),
        ("registration-moved", [late, common]),
        ("registration-left", [late]),
        ("registration-moved", [early, common]),
    ]
    methods = ["CANCEL", "REQUEST", "CANCEL", "REQUEST"]
    for mail, method in zip(mails.order_by("pk"), methods, strict=True):
        assert f"METHOD:{method}" in mail.calendar


def test_change_of_session_in_the_line_fills_no_calendar():
    series = make_open_series()
    early, late = make_set(series, 0, 0)
    who = person()
    row = actions.register(series, who, session=early)
    actions.change_registration(row, person=who, session=late, by=None)
    assert not Message.objects.exclude(calendar="").exists()


def test_the_office_adds_people_after_the_closing_within_the_seats(office_user, outsider):
    closed = timezone.now() - datetime.timedelta(hours=1)
    series = make_open_series(seats=1, has_waiting_list=False, registration_closes_at=closed)
    for by in (None, outsider):
        with pytest.raises(NotAllowed, match="closed"):
            actions.register(series, person(), by=by)
    assert actions.register(series, person(), by=office_user).state == State.REGISTERED
    with pytest.raises(NotAllowed, match="full"):
        actions.register(series, person(), by=office_user)


def test_change_to_a_full_quota_keeps_the_place():
    series = make_open_series()
    add_quota(series, "role", 0, role="management")
    who = person("Maija Testi")
    row = actions.register(series, who)
    with pytest.raises(NotAllowed, match="stays as it was"):
        actions.change_registration(
            row, person=person("Maija Testi", role="management"), session=None, by=None
        )
    row.refresh_from_db()
    assert row.role == "staff"


def test_what_a_stranger_types_changes_nothing_of_an_account(applicant):
    series = make_open_series()
    who = person("Hanna Hakija", email=applicant.email)
    row = actions.register(series, who, by=applicant)
    assert row.participant.user == applicant
    actions.cancel_registration(row, by=applicant)
    actions.register(series, person("Väärä Nimi", email=applicant.email))
    row.participant.refresh_from_db()
    assert row.participant.name == "Hanna Hakija"


def test_more_seats_go_to_the_line_in_its_order(office_user):
    series = make_open_series(seats=1)
    for _ in range(4):
        actions.register(series, person())
    seated = seat_actions.set_seats(
        series, seats=3, has_waiting_list=True, quotas=[], by=office_user
    )
    assert seated == 2
    assert states(series) == ["registered"] * 3 + ["waiting"]


def test_partner_seats_in_use_stay_and_doubles_are_refused(office_user):
    series = make_open_series(seats=4)
    quota = add_quota(series, "partner", 2, code="oulu", organisation=make_organisation())
    actions.register(series, person(), code="oulu")
    with pytest.raises(NotAllowed, match=r"stays? in the list"):
        seat_actions.set_seats(series, seats=4, has_waiting_list=True, quotas=[], by=office_user)
    double = {"id": None, "kind": "role", "seats": 1, "role": "staff", "code": ""}
    rows = [double | {"organisation": None}] * 2
    with pytest.raises(NotAllowed, match="the same thing"):
        seat_actions.set_seats(series, seats=4, has_waiting_list=True, quotas=rows, by=office_user)
    assert SeatQuota.objects.get() == quota


def test_full_series_costs_a_newcomer_no_more_with_a_long_line(django_assert_max_num_queries):
    series = make_open_series(seats=1)
    make_registration(series)
    for _ in range(30):
        make_registration(series, state=State.WAITING)
    with django_assert_max_num_queries(30):
        actions.register(series, person())


def test_cancelled_session_is_not_offered():
    series = make_open_series()
    early, _late = make_set(series, 1, 1)
    Session.objects.filter(pk=early.pk).update(state="cancelled")
    with pytest.raises(NotAllowed, match="Choose the session"):
        actions.register(series, person(), session=early)
