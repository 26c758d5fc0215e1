"""The demo's played game: a room of fourteen invented players, from the code to the plan."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.data import read_json
from talkoot.engagements.models import Engagement
from talkoot.games import actions, queries
from talkoot.games.models import Room
from talkoot.people.models import User

State = Room.State
DAYS_AGO = 12


def load_game(users: dict[str, User]) -> None:
    """A game of the first engagement, led by its expert; the plan became its development tasks."""
    facts = read_json("demo/game.json")
    deck = queries.get_deck(facts["deck"])
    engagement = Engagement.objects.filter(expert__user=users["expert"]).order_by("pk").first()
    values = {"title": facts["title"], "engagement": engagement, "is_demo": True}
    room = actions.open_room(deck, values=values, by=users["expert"])
    players = [
        actions.join_room(room, token=f"demo-{number}", nickname="")
        for number in range(facts["players"])
    ]
    for to, play in (
        (State.PICK, _pick),
        (State.DISCUSS, _propose),
        (State.VOTE, _vote),
        (State.PLAN, _plan),
    ):
        room = actions.move_room(room, to=to, by=users["expert"])
        play(room, players, facts)
    room = actions.finish_room(room, by=users["expert"])
    played_on = timezone.localdate() - datetime.timedelta(days=DAYS_AGO)
    Room.objects.filter(pk=room.pk).update(played_on=played_on)
    room.players.all().delete()


def _pick(room: Room, players: list[Any], facts: dict[str, Any]) -> None:
    """Each chooses three of either kind, some cards oftener than others."""
    cards = {(card.suit.order, card.order): card for card in queries.cards_of(room.deck)}
    for kind in ("strength", "pain"):
        favourites = [cards[suit, number] for suit, number in facts[kind]]
        for place, player in enumerate(players):
            for step in (0, 1, 3):
                card = favourites[(place * place + step) % len(favourites)]
                actions.pick_card(player, card=card, kind=kind)


def _propose(room: Room, players: list[Any], facts: dict[str, Any]) -> None:
    for number, text in enumerate(facts["targets"], 1):
        actions.propose_target(room, text=text, table_number=number)


def _vote(room: Room, players: list[Any], facts: dict[str, Any]) -> None:
    targets = queries.targets_of(room)
    for place, player in enumerate(players):
        for step in (0, place % 3, place % len(targets)):
            actions.vote(player, target=targets[step], is_given=True)


def _plan(room: Room, players: list[Any], facts: dict[str, Any]) -> None:
    ranked = queries.ranked_targets(room)
    for number, row in enumerate(facts["plan"]):
        due_on = timezone.localdate() + datetime.timedelta(days=row["days"])
        actions.add_plan_item(
            room,
            target=ranked[number % len(ranked)],
            what=row["what"],
            who=row["who"],
            due_on=due_on,
            by=room.facilitator,
        )
