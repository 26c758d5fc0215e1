"""Decks, game rooms, players and what they choose."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.games import queries, rules
from talkoot.games.models import Card, Deck, Pick, PlanItem, Player, Room, Suit, Target, Vote
from talkoot.people.models import User
from tests.factories.people import make_user, next_number


def the_deck() -> Deck:
    """A deck of four suits with three cards each, made when first asked for."""
    deck = Deck.objects.filter(key="testi").first()
    if deck is not None:
        return deck
    texts = {f"name_{code}": "Testipakka" for code in ("fi", "sv", "en")}
    texts |= {f"summary_{code}": "Kortteja." for code in ("fi", "sv", "en")}
    deck = Deck.objects.create(key="testi", version=1, owner="Talkoot", licence="EUPL-1.2", **texts)
    for order, name in enumerate(("Johtaminen", "Työelämän laatu", "Yhteistyö", "Asiakkaat"), 1):
        names = {f"name_{code}": name for code in ("fi", "sv", "en")}
        suit = Suit.objects.create(deck=deck, order=order, key=f"maa-{order}", icon="flag", **names)
        for number in (1, 2, 3):
            texts = {f"title_{code}": f"{name} {number}" for code in ("fi", "sv", "en")}
            texts |= {f"question_{code}": "Mistä sen huomaa?" for code in ("fi", "sv", "en")}
            Card.objects.create(suit=suit, order=number, **texts)
    return deck


def make_room(
    *, state: str = Room.State.JOIN, facilitator: User | None = None, **fields: Any
) -> Room:
    """An open room; `hours` tells how long it still is."""
    now = timezone.now()
    hours = fields.pop("hours", 20)
    values = {
        "code": rules.new_code(),
        "title": "Kotihoidon tiimi",
        "deck": fields.pop("deck", None) or the_deck(),
        "facilitator": facilitator or make_user(name="Faija Fasilitaattori"),
        "expires_at": now + datetime.timedelta(hours=hours),
        "phase_ends_at": rules.phase_end(state, now),
    }
    return Room.objects.create(state=state, **{**values, **fields})


def make_player(room: Room | None = None, *, token: str = "", **fields: Any) -> Player:
    """Somebody in the room; `token` is the secret that the browser's cookie holds."""
    token = token or f"salaisuus-{next_number()}"
    return Player.objects.create(
        room=room or make_room(), token_hash=queries.hash_of(token), **fields
    )


def cards_of(room: Room) -> list[Card]:
    return queries.cards_of(room.deck)


def make_pick(player: Player, card: Card, kind: str = Pick.Kind.PAIN, number: int = 1) -> Pick:
    return Pick.objects.create(player=player, card=card, kind=kind, number=number)


def make_target(room: Room, text: str = "Kokoukset lyhyemmiksi", **fields: Any) -> Target:
    order = fields.pop("order", room.targets.count() + 1)
    return Target.objects.create(room=room, order=order, own_text=text, **fields)


def make_vote(player: Player, target: Target, number: int = 1) -> Vote:
    return Vote.objects.create(player=player, target=target, number=number)


def make_plan_item(target: Target, **fields: Any) -> PlanItem:
    values = {
        "what": "Sovitaan kokouksille päätösaika",
        "who": "Tiiminvetäjä",
        "due_on": timezone.localdate() + datetime.timedelta(days=30),
    }
    return PlanItem.objects.create(room=target.room, target=target, **{**values, **fields})


def played(count: int = 1, **fields: Any) -> Room:
    """A game that ended with `count` targets, each with a point in the plan."""
    room = make_room(state=Room.State.ENDED, players_count=12, **fields)
    for number in range(count):
        target = make_target(room, f"Kohde {number + 1}", votes_count=count - number)
        make_plan_item(target)
    for card in cards_of(room)[:count]:
        room.tallies.create(card=card, strengths=3, pains=2)
    return room
