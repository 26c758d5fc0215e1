"""What the game is, its cards, and a game played on paper."""

import re

import pytest

from talkoot.data import read_json
from talkoot.games.models import Card, Deck, Room, Suit
from talkoot.games.reference import load_decks
from tests.factories.engagements import make_engagement
from tests.factories.games import make_room, the_deck
from tests.factories.people import make_user


@pytest.mark.parametrize("count", [1, 3])
def test_own_rooms_are_listed(page, db, count):
    user = make_user()
    for number in range(count):
        make_room(facilitator=user, title=f"Tiimi {number}")
    answer = page.sign_in(user).get("games", queries=6)
    assert f"Tiimi {count - 1}" in answer.text


def test_a_visitor_reads_what_the_game_is(page, db):
    the_deck()
    answer = page.get("games", queries=2)
    assert "/games/cards/testi/" in answer.links.values()


def test_the_shipped_deck_is_loaded_once_and_shown(page, db):
    assert load_decks() == load_decks() == 1
    assert (Deck.objects.count(), Suit.objects.count(), Card.objects.count()) == (1, 4, 44)
    for suit in read_json("game_cards.json")[0]["suits"]:
        assert len(suit["cards"]) >= 10
    answer = page.get("game-deck", "work-community", queries=2)
    assert "Suunta on selvä" in answer.text
    assert "The direction is clear" in page.get("/en/games/cards/work-community/").text


def test_a_game_on_paper_is_written_on_one_page(page, applicant):
    deck = the_deck()
    engagement = make_engagement()
    card = Card.objects.first()
    page.sign_in(engagement.application.applicant)
    page.get("paper-game")
    data = {
        "title": "Kotihoito",
        "deck": deck.pk,
        "engagement": engagement.pk,
        "played_on": "2.11.2026",
        "players_count": 9,
        "card_1": card.pk,
        "pains_1": 4,
        "text_1": "Kokoukset",
        "votes_1": 7,
        "what_1": "Lyhennetään",
        "who_1": "Tiimi",
        "due_on_1": "1.2.2030",
    }
    page.post("paper-game", {**data, "who_1": "", "card_2": card.pk}, status=422)
    assert not Room.objects.exists()
    page.post("paper-game", data, redirects_to=re.compile(r"^/games/\w{6}/$"))
    room = Room.objects.get()
    assert room.programme == engagement.application.call.offering.programme
    answer = page.get("game-room", room.code)
    assert "Lyhennetään" in answer.text
    page.post("end-game", {}, room.code, redirects_to=f"/games/{room.code}/summary/")
    assert "Kokoukset" in page.get("game-summary", room.code).text
