"""The work-community game: who gets what at its addresses."""

from collections.abc import Callable
from typing import Any

from tests.factories.games import (
    make_pick,
    make_player,
    make_room,
    make_target,
    make_vote,
    played,
    the_deck,
)
from tests.matrix import SIGN_IN, Row, World, everyone, signed_in

Args = Callable[[World], list[Any]]
KEY = "k" * 43


def room_in(state: str, **fields: Any) -> Args:
    """The outsider leads the room; there is something to work on in each phase."""

    def args(world: World) -> list[Any]:
        room = make_room(state=state, facilitator=world.outsider, **fields)
        card = room.deck.suits.first().cards.first()
        player = make_player(room)
        make_pick(player, card)
        target = make_target(room)
        make_target(room, "Palaute puolin ja toisin")
        make_vote(player, target)
        room.tallies.create(card=card, pains=1)
        return [room.code]

    return args


def room_played(world: World) -> list[Any]:
    """Played in the programme; the outsider led it."""
    return [played(facilitator=world.outsider, programme=world.programme).code]


def room_expired(world: World) -> list[Any]:
    return room_in("pick", hours=-1)(world)


def the_facilitator(status: int | str = 200) -> tuple[int | str, ...]:
    """The outsider's own; nobody else's, not even the office's."""
    return (SIGN_IN, 404, status, 404, 404)


PUBLIC = [
    Row("games", everyone(200)),
    Row("game-deck", everyone(200), "known", lambda w: [the_deck().key]),
    Row("game-deck", everyone(404), "unknown", lambda w: ["ei-ole"]),
    Row("enter-code", everyone(200)),
    Row("enter-code", everyone(200), "unknown", query="?code=XXXXXX"),
    Row("play", everyone(404), "unknown", lambda w: ["XXXXXX"]),
    Row("play", everyone(200), "open", room_in("join")),
    Row("play", everyone(410), "expired", room_expired),
    Row("play", everyone(410), "played", room_played),
    Row("play-live", everyone(200), "a stranger", room_in("join"), is_page=False),
    Row("join-game", everyone(405), args=room_in("join")),
    Row(
        "join-game",
        everyone("/g/"),
        "open",
        room_in("join"),
        method="post",
        data=lambda w: {"nickname": "Pöllö", "key": KEY},
    ),
    Row(
        "join-game",
        everyone(422),
        "without a key",
        room_in("join"),
        method="post",
    ),
    *[
        row
        for name in ("pick-card", "propose-target", "give-vote")
        for row in (
            Row(name, everyone(405), args=room_in("pick")),
            Row(name, everyone(403), "a stranger", room_in("pick"), method="post"),
            Row(name, everyone(404), "unknown", lambda w: ["XXXXXX"], method="post"),
        )
    ],
]

FACILITATOR = [
    Row("new-room", signed_in()),
    Row("new-room", signed_in(422), "empty", method="post", data=lambda w: {"title": ""}),
    Row("paper-game", signed_in()),
    Row("paper-game", signed_in(422), "empty", method="post", data=lambda w: {"title": ""}),
    *[
        Row("game-room", the_facilitator(), state, room_in(state))
        for state in ("join", "pick", "discuss", "vote", "plan")
    ],
    Row("game-room", the_facilitator("/games/"), "played", room_played),
    Row("game-room", the_facilitator("/games/"), "expired", room_expired),
    Row("game-live", the_facilitator(), "join", room_in("join"), "?phase=join", is_page=False),
    Row("move-game", everyone(405), args=room_in("join")),
    Row(
        "move-game",
        the_facilitator("/games/"),
        "join",
        room_in("join"),
        method="post",
        data=lambda w: {"to": "pick"},
    ),
    Row(
        "move-game",
        the_facilitator(409),
        "a leap",
        room_in("join"),
        method="post",
        data=lambda w: {"to": "plan"},
    ),
    Row("end-game", the_facilitator(), "plan", room_in("plan")),
    Row("end-game", the_facilitator("/games/"), "ends", room_in("plan"), method="post"),
    Row("game-summary", (SIGN_IN, 404, 200, 404, 200), "played", room_played),
    Row("game-summary", the_facilitator("/games/"), "plan", room_in("plan")),
    Row("game-csv", (SIGN_IN, 404, 200, 404, 200), "played", room_played, is_page=False),
]

ROWS = [*PUBLIC, *FACILITATOR]
