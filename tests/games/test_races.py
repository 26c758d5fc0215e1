"""Taps at the same moment: votes and picks stay exact, one phone joins once, one phase moves."""

import threading

import pytest
from django.db import connection

from talkoot.core.refusals import NotAllowed
from talkoot.games import actions, queries
from talkoot.games.models import Room
from tests.factories.games import cards_of, make_pick, make_player, make_room, make_target

State = Room.State
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*tasks):
    """Run the tasks on connections of their own; returns what each gave, "refused" if nothing."""
    barrier, given = threading.Barrier(len(tasks)), []

    def run(task):
        barrier.wait()
        try:
            given.append(task())
        except NotAllowed:
            given.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_the_last_vote_is_given_once():
    room = make_room(state=State.VOTE, votes_each=2)
    player = make_player(room)
    targets = [make_target(room, f"Kohde {number}") for number in range(6)]
    given = at_once(
        *[
            lambda target=target: actions.vote(player, target=target, is_given=True)
            for target in targets
        ]
    )
    assert given.count("refused") == 4
    assert sum(queries.vote_counts(room).values()) == player.votes.count() == 2


def test_a_double_tap_is_one_vote():
    room = make_room(state=State.VOTE)
    player, target = make_player(room), make_target(room)
    given = at_once(*[lambda: actions.vote(player, target=target, is_given=True)] * 5)
    assert "refused" not in given
    assert player.votes.count() == 1


def test_a_card_tapped_both_ways_is_one_pick():
    room = make_room(state=State.PICK)
    player, card = make_player(room), cards_of(room)[0]
    at_once(
        *[
            lambda kind=kind: actions.pick_card(player, card=card, kind=kind)
            for kind in ("strength", "pain", "strength", "pain")
        ]
    )
    assert player.picks.count() == 1


def test_a_double_tap_joins_once():
    room = make_room()
    given = at_once(*[lambda: actions.join_room(room, token="t" * 43)] * 4)
    assert len(set(given)) == 1
    assert room.players.count() == 1


def test_votes_and_the_closing_of_the_vote():
    room = make_room(state=State.VOTE)
    target = make_target(room)
    actions.vote(make_player(room), target=target, is_given=True)
    players = [make_player(room) for _number in range(6)]
    at_once(
        *[
            lambda player=player: actions.vote(player, target=target, is_given=True)
            for player in players
        ],
        lambda: actions.move_room(room, to=State.PLAN, by=room.facilitator),
    )
    target.refresh_from_db()
    assert target.votes_count == target.votes.count()


def test_two_taps_move_one_phase():
    room = make_room(state=State.PICK)
    make_pick(make_player(room), cards_of(room)[0])
    at_once(*[lambda: actions.move_room(room, to=State.DISCUSS, by=room.facilitator)] * 3)
    room.refresh_from_db()
    assert room.state == State.DISCUSS
