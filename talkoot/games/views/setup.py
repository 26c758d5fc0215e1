"""A facilitator opens a room, or writes down a game that was played on paper cards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.games import actions, queries
from talkoot.games.forms import LiveRoomForm, PaperGameForm
from talkoot.games.models import Deck
from talkoot.people.rules import office_ids


@login_required
def new_room(request: HttpRequest) -> HttpResponse:
    """Open a room; players may join at once."""
    form = LiveRoomForm(request.POST or None, **_choices(request, queries.current_decks()))
    if request.method == "POST" and form.is_valid():
        room = actions.open_room(form.cleaned_data["deck"], values=form.values(), by=request.user)
        return redirect("game-room", room.code)
    return TemplateResponse(request, "games/new_room.html", {"form": form})


@login_required
def paper_game(request: HttpRequest) -> HttpResponse:
    """Write down what came of a game on paper cards."""
    decks = queries.current_decks()
    cards = queries.cards_of(decks[0]) if decks else []
    form = PaperGameForm(request.POST or None, cards=cards, **_choices(request, decks[:1]))
    if request.method == "POST" and form.is_valid():
        room = actions.record_paper_game(
            form.cleaned_data["deck"],
            values=form.values(),
            results=form.results(),
            by=request.user,
        )
        messages.success(request, _("The game is written down. Check the plan and end the game."))
        return redirect("game-room", room.code)
    return TemplateResponse(request, "games/paper_game.html", {"form": form})


def _choices(request: HttpRequest, decks: list[Deck]) -> dict[str, Any]:
    return {
        "decks": decks,
        "engagements": queries.engagements_to_play_in(request.user),
        "programmes": queries.programmes_to_play_in(office_ids(request.user)),
    }
