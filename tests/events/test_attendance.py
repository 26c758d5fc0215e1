"""Attendance: the list, the door, groups, what it tells."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.events.actions import attendance as actions
from talkoot.events.meeting_lists import Listed
from talkoot.events.models import Attendance, AttendanceImport, Presence, Session
from talkoot.events.queries import attendance as queries
from talkoot.events.rules.attendance import can_mark, is_cooperative
from talkoot.events.rules.matching import matches
from tests.factories.events import make_attendance, make_session
from tests.factories.people import make_user
from tests.factories.registrations import (
    make_open_series,
    make_participant,
    make_registration,
    make_set,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def now_on(session):
    """The session is going on."""
    now = timezone.now()
    session.starts_at, session.ends_at = now, now + datetime.timedelta(hours=2)
    session.save()
    return session


@pytest.fixture
def session():
    series = make_open_series()
    return now_on(series.sessions.get())


def test_marks_add_and_remove_and_leave_the_others(session, office_user):
    first, second, third = (make_registration(session.series) for _ in range(3))
    actions.mark_presences(session, came=[first.pk, second.pk], by=office_user)
    actions.check_in(actions.open_door(session, by=office_user), third.participant)
    actions.mark_presences(session, came=[], gone=[first.pk], by=office_user)
    sources = Presence.objects.order_by("pk").values_list("participant", "source")
    assert list(sources) == [(second.participant_id, "list"), (third.participant_id, "code")]


def test_only_those_of_the_session_can_be_marked(session, office_user):
    other = make_registration(state="waiting", series=session.series)
    with pytest.raises(NotAllowed, match="list has changed"):
        actions.mark_presences(session, came=[other.pk], by=office_user)


def test_same_content_lists_only_its_own(office_user):
    series = make_open_series()
    early, late = make_set(series, None, None)
    row = make_registration(series, session=early)
    assert queries.expected_at(early) == [row]
    assert queries.expected_at(late) == []


def test_before_the_day_and_cancelled_are_refused(office_user):
    session = make_open_series().sessions.get()
    with pytest.raises(NotAllowed, match="begins on"):
        actions.record_counts(session, counts={"staff": 3}, by=office_user)
    cancelled = make_session(session.series, state="cancelled")
    with pytest.raises(NotAllowed, match="was cancelled"):
        actions.record_counts(cancelled, counts={"staff": 3}, by=office_user)


def test_counts_replace_and_presences_add_to_them(session, office_user):
    row = make_registration(session.series, role="management")
    actions.mark_presences(session, came=[row.pk], by=office_user)
    for count in (3, 4):
        actions.record_counts(session, counts={"staff": count, "other": 0}, by=office_user)
    assert queries.attendance_counts([session]) == {session.pk: {"management": 1, "staff": 4}}
    with pytest.raises(NotAllowed, match="from 0 to"):
        actions.record_counts(session, counts={"staff": -1}, by=office_user)


def test_totals_of_many_sessions_take_two_queries(django_assert_num_queries):
    sessions = [make_session(state="held") for _ in range(3)]
    for session in sessions:
        make_attendance(session, count=5)
    with django_assert_num_queries(2):
        assert queries.total_counts(sessions) == {"staff": 15}
    assert queries.attendance_counts([]) == {}


def test_groups_and_persons_do_not_multiply_each_other():
    session = make_session(state="held")
    make_attendance(session, role="staff", count=500)
    make_attendance(session, role="management", count=2)
    for role in ("staff", "supervisor"):
        who = make_participant(session.series, role=role)
        Presence.objects.create(session=session, participant=who, role=role, source="list")
    found = Counter()
    for key, kind, role, number in queries.sessions_and_present(Session.objects.all()):
        found[key, kind or role] += number
    assert found == {
        (session.pk, session.series.kind): session.days,
        (session.pk, "staff"): 501,
        (session.pk, "management"): 2,
        (session.pk, "supervisor"): 1,
    }


def test_session_is_held_when_somebody_was_there(session, office_user):
    with pytest.raises(NotAllowed, match="Nobody has been marked"):
        actions.close_attendance(session, by=office_user)
    actions.record_counts(session, counts={"staff": 3}, by=office_user)
    actions.close_attendance(session, by=office_user)
    session.refresh_from_db()
    assert session.state == "held"
    with pytest.raises(NotAllowed, match="confirmed already"):
        actions.close_attendance(session, by=office_user)


def test_door_works_only_around_the_session_and_once(session, office_user):
    session = actions.open_door(session, by=office_user)
    code = session.checkin_code
    assert actions.open_door(session, by=office_user).checkin_code == code
    row = make_registration(session.series)
    for _ in range(2):
        actions.check_in(session, row.participant)
    assert Presence.objects.count() == 1
    stranger = make_participant(session.series)
    with pytest.raises(NotAllowed, match="no seat"):
        actions.check_in(session, stranger)
    day = datetime.timedelta(days=1)
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at - day, ends_at=session.ends_at - day
    )
    with pytest.raises(NotAllowed, match="only during"):
        actions.check_in(session, row.participant)


def test_cooperation_needs_both_sides_on_the_spot():
    assert is_cooperative({"management": 1, "staff": 3})
    assert is_cooperative({"supervisor": 1, "staff_representative": 1})
    assert not is_cooperative({"management": 2, "staff": 0})
    assert not is_cooperative({})


def test_facilitators_of_the_session_or_series_may_mark(session, office_user):
    user = make_user()
    people = session.series.people
    assert not can_mark(user, session, people.all())
    people.create(name="Puhuja", user=user, task="speaker")
    assert not can_mark(user, session, people.all())
    people.create(name="Vetäjä", user=user, task="facilitator", session=session)
    assert can_mark(user, session, people.all())
    assert can_mark(office_user, session)


def read_in(session, listed, by, **fields):
    found = matches(listed, queries.expected_at(session))
    values = {"file_name": "lista.csv", "sha256": "a" * 64, "counts_unmatched": True}
    return actions.import_attendance(session, found, **{**values, **fields}, by=by)


def test_import_marks_those_found_and_counts_the_rest(session, office_user):
    rows = [
        make_registration(session.series, participant=make_participant(session.series, name=name))
        for name in ("Maija Meikäläinen", "Teppo Testi", "Olli Osoite")
    ]
    listed = [
        Listed(2, "Meikäläinen, Maija", "", 50),
        Listed(3, "Joku Muu", rows[2].participant.email, 40),
        Listed(4, "Tuntematon", "", 10),
    ]
    report = read_in(session, listed, office_user)
    assert (report.rows, report.matched, report.unmatched) == (3, 2, 1)
    minutes = Presence.objects.order_by("minutes").values_list("participant__name", "minutes")
    assert list(minutes) == [("Olli Osoite", 40), ("Maija Meikäläinen", 50)]
    assert Attendance.objects.get().count == 1
    with pytest.raises(NotAllowed, match="read in already"):
        read_in(session, listed, office_user)
    assert AttendanceImport.objects.count() == 1


def test_import_keeps_earlier_marks_and_adds_minutes(session, office_user):
    row = make_registration(session.series)
    actions.mark_presences(session, came=[row.pk], by=office_user)
    read_in(session, [Listed(2, row.participant.name, "", 61)], office_user)
    presence = Presence.objects.get()
    assert (presence.source, presence.minutes) == ("list", 61)


def test_two_of_the_same_name_are_left_to_a_person(session):
    for _ in range(2):
        who = make_participant(session.series, name="Maija Meikäläinen")
        make_registration(session.series, participant=who)
    [match] = matches([Listed(2, "Maija Meikäläinen")], queries.expected_at(session))
    assert match.registration is None
