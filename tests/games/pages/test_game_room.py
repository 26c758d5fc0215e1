"""The facilitator's screen, from the code to the summary."""

import re

import pytest

from talkoot.games.models import Room
from tests.factories.games import (
    cards_of,
    make_pick,
    make_plan_item,
    make_player,
    make_room,
    make_target,
    make_vote,
    played,
    the_deck,
)
from tests.factories.people import make_user

State = Room.State


@pytest.fixture
def user(db):
    return make_user(name="Faija Fasilitaattori")


@pytest.mark.parametrize(
    ("state", "queries"), [("join", 4), ("pick", 4), ("discuss", 6), ("vote", 5), ("plan", 6)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_each_phase_has_a_fixed_number_of_queries(page, user, state, queries, count):
    room = make_room(state=state, facilitator=user)
    for number in range(count):
        player = make_player(room, nickname=f"Pelaaja {number}")
        make_pick(player, cards_of(room)[number])
        target = make_target(room, f"Kohde {number}", table_number=1)
        make_vote(player, target)
        make_plan_item(target)
        room.tallies.create(card=cards_of(room)[number], strengths=1, pains=2)
    page.sign_in(user).get("game-room", room.code, queries=queries)


def test_a_game_from_the_code_to_the_summary(page, user):
    deck = the_deck()
    page.sign_in(user)
    page.get("new-room")
    values = {"title": "Tiimi", "deck": deck.pk}
    values |= {"picks_each": 1, "votes_each": 1, "table_size": 5}
    answer = page.post("new-room", values, redirects_to=re.compile(r"^/games/\w{6}/$"))
    room = Room.objects.get()
    answer = answer.follow()
    assert f"{room.code[:3]} {room.code[3:]}" in answer.text
    assert 'class="ui-qr"' in answer.page.source
    where = f"/games/{room.code}/"
    player = make_player(room, nickname="Pöllö")
    assert "Pöllö" in page.get("game-room", room.code).text
    page.post("move-game", {"to": "pick"}, room.code, redirects_to=where)
    page.post("move-game", {"to": "discuss"}, room.code, status=409)
    make_pick(player, cards_of(room)[0])
    page.post("move-game", {"to": "discuss"}, room.code, redirects_to=where)
    page.post("game-room", {"text": "Palaute puolin ja toisin"}, room.code, redirects_to=where)
    page.post("game-room", {"text": ""}, room.code, status=422)
    page.post("move-game", {"to": "vote"}, room.code, redirects_to=where)
    make_vote(player, room.targets.get(card=None))
    page.post("move-game", {"to": "plan"}, room.code, redirects_to=where)
    target = room.targets.get(card=None)
    item = {"target": target.pk, "what": "Kokeillaan", "who": "Tiimi"}
    page.post("game-room", item, room.code, status=422)
    page.post("game-room", {**item, "due_on": "1.3.2030"}, room.code, redirects_to=where)
    page.post("move-game", {"more": "1"}, room.code, redirects_to=where)
    page.get("end-game", room.code)
    page.post("end-game", {}, room.code, redirects_to=f"{where}summary/")
    answer = page.get("game-summary", room.code)
    assert "Palaute puolin ja toisin" in answer.text
    assert "Kokeillaan" in answer.text


def test_targets_and_points_are_taken_away(page, user):
    page.sign_in(user)
    room = make_room(state=State.DISCUSS, facilitator=user)
    target = make_target(room)
    page.post("move-game", {"target": target.pk}, room.code, redirects_to=f"/games/{room.code}/")
    assert not room.targets.exists()
    page.post("move-game", {"target": target.pk}, room.code, status=404)
    room = make_room(state=State.PLAN, facilitator=user)
    item = make_plan_item(make_target(room))
    page.post("move-game", {"item": item.pk}, room.code, redirects_to=f"/games/{room.code}/")
    assert not room.plan.exists()


def test_the_facilitator_s_poll(page, user):
    room = make_room(facilitator=user)
    make_player(room, nickname="Pöllö")
    page.sign_in(user)
    url = f"/games/{room.code}/live/?phase=join"
    answer = page.get(url, fragment=True, queries=4)
    assert "Pöllö" in answer.page.main_text
    page.get(url, fragment=True, headers={"If-None-Match": answer.headers["ETag"]}, status=304)


def test_an_expired_room_leads_to_its_summary(page, user):
    room = make_room(state=State.VOTE, facilitator=user, hours=-1)
    page.sign_in(user).get(
        "game-room", room.code, redirects_to=f"/games/{room.code}/summary/"
    ).follow()


@pytest.mark.parametrize("count", [1, 3])
def test_the_summary_has_a_fixed_number_of_queries(page, user, count):
    room = played(count, facilitator=user)
    page.sign_in(user)
    answer = page.get("game-summary", room.code, queries=6)
    assert "Kohde 1" in answer.text


def test_the_csv_has_cards_targets_and_plan(page, user):
    room = played(2, facilitator=user)
    room.targets.filter(order=1).update(own_text="=HYPERLINK(1)")
    response = page.sign_in(user).get("game-csv", room.code).response
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 1 + 2 + 2 + 2
    assert "'=HYPERLINK" in lines[3]
