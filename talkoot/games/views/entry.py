"""How a player comes into a room: the code is the key, a secret in the browser the player."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.core.tries import find_counting
from talkoot.games import queries, rules
from talkoot.games.models import Player, Room


def cookie_name(code: str) -> str:
    """Each room has a cookie of its own, so one phone may be in two games."""
    return f"game-{code}"


def player_of(request: HttpRequest, code: str) -> Player | None:
    """Whose browser this is in the room; None for a stranger."""
    plain = rules.plain_code(code)
    return queries.player_with(plain, request.COOKIES.get(cookie_name(plain), ""))


def known_player(request: HttpRequest, code: str) -> Player:
    """The same, else a refusal that tells how to join."""
    player = player_of(request, code)
    if player is None:
        room_of(request, code)
        raise NotAllowed(
            _("You have not joined this game on this device. Open the game’s address and join."),
            status=HTTPStatus.FORBIDDEN,
        )
    return player


def room_of(request: HttpRequest, code: str) -> Room:
    """The room of the code; refuses somebody who tries one wrong code after another."""
    return find_counting(
        request,
        "game-code",
        lambda: queries.room_by_code(code),
        most=30,
        sentence=_("Too many wrong codes from here. Wait ten minutes and type the code again."),
    )


def is_there(user: Any, row: Any) -> bool:
    """For core.access.fetch within a room that has been entered by its own rule."""
    return True


def posted_id(request: HttpRequest, name: str) -> int:
    """The posted number, or 0, which is nobody's."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else 0
