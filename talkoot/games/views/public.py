"""What the game is, and its cards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.experts.models import LANGUAGE_NAMES
from talkoot.games import queries, rules
from talkoot.games.forms import CodeForm
from talkoot.games.models import Card, Tool


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


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    """The register of tools; `?kind=` leaves those of one kind."""
    asked = request.GET.get("kind", "")
    kind = asked if asked in Tool.Kind.values else ""
    rows = Tool.objects.select_related("deck").prefetch_related("themes")
    found = list(rows.filter(kind=kind) if kind else rows)
    for row in found:
        row.language_words = _languages(row)  # type: ignore[attr-defined]
    context = {"tools": found, "kinds": Tool.Kind.choices, "kind": kind}
    return render(request, "games/tools.html", context)


def _languages(tool: Tool) -> str:
    codes = tool.languages.replace(",", " ").split()
    return ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in codes)


def by_suit(cards: list[Card]) -> list[tuple[Any, list[Card]]]:
    """The cards under their suits, both in order."""
    suits: dict[Any, list[Card]] = {}
    for card in cards:
        suits.setdefault(card.suit, []).append(card)
    return list(suits.items())
