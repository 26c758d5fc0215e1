"""Every write of a game. What players choose is secret, so picks and votes leave no log entry."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state, check_transition
from talkoot.engagements.models import DevelopmentTask
from talkoot.games import queries, rules
from talkoot.games.models import Card, CardTally, Deck, Pick, PlanItem, Player, Room, Target, Vote
from talkoot.people.models import User

State = Room.State
TARGET_LENGTH = 140


@dataclass
class PaperTarget:
    """A development target of a game on paper, its votes, and what was planned about it."""

    text: str
    votes: int
    what: str = ""
    who: str = ""
    due_on: datetime.date | None = None


@dataclass
class PaperResults:
    """What came of a game on paper: {card id: (strengths, pains)} and the targets."""

    played_on: datetime.date
    players_count: int
    tallies: dict[int, tuple[int, int]] = field(default_factory=dict)
    targets: Sequence[PaperTarget] = ()


@transaction.atomic
def open_room(deck: Deck, *, values: dict[str, Any], by: User) -> Room:
    """A new room that `by` leads; players may join at once. Refuses one with too many open."""
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    rules.check_open(live_count=queries.live_room_count(by))
    room = _make_room(deck, values, by)
    record("games.room.opened", room, by=by, after={"deck": str(deck.pk)})
    return room


@transaction.atomic
def record_paper_game(
    deck: Deck, *, values: dict[str, Any], results: PaperResults, by: User
) -> Room:
    """A game that was played on paper cards: the sums and the plan, which may still be added to.

    The room opens in the phase of the plan; ending it makes the plan final as in any game.
    """
    room = _make_room(
        deck,
        {
            **values,
            "state": State.PLAN,
            "is_on_paper": True,
            "played_on": results.played_on,
            "players_count": results.players_count,
        },
        by,
    )
    CardTally.objects.bulk_create(
        CardTally(room=room, card_id=card_id, strengths=strengths, pains=pains)
        for card_id, (strengths, pains) in results.tallies.items()
    )
    for order, row in enumerate(results.targets, 1):
        target = Target.objects.create(
            room=room, order=order, own_text=row.text, votes_count=row.votes
        )
        if row.what and row.due_on:
            PlanItem.objects.create(
                room=room, target=target, what=row.what, who=row.who, due_on=row.due_on
            )
    record("games.room.recorded", room, by=by, after={"players": results.players_count})
    return room


def _make_room(deck: Deck, values: dict[str, Any], by: User) -> Room:
    now = timezone.now()
    engagement = values.get("engagement")
    if engagement is not None:
        values = {**values, "programme": engagement.application.call.offering.programme}
    code = rules.new_code()
    while Room.objects.filter(code=code).exists():
        code = rules.new_code()
    return Room.objects.create(
        code=code,
        deck=deck,
        facilitator=by,
        expires_at=rules.expiry(now),
        phase_ends_at=rules.phase_end(values.get("state", State.JOIN), now),
        **values,
    )


@transaction.atomic
def join_room(room: Room, *, token: str, nickname: str = "") -> Player:
    """The player of the browser's secret `token`; asking again gives the same player.

    Who joins when the tables already discuss sits down at the smallest of them. Refuses a room
    that has closed, ended or is full.
    """
    room = Room.objects.select_for_update().get(pk=room.pk)
    known = room.players.filter(token_hash=queries.hash_of(token)).first()
    if known is not None:
        return known
    rules.check_join(room, player_count=room.players.count())
    table = _smallest_table(room) if room.state not in (State.JOIN, State.PICK) else None
    return Player.objects.create(
        room=room, token_hash=queries.hash_of(token), nickname=nickname, table_number=table
    )


def _smallest_table(room: Room) -> int:
    seated = room.players.filter(table_number__isnull=False).values("table_number")
    sizes = seated.annotate(size=Count("pk")).order_by("size", "table_number")
    smallest = sizes.first()
    return int(smallest["table_number"] or 1) if smallest else 1


def _lock_room(player: Player) -> Room:
    """The player's room, locked: of two taps at once the second sees what the first did."""
    return Room.objects.select_for_update().get(pk=player.room_id)


@transaction.atomic
def pick_card(player: Player, *, card: Card, kind: str) -> None:
    """Choose a card as a strength or a pain; an empty kind takes it back. Doing it again is no-op.

    Refuses outside the phase of picking and one card too many.
    """
    room = _lock_room(player)
    rules.check_phase(room, State.PICK)
    mine = list(player.picks.all())
    now = next((pick for pick in mine if pick.card_id == card.pk), None)
    if (now.kind if now else "") == kind:
        return
    if not kind:
        player.picks.filter(card=card).delete()
        return
    number = _free_number({pick.number for pick in mine if pick.kind == kind})
    rules.check_pick(room, number=number)
    player.picks.filter(card=card).delete()
    Pick.objects.create(player=player, card=card, kind=kind, number=number)


@transaction.atomic
def vote(player: Player, *, target: Target, is_given: bool) -> None:
    """Give a target a vote or take it back; doing it again is no-op.

    Refuses outside the phase of voting and one vote too many.
    """
    room = _lock_room(player)
    rules.check_phase(room, State.VOTE)
    mine = list(player.votes.all())
    if any(row.target_id == target.pk for row in mine) == is_given:
        return
    if not is_given:
        player.votes.filter(target=target).delete()
        return
    number = _free_number({row.number for row in mine})
    rules.check_vote(room, number=number)
    Vote.objects.create(player=player, target=target, number=number)


def _free_number(taken: set[int]) -> int:
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


@transaction.atomic
def propose_target(room: Room, *, text: str, table_number: int | None = None) -> Target:
    """A table's development target in its own words, or the facilitator's without a table.

    The same words twice are one target. Refuses outside the discussion and a table's fourth.
    """
    room = Room.objects.select_for_update().get(pk=room.pk)
    rules.check_phase(room, State.DISCUSS)
    same = room.targets.filter(own_text__iexact=text).first()
    if same is not None:
        return same
    count = room.targets.filter(table_number=table_number).count()
    rules.check_propose(table_number=table_number, count=count)
    return _add_target(room, own_text=text[:TARGET_LENGTH], table_number=table_number)


def _add_target(room: Room, **values: Any) -> Target:
    last = room.targets.aggregate(last=Max("order"))["last"] or 0
    return Target.objects.create(room=room, order=last + 1, **values)


@transaction.atomic
def remove_target(target: Target, *, table_number: int | None = None) -> None:
    """Take a proposed target away: the table its own, the facilitator (no table) any."""
    room = Room.objects.select_for_update().get(pk=target.room_id)
    rules.check_phase(room, State.DISCUSS)
    rows = room.targets.filter(pk=target.pk)
    rows = rows if table_number is None else rows.filter(table_number=table_number)
    rules.check_remove_target(has_plan=rows.filter(plan__isnull=False).exists())
    rows.delete()


@transaction.atomic
def move_room(room: Room, *, to: str, by: User | None) -> Room:
    """Move the game to another phase and start its clock; a second tap of the button is no-op.

    Leaving a phase writes its sums: the picks by card, the votes by target. Refuses a phase in
    which there would be nothing to do; the end of the game is `finish_room`, by this way too.
    """
    if to == State.ENDED:
        return finish_room(room, by=by)
    room = Room.objects.select_for_update().get(pk=room.pk)
    if room.state == to:
        return room
    check_transition(room, to, rules.TRANSITIONS)
    rules.check_move(room, to, **_counts(room, to))
    if to == State.DISCUSS and room.state == State.PICK:
        _write_tallies(room)
        _seat_players(room)
    elif to == State.VOTE and room.state == State.DISCUSS:
        _add_card_targets(room)
    elif to == State.PLAN:
        _write_votes(room)
    change = change_state(room, to, rules.TRANSITIONS)
    room.phase_ends_at = rules.phase_end(to, timezone.now())
    room.save(update_fields=["phase_ends_at"])
    record("games.room.moved", room, by=by, **change)
    return room


def _counts(room: Room, to: str) -> dict[str, int]:
    """What the next phase would have to work on, as far as its rule asks."""
    picks = targets = votes = 0
    if to == State.DISCUSS:
        picks = Pick.objects.filter(player__room=room).count()
    elif to == State.VOTE:
        targets = room.targets.filter(card__isnull=True).count()
        targets += min(room.tallies.filter(pains__gt=0).count(), rules.TARGETS_FROM_CARDS)
    elif to == State.PLAN:
        votes = Vote.objects.filter(player__room=room).count()
    return {"picks": picks, "targets": targets, "votes": votes}


def _write_tallies(room: Room) -> None:
    room.tallies.all().delete()
    CardTally.objects.bulk_create(
        CardTally(room=room, card_id=card_id, strengths=strengths, pains=pains)
        for card_id, (strengths, pains) in queries.pick_counts(room).items()
    )


def _seat_players(room: Room) -> None:
    """Tables as equal as they come, of at most table_size people."""
    players = list(room.players.all())
    count = max(1, -(-len(players) // room.table_size))
    for number, player in enumerate(players):
        player.table_number = number % count + 1
    Player.objects.bulk_update(players, ["table_number"])


def _add_card_targets(room: Room) -> None:
    """The pains that came up most are voted on too; cards that no longer do so leave.

    Those about which something has been planned already stay.
    """
    top = queries.top_pains(queries.tallies_of(room), rules.TARGETS_FROM_CARDS)
    wanted = [row.card_id for row in top]
    room.targets.filter(card__isnull=False, plan=None).exclude(card__in=wanted).delete()
    known = set(room.targets.filter(card__isnull=False).values_list("card_id", flat=True))
    for card_id in wanted:
        if card_id not in known:
            _add_target(room, card_id=card_id)


def _write_votes(room: Room) -> None:
    counts = queries.vote_counts(room)
    targets = list(room.targets.all())
    for target in targets:
        target.votes_count = counts.get(target.pk, 0)
    Target.objects.bulk_update(targets, ["votes_count"])


@transaction.atomic
def extend_phase(room: Room, *, by: User) -> None:
    """Give the phase five minutes more, counted from now if its time is up."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    rules.check_not_expired(room)
    check_transition(room, State.ENDED, rules.TRANSITIONS)
    now = timezone.now()
    start = max(room.phase_ends_at or now, now)
    room.phase_ends_at = start + datetime.timedelta(minutes=rules.MORE_MINUTES)
    room.save(update_fields=["phase_ends_at"])
    record("games.room.extended", room, by=by, after={"minutes": rules.MORE_MINUTES})


@transaction.atomic
def add_plan_item(
    room: Room, *, target: Target, what: str, who: str, due_on: datetime.date, by: User
) -> PlanItem:
    """What is done about the target, by whom and by when. Refuses outside the phase of the plan."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    rules.check_plan(room, count=room.plan.count())
    item, is_new = PlanItem.objects.get_or_create(
        room=room, target=target, what=what, who=who, due_on=due_on
    )
    if is_new:
        record("games.plan.added", item, by=by, after={"due_on": str(due_on)})
    return item


@transaction.atomic
def remove_plan_item(item: PlanItem, *, by: User) -> None:
    """Take a point of the plan away while the plan is being made."""
    room = Room.objects.select_for_update().get(pk=item.room_id)
    rules.check_phase(room, State.PLAN)
    record("games.plan.removed", item, by=by, before={"due_on": str(item.due_on)})
    item.delete()


@transaction.atomic
def finish_room(room: Room, *, by: User | None) -> Room:
    """End the game: sums and plan stay; picks, votes and nicknames are removed.

    The plan's points become development tasks of the engagement. A second time changes nothing.
    """
    room = Room.objects.select_for_update().get(pk=room.pk)
    if room.state == State.ENDED:
        return room
    if room.state == State.PICK:
        _write_tallies(room)
    elif room.state == State.VOTE:
        _write_votes(room)
    change = change_state(room, State.ENDED, rules.TRANSITIONS)
    if not room.is_on_paper:
        room.players_count = room.players.count()
    room.phase_ends_at = None
    room.save(update_fields=["players_count", "phase_ends_at"])
    _forget_choices(room)
    make_development_tasks(room, by=by)
    record("games.room.ended", room, by=by, **change)
    return room


def _forget_choices(room: Room) -> None:
    """Who chose what is nobody's business once it has been counted."""
    Pick.objects.filter(player__room=room).delete()
    Vote.objects.filter(player__room=room).delete()
    room.players.update(nickname="")


def make_development_tasks(room: Room, *, by: User | None) -> list[DevelopmentTask]:
    """Each point of the plan of an engagement's game becomes a development task there."""
    if room.engagement_id is None:
        return []
    tasks = [
        DevelopmentTask.objects.create(
            engagement_id=room.engagement_id,
            title=item.what,
            goal=item.target.text,
            owner=item.who,
            due_on=item.due_on,
            is_demo=room.is_demo,
        )
        for item in queries.plan_of(room)
    ]
    for task in tasks:
        record("engagements.task.made", task, by=by, after={"room": str(room.pk)})
    return tasks


def close_expired_rooms(now: datetime.datetime | None = None) -> int:
    """End the rooms whose day is over and forget their players; returns how many."""
    now = now or timezone.now()
    expired = Room.objects.filter(expires_at__lte=now)
    ended = 0
    for room in expired.exclude(state=State.ENDED).exclude(is_on_paper=True):
        finish_room(room, by=None)
        ended += 1
    with transaction.atomic():
        Player.objects.filter(room__in=expired).delete()
    return ended
