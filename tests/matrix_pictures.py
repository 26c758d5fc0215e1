"""Results of surveys and their files: who gets what at their addresses."""

from typing import Any

from tests.factories.programmes import make_offering
from tests.factories.results import make_counted_round
from tests.matrix import SIGN_IN, Row, World, office

GROUPS = {"01": 7, "02": 6}


def counted(world: World) -> list[Any]:
    return [make_counted_round(GROUPS, programme=world.programme).pk]


def still_open(world: World) -> list[Any]:
    return [make_counted_round(GROUPS, programme=world.programme, state="open").pk]


def with_few(world: World) -> list[Any]:
    return [make_counted_round({"01": 3}, programme=world.programme).pk]


def service(world: World) -> list[Any]:
    offering = make_offering(world.programme)
    make_counted_round(GROUPS, programme=world.programme, service=offering)
    return [world.programme.slug, offering.slug]


def programme(world: World) -> list[Any]:
    make_counted_round(GROUPS, programme=world.programme)
    return [world.programme.slug]


def own_organisation(world: World) -> list[Any]:
    organisation = world.applicant.memberships.get().organisation
    make_counted_round(
        GROUPS, programme=world.programme, mode="identified", organisations=[organisation]
    )
    return [organisation.key]


ROWS = [
    Row("round-results", office(others=403), "closed", counted),
    Row("round-results", office(others=403), "split", counted, query="?by=region"),
    Row("round-results", office(others=403), "open", still_open),
    Row("round-results", office(others=403), "few answers", with_few),
    Row("service-results", office(others=403), args=service),
    Row("programme-results", office(others=403), args=programme),
    Row("round-delivery", office(others=403), "closed", counted),
    Row("round-delivery", office(others=403), "open", still_open),
    Row("my-results", (SIGN_IN, 200, 404, 404, 404), args=own_organisation),
    *[
        Row(
            "round-file",
            office(others=403),
            kind,
            lambda w, kind=kind: [*counted(w), kind],
            is_page=False,
        )
        for kind in ("csv", "xlsx", "pdf")
    ],
    *[
        Row(
            name,
            office(others=403),
            kind,
            lambda w, make=make, kind=kind: [*make(w), kind],
            is_page=False,
        )
        for name, make in (("service-file", service), ("programme-file", programme))
        for kind in ("csv", "xlsx", "pdf")
    ],
    Row(
        "round-file",
        office(404, others=403),
        "unknown kind",
        lambda w: [*counted(w), "doc"],
        is_page=False,
    ),
]
