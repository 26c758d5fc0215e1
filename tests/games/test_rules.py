"""Codes, clocks and what is refused when."""

import datetime
from http import HTTPStatus

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.games import rules
from talkoot.games.models import Room
from tests.factories.engagements import make_engagement
from tests.factories.games import make_room
from tests.factories.people import make_user

State = Room.State


def test_codes_have_no_letters_that_look_alike():
    code = rules.new_code()
    assert len(code) == 6
    assert not set(code) & set("01OILAEUY2Z5S68")
    assert rules.new_code() != code


@pytest.mark.parametrize("typed", ["kbt4f7", " KBT 4F7 ", "kbt-4f7"])
def test_code_is_read_however_it_is_typed(typed):
    assert rules.plain_code(typed) == "KBT4F7"


def test_the_phases_take_an_hour():
    assert sum(rules.MINUTES.values()) == 60


@pytest.mark.parametrize(("seconds", "minutes"), [(-5, 0), (1, 1), (60, 1), (61, 2), (600, 10)])
def test_minutes_left(seconds, minutes):
    now = timezone.now()
    room = Room(phase_ends_at=now + datetime.timedelta(seconds=seconds))
    assert rules.minutes_left(room, now) == minutes


def test_next_and_previous_phase():
    room = Room(state=State.JOIN)
    seen = [room.state]
    while room.state != State.ENDED:
        room.state = rules.next_state(room)
        seen.append(room.state)
    assert seen == list(State.values)
    assert rules.previous_state(Room(state=State.PICK)) == State.JOIN
    assert rules.previous_state(Room(state=State.JOIN)) == ""
    assert rules.previous_state(Room(state=State.PLAN, is_on_paper=True)) == ""


def test_an_expired_room_says_what_to_do(db):
    room = make_room(hours=-1)
    with pytest.raises(NotAllowed) as refused:
        rules.check_join(room, player_count=1)
    assert refused.value.status == HTTPStatus.GONE
    assert "uusi koodi" in refused.value.sentence


def test_a_game_on_paper_does_not_expire(db):
    assert not rules.has_expired(make_room(hours=-100, is_on_paper=True))


def test_a_full_room_is_refused(db):
    with pytest.raises(NotAllowed, match="60"):
        rules.check_join(make_room(), player_count=60)


def test_only_the_facilitator_leads(db):
    room = make_room()
    assert rules.can_lead(room.facilitator, room)
    assert not rules.can_lead(make_user(), room)
    assert not rules.can_lead(AnonymousUser(), room)


def test_the_engagement_s_people_read_a_played_game(db, applicant, outsider, office_user):
    engagement = make_engagement()
    programme = engagement.application.call.offering.programme
    room = make_room(state=State.ENDED, engagement=engagement, programme=programme)
    assert rules.can_read(engagement.application.applicant, room)
    assert rules.can_read(office_user, room)
    assert not rules.can_read(outsider, room)
    room.state = State.PLAN
    assert not rules.can_read(engagement.application.applicant, room)


@pytest.mark.parametrize(
    ("state", "to"),
    [(State.PICK, State.DISCUSS), (State.DISCUSS, State.VOTE), (State.VOTE, State.PLAN)],
)
def test_an_empty_phase_is_refused(db, state, to):
    with pytest.raises(NotAllowed):
        rules.check_move(make_room(state=state), to, picks=0, targets=1, votes=0)
    rules.check_move(make_room(state=state), to, picks=1, targets=2, votes=1)
