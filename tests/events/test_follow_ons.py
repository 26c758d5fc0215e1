"""What participants have carried on: told by themselves, asked once, counted."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message, OptOut
from talkoot.events import tokens
from talkoot.events.actions.follow_ons import tell_carried_on
from talkoot.events.jobs import ask_participants
from talkoot.events.models import FollowOn, Presence
from talkoot.events.rules.follow_ons import MOST
from tests.factories.registrations import make_open_series, make_registration
from tests.figures import count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MORNING = {"what": "A short meeting every morning.", "reach": "unit", "place": "Home care"}


def take_part(row, months_ago=3):
    """The person was there, and the only session was so many months ago."""
    session = row.series.sessions.get()
    day = add_months(timezone.localdate(), -months_ago)
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    session.state, session.starts_at = "held", start
    session.ends_at = start + datetime.timedelta(hours=3)
    session.save()
    Presence.objects.create(
        session=session, participant=row.participant, role=row.role, source="list"
    )
    return row


@pytest.fixture
def office_hours(settings):
    settings.QUIET_HOURS = None


def test_participants_are_asked_once_after_three_months(office_hours):
    row = take_part(make_registration())
    make_registration(row.series)  # never came
    assert (ask_participants(), ask_participants()) == (1, 0)
    mail = Message.objects.get()
    assert (mail.address, mail.topic) == (row.participant.email, OptOut.Topic.SURVEYS)
    assert f"/registrations/{tokens.token_of(row)}/carried-on/" in mail.body


@pytest.mark.parametrize("months", [0, 2, 7])
def test_nobody_is_asked_too_soon_or_when_it_is_forgotten(office_hours, months):
    take_part(make_registration(), months)
    assert ask_participants() == 0


def test_open_webinars_ask_nobody(office_hours):
    take_part(make_registration(make_open_series(kind="webinar")))
    assert ask_participants() == 0


def test_who_has_told_or_wants_no_questions_is_not_asked(office_hours):
    told = take_part(make_registration())
    tell_carried_on(told, **MORNING)
    refused = take_part(make_registration())
    OptOut.objects.create(address=refused.participant.email, topic=OptOut.Topic.SURVEYS)
    assert ask_participants() == 0
    refused.refresh_from_db()
    assert refused.asked_at is not None
    assert not Message.objects.exists()


def test_nobody_is_asked_at_night(settings):
    settings.QUIET_HOURS = (0, 23)
    take_part(make_registration())
    assert ask_participants() == 0


def test_nothing_is_told_before_the_first_session_or_without_a_seat():
    with pytest.raises(NotAllowed, match="after the first session"):
        tell_carried_on(make_registration(), **MORNING)
    waiting = take_part(make_registration(state="waiting"))
    with pytest.raises(NotAllowed):
        tell_carried_on(waiting, **MORNING)


def test_the_same_is_kept_once_and_a_list_has_an_end():
    row = take_part(make_registration())
    assert tell_carried_on(row, **MORNING) == tell_carried_on(row, **MORNING)
    for number in range(MOST - 1):
        tell_carried_on(row, what=f"Thing {number}", reach="work", place="")
    with pytest.raises(NotAllowed, match="Remove one first"):
        tell_carried_on(row, what="One more", reach="work", place="")
    assert FollowOn.objects.count() == MOST


def test_figure_counts_them_by_how_far_they_went(programme):
    row = take_part(make_registration(make_open_series(programme)))
    tell_carried_on(row, **MORNING)
    tell_carried_on(row, what="A checklist.", reach="other", place="")
    counted = count("lessons-carried-on")
    assert (counted.value, counted.n) == (2, 2)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert count("lessons-carried-on", as_of=yesterday).value == 0
