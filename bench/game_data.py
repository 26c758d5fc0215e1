"""A room of players for bench.game, and what they chose: python -m bench.game_data make 40."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count  # noqa: E402

from talkoot.games import actions, queries  # noqa: E402
from talkoot.games.models import Room  # noqa: E402
from talkoot.games.reference import load_decks  # noqa: E402
from talkoot.people.models import User  # noqa: E402

TARGETS = 8


def make(count: int) -> None:
    """A room in the phase of picking; prints `room CODE`, `card ID` and `player TOKEN` lines."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_decks()
    user = User.objects.create_user("vetaja@demo.example", name="Vetäjä", is_demo=True)
    deck = queries.get_deck("work-community")
    room = actions.open_room(deck, values={"title": "Mittaus"}, by=user)
    room = actions.move_room(room, to="pick", by=user)
    print(f"room {room.code}")
    for card in queries.cards_of(deck):
        print(f"card {card.pk}")
    for number in range(count):
        token = f"mittaus-{number}"
        actions.join_room(room, token=token, nickname="")
        print(f"player {token}")


def open_vote() -> None:
    """To the phase of voting with targets to vote for; prints `target ID` lines."""
    room = Room.objects.get()
    room = actions.move_room(room, to="discuss", by=room.facilitator)
    for number in range(TARGETS):
        actions.propose_target(room, text=f"Kohde {number + 1}")
    room = actions.move_room(room, to="vote", by=room.facilitator)
    for target in queries.targets_of(room):
        print(f"target {target.pk}")


def check() -> None:
    """Print `picks N` and `votes N` of each player, and the sums that the game shows."""
    room = Room.objects.get()
    for player in room.players.annotate(mine=Count("picks")):
        print(f"picks {player.mine}")
    for player in room.players.annotate(mine=Count("votes")):
        print(f"votes {player.mine}")
    actions.move_room(room, to="plan", by=room.facilitator)
    print(f"shown {sum(target.votes_count for target in room.targets.all())}")


if __name__ == "__main__":
    {"make": lambda: make(int(sys.argv[2])), "vote": open_vote, "check": check}[sys.argv[1]]()
