"""Loading the decks of cards. Idempotent."""

from typing import Any

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.games.models import Card, Deck, Tool


@transaction.atomic
def load_decks() -> int:
    """Every deck of the data folder with its suits and cards; returns how many decks."""
    records = read_json("game_cards.json")
    for record in records:
        parts = record.pop("suits")
        deck = load_rows(Deck.objects.all(), [record], by=("key", "version"))[
            record["key"], record["version"]
        ]
        wanted = [
            {"deck_id": deck.pk, "order": order, **{n: row[n] for n in ("key", "icon", "name")}}
            for order, row in enumerate(parts, 1)
        ]
        suits = load_rows(deck.suits.all(), wanted, by=("deck_id", "order"))
        cards = [
            {"suit_id": suits[deck.pk, order].pk, "order": number, **card}
            for order, row in enumerate(parts, 1)
            for number, card in enumerate(row["cards"], 1)
        ]
        load_rows(Card.objects.filter(suit__deck=deck), cards, by=("suit_id", "order"))
        load_rows(Tool.objects.all(), [_tool(deck)], by=("code",))
    return len(records)


def _tool(deck: Deck) -> dict[str, Any]:
    """Our own deck in the register of tools, beside those of others."""
    texts = {
        f"{name}_{code}": getattr(deck, f"{name}_{code}")
        for name in ("name", "summary")
        for code in ("fi", "sv", "en")
    }
    own = {"code": deck.key, "kind": Tool.Kind.ONLINE, "languages": "fi sv en"}
    return own | texts | {"owner": deck.owner, "licence": deck.licence, "deck_id": deck.pk}
