"""Who leads a game, what may be done in which phase, and for how long a room is open."""

import datetime
import secrets
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.engagements import rules as engagement_rules
from talkoot.games.models import CODE_LENGTH, Room
from talkoot.people.rules import is_officer

State = Room.State
PHASES = (State.JOIN, State.PICK, State.DISCUSS, State.VOTE, State.PLAN)
# The facilitator moves the game on, or one phase back if a step was taken too early.
TRANSITIONS = {
    State.JOIN: frozenset({State.PICK, State.ENDED}),
    State.PICK: frozenset({State.JOIN, State.DISCUSS, State.ENDED}),
    State.DISCUSS: frozenset({State.PICK, State.VOTE, State.ENDED}),
    State.VOTE: frozenset({State.DISCUSS, State.PLAN, State.ENDED}),
    State.PLAN: frozenset({State.VOTE, State.ENDED}),
    State.ENDED: frozenset(),
}
# An hour in all.
MINUTES = {State.JOIN: 5, State.PICK: 10, State.DISCUSS: 20, State.VOTE: 5, State.PLAN: 20}
MORE_MINUTES = 5
ROOM_HOURS = 24
LIVE_ROOMS_EACH = 10
MOST_PLAYERS = 60
TARGETS_A_TABLE = 3
# So many of the pains that came up most are voted on beside the tables' own targets.
TARGETS_FROM_CARDS = 5
MOST_PLAN_ITEMS = 40
# Letters and digits that are not mistaken for each other, and no vowels, so that no word comes out.
CODE_LETTERS = "3479BCDFGHJKMNPQRTVWX"


def new_code() -> str:
    """Six letters: 86 million rooms to guess from, for a day."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def plain_code(text: str) -> str:
    """The code as the room has it, however it was typed: “kbt 4f7” is KBT4F7."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def shown_code(code: str) -> str:
    """In two groups, as it is read aloud."""
    return f"{code[:3]} {code[3:]}"


def expiry(now: datetime.datetime) -> datetime.datetime:
    return now + datetime.timedelta(hours=ROOM_HOURS)


def phase_end(state: str, now: datetime.datetime) -> datetime.datetime | None:
    """When the phase that begins now has had its minutes; the end of the game has no clock."""
    minutes = MINUTES.get(state)  # type: ignore[call-overload]
    return now + datetime.timedelta(minutes=minutes) if minutes else None


def minutes_left(room: Room, now: datetime.datetime) -> int:
    """Whole minutes of the phase that have begun and not passed; 0 when its time is up."""
    if room.phase_ends_at is None:
        return 0
    seconds = (room.phase_ends_at - now).total_seconds()
    return max(0, int(-(-seconds // 60)))


def next_state(room: Room) -> str:
    """Where the facilitator's main button leads."""
    if room.state == State.PLAN:
        return State.ENDED
    return PHASES[PHASES.index(State(room.state)) + 1]


def previous_state(room: Room) -> str:
    """One phase back; empty in the first, after the end, and for a game played on paper."""
    if room.is_on_paper or room.state not in PHASES[1:]:
        return ""
    return PHASES[PHASES.index(State(room.state)) - 1]


def has_expired(room: Room) -> bool:
    """The room's day is over. What was played on paper is written down at leisure."""
    return not room.is_on_paper and room.expires_at <= timezone.now()


def can_lead(user: Any, room: Room) -> bool:
    """Who opened the room, on whatever device they have signed in."""
    return user.is_authenticated and room.facilitator_id == user.pk


def can_read(user: Any, room: Room) -> bool:
    """The facilitator; of a game of an engagement also its parties; the programme's office."""
    if can_lead(user, room):
        return True
    if not user.is_authenticated or room.state != State.ENDED:
        return False
    if room.engagement is not None and engagement_rules.can_read(user, room.engagement):
        return True
    return room.programme is not None and is_officer(user, room.programme.office_id)


def check_open(*, live_count: int) -> None:
    """Refuse a person who has many rooms open: the codes are for those who play."""
    if live_count >= LIVE_ROOMS_EACH:
        raise NotAllowed(
            _("You have %(count)s game rooms open. End one of them first.") % {"count": live_count}
        )


def check_not_expired(room: Room) -> None:
    """Refuse to go on playing in a room whose day is over."""
    if has_expired(room):
        raise NotAllowed(
            _(
                "This game room was open for %(hours)s hours and has closed. Ask the one who led "
                "the game for a new code, or open a room of your own."
            )
            % {"hours": ROOM_HOURS},
            status=HTTPStatus.GONE,
        )


def check_join(room: Room, *, player_count: int) -> None:
    """Refuse a room that has closed, ended or is full."""
    check_not_expired(room)
    if room.state == State.ENDED or room.is_on_paper:
        raise NotAllowed(
            _("This game has been played to its end. Ask the one who led it for the summary."),
            status=HTTPStatus.GONE,
        )
    if player_count >= MOST_PLAYERS:
        raise NotAllowed(
            _("This room is full: %(count)s players. Play with a colleague on one phone.")
            % {"count": player_count}
        )


def check_phase(room: Room, state: str) -> None:
    """Refuse what belongs to another phase of the game."""
    check_not_expired(room)
    if room.state != state:
        raise NotAllowed(_("The game has moved on. Reload the page to see where it is now."))


def check_pick(room: Room, *, number: int) -> None:
    """Refuse one card too many of a kind."""
    if number > room.picks_each:
        raise NotAllowed(
            _("You have chosen %(count)s already. Take one of them back first.")
            % {"count": room.picks_each}
        )


def check_vote(room: Room, *, number: int) -> None:
    """Refuse one vote too many."""
    if number > room.votes_each:
        raise NotAllowed(
            _("You have given all your %(count)s votes. Take one of them back first.")
            % {"count": room.votes_each}
        )


def check_propose(*, table_number: int | None, count: int) -> None:
    """Refuse a table's fourth target: choosing is a part of the game."""
    if table_number is not None and count >= TARGETS_A_TABLE:
        raise NotAllowed(
            _(
                "Your table has proposed %(count)s development targets already. Agree on which of "
                "them matter most, and take one away first."
            )
            % {"count": count}
        )


def check_move(room: Room, to: str, *, picks: int, targets: int, votes: int) -> None:
    """Refuse a phase in which there would be nothing to do."""
    check_not_expired(room)
    if to == State.DISCUSS and room.state == State.PICK and not picks:
        raise NotAllowed(_("Nobody has chosen a card yet. Give the players a little more time."))
    if to == State.VOTE and room.state == State.DISCUSS and targets < 2:
        raise NotAllowed(
            _("There must be at least two development targets to vote on. Add one below.")
        )
    if to == State.PLAN and not votes:
        raise NotAllowed(_("Nobody has voted yet. Give the players a little more time."))


def check_remove_target(*, has_plan: bool) -> None:
    """Of a game that was moved back from the plan: what was planned is not lost with its target."""
    if has_plan:
        raise NotAllowed(
            _(
                "The plan has a point about this target. Go on to the plan and take the point away "
                "first."
            )
        )


def check_plan(room: Room, *, count: int) -> None:
    """The plan is written in its own phase, and kept short enough to be carried out."""
    check_phase(room, State.PLAN)
    if count >= MOST_PLAN_ITEMS:
        raise NotAllowed(
            _("The plan has %(count)s points already. Take the least important away first.")
            % {"count": count}
        )
