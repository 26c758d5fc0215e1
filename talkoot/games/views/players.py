"""A player's pages: a phone, a code, no account. Everything works without scripts."""

import secrets
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.games import actions, live, rules
from talkoot.games.forms import CodeForm, JoinForm
from talkoot.games.models import Player, Room
from talkoot.games.queries import State
from talkoot.games.views.choices import shown_to
from talkoot.games.views.entry import cookie_name, player_of, room_of
from talkoot.games.views.results import results_of


@require_safe
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed by who does not read the QR code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            room = room_of(request, form.cleaned_data["code"])
        except NotFound as missing:
            form.add_error("code", missing.sentence)
        else:
            return redirect("play", room.code)
    return TemplateResponse(request, "games/enter_code.html", {"form": form})


@require_safe
@never_cache
def play(request: HttpRequest, code: str) -> HttpResponse:
    """The player's page of the phase; a stranger is asked to join, a late one told of the end."""
    player = player_of(request, code)
    room = player.room if player else room_of(request, code)
    if code != room.code:
        return redirect("play", room.code)
    try:
        rules.check_not_expired(room)
        return _phase_page(request, player) if player else _join_page(request, room)
    except NotAllowed as refused:
        if refused.status != HTTPStatus.GONE:
            raise
        context = {"sentence": refused.sentence, "form": CodeForm()}
        return render(request, "games/closed.html", context, status=refused.status)


def _phase_page(request: HttpRequest, player: Player) -> HttpResponse:
    room = player.room
    if room.state == State.ENDED:
        return render(request, "games/play_ended.html", results_of(room))
    piece = live.piece_of(room, reverse("play-live", args=[room.code]), player=player)
    context = {"room": room, "player": player, "piece": piece, **shown_to(request, player)}
    return TemplateResponse(request, f"games/play_{room.state}.html", context)


def _join_page(request: HttpRequest, room: Room, form: JoinForm | None = None) -> HttpResponse:
    rules.check_join(room, player_count=0)
    form = form or JoinForm(initial={"key": secrets.token_urlsafe(32)})
    return TemplateResponse(request, "games/join_game.html", {"room": room, "form": form})


@require_POST
@never_cache
def join_game(request: HttpRequest, code: str) -> HttpResponse:
    """Join; the browser keeps the secret until the room closes."""
    if player_of(request, code) is not None:
        return redirect("play", rules.plain_code(code))
    room = room_of(request, code)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _join_page(request, room, form)
    token = form.cleaned_data["key"]
    actions.join_room(room, token=token, nickname=form.cleaned_data["nickname"])
    response = redirect("play", room.code)
    response.set_cookie(
        cookie_name(room.code),
        token,
        max_age=rules.ROOM_HOURS * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
@never_cache
def play_live(request: HttpRequest, code: str) -> HttpResponse:
    """The player's live piece: two queries."""
    player = player_of(request, code)
    if player is None or rules.has_expired(player.room):
        return live.reload_page()
    url = reverse("play-live", args=[player.room.code])
    return live.answer(request, player.room, live.piece_of(player.room, url, player=player))
