"""Reads of decks, rooms and what has been chosen in them."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import engagements_of
from talkoot.games import rules
from talkoot.games.models import (
    Card,
    CardTally,
    Deck,
    Pick,
    PlanItem,
    Player,
    Room,
    Suit,
    Target,
    Vote,
)
from talkoot.programmes.models import Programme

State = Room.State
TOP_CARDS = 5
TOP_TARGETS = 3


def hash_of(token: str) -> str:
    """What is kept of a player's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def current_decks() -> list[Deck]:
    """The newest version of each deck."""
    newest = Deck.objects.values("key").annotate(newest=Max("version"))
    versions = {row["key"]: row["newest"] for row in newest}
    return [deck for deck in Deck.objects.all() if versions[deck.key] == deck.version]


def get_deck(key: str) -> Deck:
    """The newest version of the deck, else NotFound."""
    deck = Deck.objects.filter(key=key).order_by("-version").first()
    if deck is None:
        raise NotFound(_("There is no such deck of cards. The decks stand on the game’s page."))
    return deck


def cards_of(deck: Deck) -> list[Card]:
    """The deck's cards with their suits, in order; one query."""
    cards = Card.objects.filter(suit__deck=deck).select_related("suit")
    return list(cards.order_by("suit__order", "order"))


def rooms_with_all() -> "QuerySet[Room]":
    """Rooms with what their pages and rules ask of them."""
    return Room.objects.select_related(
        "deck",
        "facilitator",
        "programme",
        "engagement__application__call__offering__programme",
        "engagement__expert",
    )


def get_room(user: Any, code: str, *, can: Any = rules.can_lead) -> Room:
    """The room that `user` may reach by the rule `can`, else NotFound."""
    return fetch(rooms_with_all(), user, can, code=rules.plain_code(code))


def room_by_code(code: str) -> Room:
    """The room to play in; the code is the key. NotFound with a sentence for a wrong one."""
    room = Room.objects.select_related("deck").filter(code=rules.plain_code(code)).first()
    if room is None:
        raise NotFound(
            _("There is no game room with this code. Check the code on the facilitator’s screen.")
        )
    return room


def player_with(code: str, token: str) -> Player | None:
    """The player whose browser keeps the secret, with the room; None for a stranger."""
    if not token:
        return None
    wanted = {"room__code": rules.plain_code(code), "token_hash": hash_of(token)}
    return next(iter(Player.objects.select_related("room").filter(**wanted).order_by()[:1]), None)


def rooms_of(user: Any) -> "QuerySet[Room]":
    """The rooms that the person leads or has led, newest first."""
    return Room.objects.filter(facilitator=user).select_related("deck")


def live_room_count(user: Any) -> int:
    """How many rooms of the person may still be joined."""
    live = rooms_of(user).exclude(state=State.ENDED)
    return live.filter(expires_at__gt=timezone.now(), is_on_paper=False).count()


def engagements_to_play_in(user: Any) -> "QuerySet[Engagement]":
    """Engagements that the person applied for, delivers or oversees."""
    own = Q(application__applicant=user) | Q(pk__in=engagements_of(user).values("pk"))
    return (
        Engagement.objects.filter(own)
        .select_related("application__organisation", "application__call__offering__programme")
        .order_by("-created_at", "-pk")
    )


def programmes_to_play_in(office_ids: list[int]) -> "QuerySet[Programme]":
    """The programmes of the person's own offices."""
    return Programme.objects.filter(office__in=office_ids).order_by("name_fi", "pk")


@dataclass(frozen=True)
class Live:
    """What changes on the screens within a phase; only what the phase shows is read.

    `done` is how many have chosen or voted all they can.
    """

    players: int = 0
    done: int = 0
    names: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    plan: tuple[PlanItem, ...] = ()


def live_of(room: Room) -> Live:
    """The room as it is now, in one query (none after the end)."""
    players = room.players.order_by("pk")
    if room.state == State.JOIN:
        names = list(players.values_list("nickname", flat=True))
        return Live(players=len(names), names=tuple(filter(None, names)))
    if room.state == State.PICK:
        counts = list(players.annotate(mine=Count("picks")).values_list("mine", flat=True))
        return Live(len(counts), sum(count >= 2 * room.picks_each for count in counts))
    if room.state == State.VOTE:
        counts = list(players.annotate(mine=Count("votes")).values_list("mine", flat=True))
        return Live(len(counts), sum(count >= room.votes_each for count in counts))
    if room.state == State.DISCUSS:
        return Live(targets=tuple(targets_of(room)))
    if room.state == State.PLAN:
        return Live(plan=tuple(plan_of(room)))
    return Live()


def picks_of(player: Player) -> list[Pick]:
    """The player's own picks with their cards, in the order of the deck."""
    return list(player.picks.select_related("card").order_by("card__suit__order", "card__order"))


def suits_of(room: Room) -> list[Suit]:
    """The suits of the room's deck, in order."""
    return list(Suit.objects.filter(deck=room.deck_id))


def voted_by(player: Player) -> set[int]:
    """Ids of the targets that the player has voted for."""
    return set(player.votes.values_list("target_id", flat=True))


def pick_counts(room: Room) -> dict[int, tuple[int, int]]:
    """{card id: (strengths, pains)} counted from the picks."""
    rows = Pick.objects.filter(player__room=room).values("card_id")
    counted = rows.annotate(
        strengths=Count("pk", filter=Q(kind=Pick.Kind.STRENGTH)),
        pains=Count("pk", filter=Q(kind=Pick.Kind.PAIN)),
    )
    return {row["card_id"]: (row["strengths"], row["pains"]) for row in counted}


def vote_counts(room: Room) -> dict[int, int]:
    """{target id: votes} counted from the votes."""
    rows = Vote.objects.filter(player__room=room).values("target_id")
    return {row["target_id"]: row["votes"] for row in rows.annotate(votes=Count("pk"))}


def tallies_of(room: Room) -> list[CardTally]:
    """What came out of the picking; one query."""
    return list(room.tallies.select_related("card__suit").order_by("card__suit__order", "card_id"))


def top_strengths(tallies: list[CardTally], most: int = TOP_CARDS) -> list[CardTally]:
    """The cards that most chose as a strength."""
    chosen = [row for row in tallies if row.strengths]
    return sorted(chosen, key=lambda row: (-row.strengths, row.card_id))[:most]


def top_pains(tallies: list[CardTally], most: int = TOP_CARDS) -> list[CardTally]:
    """The cards that most chose as a pain point."""
    chosen = [row for row in tallies if row.pains]
    return sorted(chosen, key=lambda row: (-row.pains, row.card_id))[:most]


def targets_of(room: Room) -> list[Target]:
    """The room's development targets as they were proposed."""
    return list(room.targets.select_related("card__suit"))


def ranked_targets(room: Room) -> list[Target]:
    """By votes as they were counted when the vote closed; equal ones as they were proposed."""
    return list(
        room.targets.select_related("card__suit").order_by(F("votes_count").desc(), "order")
    )


def plan_of(room: Room) -> list[PlanItem]:
    """The plan by due date."""
    return list(room.plan.select_related("target__card"))
