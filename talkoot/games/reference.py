"""Loading the decks of cards. Idempotent."""

from django.db import transaction

from talkoot.core.loading import load_rows
from talkoot.data import read_json
from talkoot.games.models import Card, Deck


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
    return len(records)
