"""What the game is, and its cards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.games import queries, rules
from talkoot.games.forms import CodeForm
from talkoot.games.models import Card


@require_safe
def games(request: HttpRequest) -> HttpResponse:
    """What the game is and how one plays it; the signed-in person's own rooms."""
    rooms = queries.rooms_of(request.user) if request.user.is_authenticated else []
    context = {
        "decks": queries.current_decks(),
        "form": CodeForm(),
        "phases": [(rules.State(state).label, rules.MINUTES[state]) for state in rules.PHASES],
        "minutes": sum(rules.MINUTES.values()),
        "page": page_of(request, rooms, size=12),
    }
    return render(request, "games/games.html", context)


@require_safe
def game_deck(request: HttpRequest, key: str) -> HttpResponse:
    """Every card of a deck, to read or to print."""
    deck = queries.get_deck(key)
    return render(
        request, "games/game_deck.html", {"deck": deck, "suits": by_suit(queries.cards_of(deck))}
    )


def by_suit(cards: list[Card]) -> list[tuple[Any, list[Card]]]:
    """The cards under their suits, both in order."""
    suits: dict[Any, list[Card]] = {}
    for card in cards:
        suits.setdefault(card.suit, []).append(card)
    return list(suits.items())
