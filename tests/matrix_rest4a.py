"""Rows of the matrix: development tasks of an engagement, requests withdrawn by a supplier."""

from typing import Any

from tests.factories.procurement import make_replacement
from tests.factories.teams import make_development_task
from tests.matrix import SIGN_IN, Row, World

CASE = "/engagements/"


def task_of(world: World) -> list[Any]:
    engagement = world.engagement("delivered")
    return [engagement.application.ref, make_development_task(engagement=engagement).pk]


def supplier_of(world: World) -> list[Any]:
    return [world.expert_profile.supplier_id]


def own_expert(world: World) -> list[Any]:
    return [world.expert_profile.slug]


def requested(world: World) -> list[Any]:
    return [make_replacement(world.expert_profile).expert.slug]


def agreed(world: World) -> list[Any]:
    return [world.engagement("agreed").application.ref]


def ended(world: World) -> list[Any]:
    return [world.engagement("delivered").application.ref]


ROWS = [
    Row("open-course", (SIGN_IN, 403, 403, 403, 200), "agreed", agreed),
    Row("open-course", (SIGN_IN, 403, 403, 403, 409), "delivered", ended),
    Row("supplier", (SIGN_IN, 404, 404, 200, 200), args=supplier_of),
    Row("withdraw-replacement", (SIGN_IN, 404, 404, 200, 200), "requested", requested),
    Row(
        "withdraw-replacement",
        (SIGN_IN, 404, 404, *("/suppliers/",) * 2),
        "requested",
        requested,
        method="post",
    ),
    Row("withdraw-replacement", (SIGN_IN, *(404,) * 4), "none", args=own_expert),
    Row("engagement-task", (SIGN_IN, 200, 404, 200, 200), "delivered", task_of),
    Row(
        "engagement-task",
        (SIGN_IN, CASE, 404, CASE, CASE),
        "delivered",
        task_of,
        method="post",
        data=lambda world: {"to": "underway", "result": ""},
    ),
]
