"""A player's phone: joining, choosing, voting, and what happens when the game has moved on."""

import pytest

from talkoot.games.models import Pick, Player, Room
from tests.factories.games import (
    cards_of,
    make_pick,
    make_plan_item,
    make_player,
    make_room,
    make_target,
    make_vote,
    played,
)

State = Room.State
TOKEN = "t" * 43
HTMX = {"HX-Request": "true"}


def seat(page, room, **fields):
    """The browser holds the player's secret."""
    page.django.cookies[f"game-{room.code}"] = TOKEN
    return make_player(room, token=TOKEN, **fields)


def fill(room, count):
    for number in range(count):
        player = make_player(room, nickname=f"Pelaaja {number}")
        make_pick(player, cards_of(room)[number])
        target = make_target(room, f"Kohde {number}", table_number=1)
        make_vote(player, target)
        make_plan_item(target)
        room.tallies.create(card=cards_of(room)[number], strengths=1, pains=2)


@pytest.mark.parametrize(
    ("state", "queries"),
    [("join", 2), ("pick", 5), ("discuss", 4), ("vote", 4), ("plan", 3)],
)
@pytest.mark.parametrize("count", [1, 3])
def test_each_phase_has_a_fixed_number_of_queries(page, db, state, queries, count):
    room = make_room(state=state)
    fill(room, count)
    seat(page, room, table_number=1)
    page.get("play", room.code, queries=queries)


@pytest.mark.parametrize("state", ["join", "pick", "discuss", "vote", "plan"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_poll_is_two_queries_and_then_304(page, db, state, count):
    room = make_room(state=state)
    fill(room, count)
    seat(page, room, table_number=1)
    url = f"/g/{room.code}/live/?phase={state}"
    answer = page.get(url, queries=2, fragment=True)
    mark = answer.headers["ETag"]
    page.get(url, queries=2, fragment=True, headers={"If-None-Match": mark}, status=304)
    page.get(url, fragment=True, headers={"If-None-Match": f"W/{mark}"}, status=304)
    make_player(room)
    make_target(room, "Uusi")
    make_plan_item(room.targets.first(), what="Uusi askel")
    page.get(url, fragment=True, headers={"If-None-Match": mark}, status=200)


def test_a_poll_in_another_phase_reloads_the_page(page, db):
    room = make_room(state=State.PICK)
    seat(page, room)
    answer = page.get(f"/g/{room.code}/live/?phase=join", fragment=True)
    assert answer.headers["HX-Refresh"] == "true"


def test_the_code_may_be_typed_in_any_way(page, db):
    room = make_room()
    typed = f"{room.code[:3].lower()} {room.code[3:]}"
    page.get(f"/g/?code={typed}", redirects_to=f"/g/{room.code}/")
    page.get(f"/g/{room.code.lower()}/", redirects_to=f"/g/{room.code}/")


def test_a_wrong_code_is_told_beside_the_field(page, db):
    answer = page.get("/g/?code=XXXXXX")
    assert answer.errors


def test_thirty_wrong_codes_are_enough(page, db):
    room = make_room()
    for _number in range(30):
        page.get("play", "XXXXXX", status=404)
    page.get("play", "XXXXXX", status=429)
    page.get("play", room.code, status=429)


def test_two_taps_join_once(page, db):
    room = make_room()
    answer = page.get("play", room.code)
    key = answer.page.by_id("id_key").get("value")
    for _tap in range(2):
        page.django.cookies.clear()
        page.post(
            "join-game",
            {"key": key, "nickname": "Pöllö"},
            room.code,
            redirects_to=f"/g/{room.code}/",
        )
    cookie = page.django.cookies[f"game-{room.code}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert Player.objects.get().nickname == "Pöllö"
    assert "Pöllö" in page.get("play", room.code).text


def test_a_phone_that_comes_back_is_the_same_player(page, db):
    room = make_room(state=State.PICK)
    seat(page, room)
    page.post("join-game", {"key": "u" * 43}, room.code, redirects_to=f"/g/{room.code}/")
    assert Player.objects.count() == 1


@pytest.mark.parametrize("state", ["join", "vote"])
def test_an_expired_room_has_a_way_on(page, db, state):
    room = make_room(state=state, hours=-1)
    seat(page, room)
    answer = page.get("play", room.code, status=410)
    assert "24" in answer.text
    assert answer.page.by_id("id_code") is not None
    assert "/games/" in answer.links.values()


def test_a_card_is_chosen_without_scripts(page, db):
    room = make_room(state=State.PICK)
    player = seat(page, room)
    card = cards_of(room)[4]
    back = f"/g/{room.code}/?suit=2#card-{card.pk}"
    data = {"card": card.pk, "kind": "pain"}
    for _tap in range(2):
        page.post("pick-card", data, room.code, redirects_to=back)
    assert player.picks.get().kind == Pick.Kind.PAIN
    answer = page.get(f"/g/{room.code}/?suit=2")
    assert answer.page.by_id(f"pain-{card.pk}").get("aria-pressed") == "true"
    assert answer.page.by_id(f"pain-{card.pk}").get("value") == ""


def test_a_card_is_chosen_with_htmx(page, db):
    room = make_room(state=State.PICK, picks_each=1)
    seat(page, room)
    first, second = cards_of(room)[:2]
    answer = page.post(
        "pick-card", {"card": first.pk, "kind": "strength"}, room.code, headers=HTMX, fragment=True
    )
    assert answer.page.by_id("board") is not None
    answer = page.post(
        "pick-card",
        {"card": second.pk, "kind": "strength"},
        room.code,
        headers=HTMX,
        fragment=True,
        status=409,
    )
    assert answer.page.by_id("board") is not None
    assert Pick.objects.count() == 1


def test_htmx_loads_the_new_phase_when_the_game_has_moved_on(page, db):
    room = make_room(state=State.DISCUSS)
    seat(page, room)
    data = {"card": cards_of(room)[0].pk, "kind": "pain"}
    answer = page.post("pick-card", data, room.code, headers=HTMX, fragment=True)
    assert answer.headers["HX-Refresh"] == "true"
    page.post("pick-card", data, room.code, status=409)


def test_a_card_of_another_deck_is_not_there(page, db):
    room = make_room(state=State.PICK)
    seat(page, room)
    page.post("pick-card", {"card": 999_999, "kind": "pain"}, room.code, status=404)
    page.post("pick-card", {"card": "x", "kind": "pain"}, room.code, status=404)


def test_a_vote_is_given_and_taken_back(page, db):
    room = make_room(state=State.VOTE)
    player = seat(page, room)
    target = make_target(room)
    back = f"/g/{room.code}/#target-{target.pk}"
    for given, count in ((1, 1), (1, 1), (0, 0)):
        data = {"target": target.pk, "is_given": given}
        page.post("give-vote", data, room.code, redirects_to=back)
        assert player.votes.count() == count


def test_a_target_of_another_room_is_not_there(page, db):
    room = make_room(state=State.VOTE)
    seat(page, room)
    other = make_target(make_room(state=State.VOTE))
    page.post("give-vote", {"target": other.pk, "is_given": 1}, room.code, status=404)


def test_a_table_proposes_and_takes_back(page, db):
    room = make_room(state=State.DISCUSS)
    seat(page, room, table_number=2)
    page.post("propose-target", {"text": "Palaute"}, room.code, redirects_to=f"/g/{room.code}/")
    target = room.targets.get()
    assert target.table_number == 2
    assert "Palaute" in page.get("play", room.code).text
    page.post("propose-target", {"text": ""}, room.code, status=422)
    page.post("propose-target", {"remove": target.pk}, room.code, redirects_to=f"/g/{room.code}/")
    assert not room.targets.exists()


def test_the_end_is_shown_as_long_as_the_room_is_open(page, db):
    room = played(3)
    seat(page, room)
    answer = page.get("play", room.code)
    assert "Kohde 1" in answer.text
    assert "Sovitaan kokouksille päätösaika" in answer.text
