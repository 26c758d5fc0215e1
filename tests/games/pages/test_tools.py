"""The register of tools: whose they are, on what terms, how one gets them."""

import pytest
from django.db import IntegrityError, transaction

from talkoot.games.models import Tool
from tests.factories.games import the_deck
from tests.factories.people import next_number
from tests.factories.programmes import make_theme


def make_tool(**fields):
    number = next_number()
    values = {
        "kind": "board_game", "code": f"peli-{number}", "name_fi": f"Peli {number}",
        "summary_fi": "Noin tunnin keskustelu työyhteisölle.", "owner": "Peliyhtiö Oy",
        "licence": "Käyttöoikeus ostajalle", "order_url": "https://tilaus.example/peli",
        "languages": "fi sv",
    }  # fmt: skip
    return Tool.objects.create(**{**values, **fields})


@pytest.mark.parametrize("count", [1, 3])
def test_tool_tells_its_terms_and_where_to_get_it(page, db, count):
    theme = make_theme()
    for _number in range(count):
        tool = make_tool(deck=the_deck())
        tool.themes.add(theme)
    answer = page.get("tools", queries=2)
    for words in ("Peliyhtiö Oy", "Käyttöoikeus ostajalle", "suomi, ruotsi", theme.name):
        assert answer.text.count(words) == count
    assert "https://tilaus.example/peli" in answer.links.values()
    assert "/games/cards/testi/" in answer.links.values()


def test_one_kind_is_chosen_and_an_unknown_one_shows_all(page, db):
    make_tool(name_fi="Lautapeli")
    make_tool(name_fi="Testi", kind="test", order_url="", order_note="Kysy toimistosta.")
    shown = page.get("/tools/?kind=test").text
    assert "Kysy toimistosta." in shown and "Peliyhtiö" in shown
    assert shown.count("Peliyhtiö") == 1
    assert page.get("/tools/?kind=muu").text.count("Peliyhtiö") == 2
    assert "/tools/" in page.get("games").links.values()


def test_tool_without_a_way_to_get_it_is_refused(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tool(order_url="")
