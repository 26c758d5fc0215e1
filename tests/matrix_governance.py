"""Bodies, meetings, strategies and continuity: who gets what at their addresses."""

from typing import Any

from tests.factories.governance import make_body, make_item, make_meeting
from tests.factories.programmes import make_offering
from tests.matrix import Row, World, everyone
from tests.matrix_impact import own, slug

OWN_PAGE = "/office/governance/testiohjelma/"


def body(*rest: Any) -> Any:
    return lambda world: [make_body(world.programme).pk, *rest]


def meeting(*rest: Any) -> Any:
    def args(world: World) -> list[Any]:
        row = make_meeting(body=make_body(world.programme))
        make_item(row)
        return [row.pk, *rest]

    return args


def entry(world: World) -> list[Any]:
    return ["body", make_body(world.programme).pk]


def service(world: World) -> list[Any]:
    return [world.programme.slug, "service", make_offering(world.programme).pk]


ROWS = [
    Row("governance", everyone(200), args=slug()),
    Row("programme-lists", everyone(200), args=slug()),
    Row("office-governance", own()),
    Row("edit-governance", own(), args=slug()),
    Row("programme-parts", own(), args=slug()),
    Row("programme-continuity", own(), args=slug()),
    Row("add-un-goals", own(OWN_PAGE), args=slug(), method="post"),
    *[
        Row("add-to-governance", own(), kind, slug(kind))
        for kind in (
            *("body", "period", "party", "goal", "mandate", "strategy", "continuation", "staff"),
            "service",
        )
    ],
    Row("add-to-governance", own(404), "unknown", slug("magic")),
    Row("serves-goals", own(), "service", service),
    Row("serves-goals", own(), "figure", slug("figure", "practices-published")),
    Row("serves-goals", own(404), "unknown", slug("figure", "magic")),
    Row("edit-in-governance", own(), args=entry),
    Row("remove-from-governance", own(OWN_PAGE), args=entry, method="post"),
    Row("office-body", own(), args=body()),
    *[Row("add-to-body", own(), kind, body(kind)) for kind in ("member", "meeting", "document")],
    Row("office-meeting", own(), args=meeting()),
    *[Row("add-to-meeting", own(), kind, meeting(kind)) for kind in ("item", "task")],
    Row("meeting-minutes", own(), args=meeting(), is_page=False),
    Row(
        "freeze-meeting-figures", own("/office/meetings/"), args=meeting(), method="post",
    ),
    Row(
        "move-meeting", own("/office/meetings/"), args=meeting(), method="post",
        data=lambda world: {"to": "held"},
    ),
]  # fmt: skip
