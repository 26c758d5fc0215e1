"""Varying the content of a service, and a team's plan: who gets what at their addresses."""

from collections.abc import Callable
from typing import Any

from tests.factories.delivery import make_variation
from tests.factories.networks import make_network
from tests.factories.outreach import make_award, make_presentation, pictured
from tests.matrix import SIGN_IN, Row, World, everyone
from tests.matrix_teams import TEAM, team

PARTIES = (SIGN_IN, 200, 404, 200, 200)
RECORDED = (SIGN_IN, 404, 404, 200, 200)


def ref(state: str) -> Callable[[World], list[Any]]:
    return lambda world: [world.engagement(state).application.ref]


def wish(world: World) -> list[Any]:
    engagement = world.engagement("open")
    return [engagement.application.ref, make_variation(engagement.series).pk]


def unknown(world: World) -> list[Any]:
    return [world.engagement("open").application.ref, 0]


def of_programme(world: World) -> list[Any]:
    return [world.programme.slug]


def award(world: World) -> list[Any]:
    return ["award", make_award(world.programme).pk]


def network(world: World) -> list[Any]:
    return [make_network(world.programme).pk]


def picture(world: World) -> list[Any]:
    row = make_presentation(world.programme, **pictured())
    return [world.programme.slug, row.pk]


KEPT = (SIGN_IN, 403, 403, 403)
ROWS = [
    Row("office-outreach", (*KEPT, 200)),
    Row("trained-members", (*KEPT, 200), "of a network", network),
    Row("trained-members", (*KEPT, 404), "unknown", lambda w: [0]),
    Row("add-to-outreach", (*KEPT, 200), "award", lambda w: [w.programme.slug, "award"]),
    Row("add-to-outreach", (*KEPT, 404), "unknown", lambda w: [w.programme.slug, "taika"]),
    Row("edit-in-outreach", (*KEPT, 200), "award", award),
    Row("remove-from-outreach", (*KEPT, "/office/outreach/"), "award", award, method="post"),
    Row("tools", everyone(200)),
    Row("tools", everyone(200), "of a kind", query="?kind=cards"),
    Row("programme-networks", everyone(200), "of a programme", of_programme),
    Row("programme-presentations", everyone(200), "of a programme", of_programme),
    Row("programme-presentations", everyone(404), "unknown", lambda w: ["ei-ole"]),
    Row("presentation-picture", everyone(200), "a picture", picture, is_page=False),
    Row("presentation-picture", everyone(404), "none", lambda w: [w.programme.slug, 0]),
    Row("programme-networks", everyone(404), "unknown", lambda w: ["ei-ole"]),
    Row("variations", PARTIES, "open", ref("open")),
    Row("variations", PARTIES, "delivered", ref("delivered")),
    Row("answer-variation", RECORDED, "wished", wish),
    Row("answer-variation", (SIGN_IN, *(404,) * 4), "unknown", unknown),
    Row("team-plan", TEAM, "active", team(), is_page=False),
    Row("team-plan", TEAM, "withdrawn", team(state="withdrawn"), is_page=False),
]
