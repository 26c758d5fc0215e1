"""The piece of a page that the screens ask for every two seconds, and its mark of freshness."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import timezone

from talkoot.games import queries, rules
from talkoot.games.models import Player, Room


@dataclass(frozen=True)
class Piece:
    """The piece as it is now, and the mark by which the next asking knows whether it changed."""

    html: str
    etag: str

    @property
    def headers(self) -> str:
        """What the next asking sends along, as htmx takes it."""
        return json.dumps({"If-None-Match": self.etag})


def piece_of(room: Room, url: str, *, player: Player | None = None, **facts: Any) -> Piece:
    """The live piece for a player, or for the facilitator, of whom `facts` may tell more.

    It carries no form and nobody's name, so all it costs is the one query of live_of.
    """
    live = queries.live_of(room)
    minutes = rules.minutes_left(room, timezone.now())
    context = {"room": room, "live": live, "minutes": minutes, "player": player, **facts}
    inner = render_to_string("games/live.html", context)
    etag = f'"{hashlib.blake2b(inner.encode(), digest_size=9).hexdigest()}"'
    piece = Piece(inner, etag)
    frame = {"inner": inner, "url": f"{url}?phase={room.state}", "headers": piece.headers}
    return Piece(render_to_string("games/live_frame.html", frame), etag)


def answer(request: HttpRequest, room: Room, piece: Piece) -> HttpResponse:
    """The piece, 304 if the screen has it already, or an order to reload in another phase."""
    if request.GET.get("phase") != room.state:
        return reload_page()
    if request.headers.get("If-None-Match", "").removeprefix("W/") == piece.etag:
        return HttpResponseNotModified(headers={"ETag": piece.etag})
    return HttpResponse(piece.html, headers={"ETag": piece.etag, "Cache-Control": "private"})


def reload_page() -> HttpResponse:
    """Tells htmx to load the whole page anew."""
    return HttpResponse(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
