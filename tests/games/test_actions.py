"""Joining, choosing, voting, moving and ending: exact counts, and double taps that do no harm."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import DevelopmentTask
from talkoot.games import actions, queries
from talkoot.games.actions import PaperResults, PaperTarget
from talkoot.games.models import Pick, Player, Room, Vote
from tests.factories.engagements import make_engagement
from tests.factories.games import (
    cards_of,
    make_pick,
    make_plan_item,
    make_player,
    make_room,
    make_target,
    make_vote,
    the_deck,
)
from tests.factories.people import make_user

State = Room.State
STRENGTH, PAIN = Pick.Kind.STRENGTH, Pick.Kind.PAIN


@pytest.fixture
def room(db):
    return make_room(state=State.PICK)


def log_keys():
    return list(LogEntry.objects.filter(key__startswith="games.").values_list("key", flat=True))


def test_open_room_makes_a_code_and_a_log_entry(db):
    engagement = make_engagement()
    user = make_user()
    room = actions.open_room(
        the_deck(), values={"title": "Tiimi", "engagement": engagement}, by=user
    )
    assert len(room.code) == 6
    assert room.programme == engagement.application.call.offering.programme
    assert room.expires_at > timezone.now() + datetime.timedelta(hours=23)
    assert log_keys() == ["games.room.opened"]


def test_too_many_open_rooms_are_refused(db):
    user = make_user()
    for _number in range(10):
        make_room(facilitator=user)
    with pytest.raises(NotAllowed, match="10"):
        actions.open_room(the_deck(), values={"title": "Tiimi"}, by=user)


def test_joining_twice_is_one_player(db):
    room = make_room()
    first = actions.join_room(room, token="a" * 43, nickname="Pöllö")
    again = actions.join_room(room, token="a" * 43, nickname="Muu")
    assert first == again
    assert again.nickname == "Pöllö"
    assert "a" * 43 not in first.token_hash


def test_a_late_player_sits_at_the_smallest_table(db):
    room = make_room(state=State.DISCUSS)
    for table in (1, 1, 2):
        make_player(room, table_number=table)
    assert actions.join_room(room, token="b" * 43).table_number == 2


def test_picking_is_exact_and_repeatable(room):
    player = make_player(room)
    cards = cards_of(room)
    for card in cards[:3]:
        actions.pick_card(player, card=card, kind=PAIN)
        actions.pick_card(player, card=card, kind=PAIN)
    assert [pick.card for pick in queries.picks_of(player)] == cards[:3]
    with pytest.raises(NotAllowed, match="3"):
        actions.pick_card(player, card=cards[3], kind=PAIN)
    actions.pick_card(player, card=cards[0], kind=STRENGTH)
    actions.pick_card(player, card=cards[3], kind=PAIN)
    actions.pick_card(player, card=cards[1], kind="")
    actions.pick_card(player, card=cards[1], kind="")
    assert queries.pick_counts(room) == {
        cards[0].pk: (1, 0),
        cards[2].pk: (0, 1),
        cards[3].pk: (0, 1),
    }


def test_a_refused_change_keeps_the_card_as_it_was(room):
    player = make_player(room)
    cards = cards_of(room)
    for card in cards[:3]:
        actions.pick_card(player, card=card, kind=PAIN)
    actions.pick_card(player, card=cards[3], kind=STRENGTH)
    with pytest.raises(NotAllowed):
        actions.pick_card(player, card=cards[3], kind=PAIN)
    assert player.picks.get(card=cards[3]).kind == STRENGTH


def test_the_database_refuses_a_double_vote(db):
    room = make_room(state=State.VOTE)
    player, target = make_player(room), make_target(room)
    make_vote(player, target, number=1)
    for number in (1, 2, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_vote(player, target, number=number)


def test_voting_is_exact_and_repeatable(db):
    room = make_room(state=State.VOTE, votes_each=2)
    player = make_player(room)
    targets = [make_target(room, f"Kohde {n}") for n in range(3)]
    for target in targets[:2]:
        actions.vote(player, target=target, is_given=True)
        actions.vote(player, target=target, is_given=True)
    with pytest.raises(NotAllowed, match="2"):
        actions.vote(player, target=targets[2], is_given=True)
    actions.vote(player, target=targets[0], is_given=False)
    actions.vote(player, target=targets[2], is_given=True)
    assert queries.vote_counts(room) == {targets[1].pk: 1, targets[2].pk: 1}


def test_choices_belong_to_their_phase(db):
    room = make_room(state=State.DISCUSS)
    player, target = make_player(room), make_target(room)
    with pytest.raises(NotAllowed):
        actions.pick_card(player, card=cards_of(room)[0], kind=PAIN)
    with pytest.raises(NotAllowed):
        actions.vote(player, target=target, is_given=True)


def test_choices_leave_no_log_entry(room):
    actions.pick_card(make_player(room), card=cards_of(room)[0], kind=PAIN)
    assert log_keys() == []


def test_a_table_proposes_three_targets_at_most(db):
    room = make_room(state=State.DISCUSS)
    for number in range(3):
        actions.propose_target(room, text=f"Kohde {number}", table_number=1)
    assert actions.propose_target(room, text="kohde 0", table_number=1).order == 1
    with pytest.raises(NotAllowed, match="3"):
        actions.propose_target(room, text="Neljäs", table_number=1)
    actions.propose_target(room, text="Toisen pöydän", table_number=2)
    actions.propose_target(room, text="Vetäjän oma")
    assert room.targets.count() == 5


def test_a_table_removes_only_its_own(db):
    room = make_room(state=State.DISCUSS)
    target = make_target(room, table_number=1)
    actions.remove_target(target, table_number=2)
    assert room.targets.count() == 1
    actions.remove_target(target, table_number=1)
    assert room.targets.count() == 0


def test_a_target_with_a_planned_point_stays_when_the_game_is_moved_back(db):
    room = make_room(state=State.DISCUSS)
    card, target, other = cards_of(room)[0], make_target(room), make_target(room, "B")
    shown = room.targets.create(card=card, order=9)
    for row in (target, shown):
        make_plan_item(row)
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.remove_target(target)
    actions.move_room(room, to=State.VOTE, by=room.facilitator)
    assert set(room.targets.all()) == {target, other, shown}


def test_revealing_writes_the_tallies_and_seats_the_players(room):
    cards = cards_of(room)
    for _number in range(7):
        make_pick(make_player(room), cards[0])
    moved = actions.move_room(room, to=State.DISCUSS, by=room.facilitator)
    assert moved.phase_ends_at > timezone.now() + datetime.timedelta(minutes=19)
    assert [(t.card_id, t.pains) for t in room.tallies.all()] == [(cards[0].pk, 7)]
    tables = list(room.players.values_list("table_number", flat=True))
    assert sorted(tables) == [1, 1, 1, 1, 2, 2, 2]
    assert log_keys() == ["games.room.moved"]


def test_a_second_tap_does_not_move_two_phases(room):
    make_pick(make_player(room), cards_of(room)[0])
    actions.move_room(room, to=State.DISCUSS, by=room.facilitator)
    actions.move_room(room, to=State.DISCUSS, by=room.facilitator)
    room.refresh_from_db()
    assert room.state == State.DISCUSS
    assert log_keys() == ["games.room.moved"]


def test_opening_the_vote_adds_the_pains_that_came_up_most(db):
    room = make_room(state=State.DISCUSS)
    cards = cards_of(room)
    for number, card in enumerate(cards[:7]):
        room.tallies.create(card=card, pains=number + 1)
    make_target(room)
    actions.move_room(room, to=State.VOTE, by=room.facilitator)
    texts = [target.text for target in queries.targets_of(room)]
    assert texts == ["Kokoukset lyhyemmiksi", *(card.title for card in reversed(cards[2:7]))]
    actions.move_room(room, to=State.DISCUSS, by=room.facilitator)
    actions.move_room(room, to=State.VOTE, by=room.facilitator)
    assert room.targets.count() == 6


def test_closing_the_vote_counts_it(db):
    room = make_room(state=State.VOTE)
    first, second = make_target(room, "A"), make_target(room, "B")
    for number in range(5):
        make_vote(make_player(room), second if number else first)
    actions.move_room(room, to=State.PLAN, by=room.facilitator)
    assert [(t.text, t.votes_count) for t in queries.ranked_targets(room)] == [("B", 4), ("A", 1)]


def test_more_time_counts_from_now_when_time_is_up(room):
    Room.objects.filter(pk=room.pk).update(
        phase_ends_at=timezone.now() - datetime.timedelta(minutes=9)
    )
    actions.extend_phase(room, by=room.facilitator)
    room.refresh_from_db()
    assert room.phase_ends_at > timezone.now() + datetime.timedelta(minutes=4)


@pytest.mark.parametrize("is_moved", [False, True])
def test_the_end_forgets_the_players_and_keeps_the_sums(db, is_moved):
    room = make_room(state=State.PLAN)
    player = make_player(room, nickname="Pöllö")
    make_pick(player, cards_of(room)[0])
    target = make_target(room, votes_count=1)
    make_vote(player, target)
    make_plan_item(target)
    if is_moved:
        actions.move_room(room, to=State.ENDED, by=room.facilitator)
    actions.finish_room(room, by=room.facilitator)
    actions.finish_room(room, by=room.facilitator)
    room.refresh_from_db()
    assert (room.state, room.players_count) == (State.ENDED, 1)
    assert not Pick.objects.exists()
    assert not Vote.objects.exists()
    assert Player.objects.get().nickname == ""
    assert target.plan.count() == 1
    assert log_keys() == ["games.room.ended"]


def test_an_early_end_counts_what_there_is(room):
    make_pick(make_player(room), cards_of(room)[0])
    actions.finish_room(room, by=room.facilitator)
    assert room.tallies.get().pains == 1


def test_expired_rooms_end_and_their_players_go(db):
    room, live = make_room(state=State.VOTE, hours=-1), make_room()
    make_vote(make_player(room), target := make_target(room))
    make_player(live)
    assert actions.close_expired_rooms() == 1
    assert actions.close_expired_rooms() == 0
    target.refresh_from_db()
    room.refresh_from_db()
    assert (room.state, room.players_count, target.votes_count) == (State.ENDED, 1, 1)
    assert list(Player.objects.values_list("room", flat=True)) == [live.pk]


def test_a_game_on_paper_is_written_down(db):
    deck = the_deck()
    card = deck.suits.first().cards.first()
    today = timezone.localdate()
    results = PaperResults(
        today,
        14,
        {card.pk: (2, 5)},
        [
            PaperTarget("Kokoukset", 9, "Lyhennetään", "Tiimi", today),
            PaperTarget("Palaute", 4),
        ],
    )
    room = actions.record_paper_game(
        deck, values={"title": "Tiimi"}, results=results, by=make_user()
    )
    actions.finish_room(room, by=room.facilitator)
    room.refresh_from_db()
    assert (room.state, room.players_count) == (State.ENDED, 14)
    assert [t.votes_count for t in queries.ranked_targets(room)] == [9, 4]
    assert queries.plan_of(room)[0].what == "Lyhennetään"


def test_the_plan_is_written_in_its_phase(db):
    room = make_room(state=State.PLAN)
    target = make_target(room)
    values = {"what": "Aloitetaan", "who": "Tiimi", "due_on": timezone.localdate()}
    item = actions.add_plan_item(room, target=target, by=room.facilitator, **values)
    assert actions.add_plan_item(room, target=target, by=room.facilitator, **values) == item
    actions.remove_plan_item(item, by=room.facilitator)
    assert not room.plan.exists()
    with pytest.raises(NotAllowed):
        actions.add_plan_item(make_room(), target=target, by=room.facilitator, **values)


def test_the_plan_of_an_engagement_s_game_becomes_its_development_tasks(db):
    engagement = make_engagement()
    room = make_room(state=State.PLAN, engagement=engagement)
    item = make_plan_item(make_target(room))
    actions.finish_room(room, by=room.facilitator)
    actions.finish_room(room, by=room.facilitator)
    task = DevelopmentTask.objects.get(engagement=engagement)
    assert (task.title, task.goal, task.owner, task.due_on) == (
        item.what,
        "Kokoukset lyhyemmiksi",
        item.who,
        item.due_on,
    )


def test_a_game_without_an_engagement_makes_no_tasks(db):
    room = make_room(state=State.PLAN)
    make_plan_item(make_target(room))
    actions.finish_room(room, by=room.facilitator)
    assert not DevelopmentTask.objects.exists()
