"""Reminding of a session: those who come, once, within the share of the week."""

import datetime

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.events.jobs import fill_kept_seats, remind_of_sessions
from talkoot.events.models import Registration
from tests.correspondence.test_reminders import remind
from tests.factories.registrations import make_open_series, make_registration, make_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def tomorrow(session):
    session.starts_at = timezone.now() + datetime.timedelta(days=1)
    session.ends_at = session.starts_at + datetime.timedelta(hours=2)
    session.save()
    return session


@pytest.fixture
def series():
    series = make_open_series()
    tomorrow(series.sessions.get())
    return series


def long_ago(row):
    Registration.objects.filter(pk=row.pk).update(
        state_changed_at=timezone.now() - datetime.timedelta(days=9)
    )
    return row


def test_those_with_a_seat_are_reminded_once(series):
    row = long_ago(make_registration(series))
    for state in ("waiting", "cancelled"):
        long_ago(make_registration(series, state=state))
    assert remind_of_sessions() == 1
    assert remind_of_sessions() == 0
    mail = Message.objects.get()
    assert (mail.address, mail.is_reminder) == (row.participant.email, True)
    assert "Pian:" in mail.subject


def test_who_has_just_registered_is_not_reminded(series):
    make_registration(series)
    assert remind_of_sessions() == 0


def test_far_and_begun_sessions_remind_nobody():
    series = make_open_series()
    long_ago(make_registration(series))
    assert remind_of_sessions() == 0
    session = tomorrow(series.sessions.get())
    session.starts_at = timezone.now() - datetime.timedelta(minutes=1)
    session.save()
    assert remind_of_sessions() == 0


def test_only_the_chosen_one_of_the_same_content_reminds():
    series = make_open_series()
    first, second = make_set(series, None, None)
    tomorrow(first)
    long_ago(make_registration(series, session=second))
    assert remind_of_sessions() == 0


def test_over_the_share_waits_and_leaves_when_there_is_room(series):
    row = long_ago(make_registration(series))
    for key in "12":
        remind(key, address=row.participant.email)
    remind("3", address=row.participant.email, has_deadline=True)
    assert remind_of_sessions() == 0
    Message.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    assert remind_of_sessions() == 1


def test_waiting_reminder_no_longer_matters_when_the_seat_is_given_up(series):
    row = long_ago(make_registration(series))
    for number in range(3):
        remind(str(number), address=row.participant.email, has_deadline=True)
    assert remind_of_sessions() == 0
    Message.objects.all().delete()
    Registration.objects.update(state="cancelled")
    assert remind_of_sessions() == 0


def test_line_is_run_by_the_worker_after_the_closing():
    series = make_open_series(seats=2)
    make_registration(series, state="waiting")
    assert fill_kept_seats() == 0
    series.registration_closes_at = timezone.now() - datetime.timedelta(minutes=1)
    series.save()
    assert fill_kept_seats() == 1
    assert fill_kept_seats() == 0
