"""Assessment: who gets what at its addresses."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_disqualification,
    make_phase,
    make_yardstick,
)
from tests.factories.files import make_file
from tests.factories.people import make_membership
from tests.matrix import SIGN_IN, Row, World, everyone, office, signed_in

Args = Callable[[World], list[Any]]


def call_slug(world: World) -> list[Any]:
    make_phase(world.call)
    make_assessor(world.call)
    return [world.call.slug]


def phase_of(*, points: int | None = None, **fields: Any) -> Args:
    """A phase in which the applicant's application has been given out."""

    def args(world: World) -> list[Any]:
        phase = make_phase(world.call, **fields)
        make_yardstick(phase, is_pass_fail=True)
        make_assignment(phase, application=world.application("submitted"), points=points)
        return [phase.call.slug, phase.order]

    return args


def funnel(**fields: Any) -> Args:
    """One from which those with half of the points go on."""
    return phase_of(advance_by="points", advance_points=50, **fields)


def with_ref(args: Args) -> Args:
    def found(world: World) -> list[Any]:
        slug, order = args(world)
        row = world.call.phases.get(order=order).assignments.get()
        return [slug, order, row.application.ref]

    return found


def with_assignment(points: int | None = None) -> Args:
    def found(world: World) -> list[Any]:
        slug, order = phase_of(points=points)(world)
        row = world.call.phases.get(order=order).assignments.get()
        return [slug, order, row.application.ref, row.pk]

    return found


def assessor_of(world: World) -> list[Any]:
    return [world.call.slug, make_assessor(world.call).pk]


def disqualified(world: World) -> list[Any]:
    row = make_disqualification(world.application("submitted"))
    return [row.application.call.slug, row.pk]


def own_assignment(*, opens: int = -1, is_blind: bool = False, tie: bool = False) -> Args:
    """The outsider assesses; with `tie` they belong to the applicant."""

    def args(world: World) -> list[Any]:
        now = timezone.now()
        phase = make_phase(
            world.call,
            is_blind=is_blind,
            opens_at=now + datetime.timedelta(days=opens),
            closes_at=now + datetime.timedelta(days=opens + 7),
        )
        application = world.application("submitted")
        application.attachment = make_file()
        application.save(update_fields=["attachment"])
        assessor = make_assessor(world.call, user=world.outsider)
        row = make_assignment(phase, application=application, assessor=assessor)
        if tie:
            make_membership(world.outsider, application.organisation)
        return [row.pk]

    return args


def nothing_but(args: Args) -> Args:
    """Makes the things; the address has no arguments."""
    return lambda world: args(world)[:0]


def with_code(args: Args) -> Args:
    return lambda world: [*args(world), "attachment"]


def the_assessor(status: int | str = 200) -> tuple[int | str, ...]:
    """The outsider's own; nobody else's, not even the office's."""
    return (SIGN_IN, 404, status, 404, 404)


OFFICE = [
    Row("office-assessments", office(others=403)),
    Row("office-assessment", office(others=403), args=call_slug),
    Row("office-assessment", office(404, others=403), "unknown", lambda w: ["ei-ole"]),
    Row("office-assessment", office(409, others=403), "no copy", call_slug, method="post"),
    Row("new-phase", office(others=403), args=call_slug),
    Row("new-assessor", office(others=403), args=call_slug),
    Row("office-assessor", office(others=403), args=assessor_of),
    Row("office-phase", office(others=403), args=phase_of()),
    Row("new-yardstick", office(others=403), args=phase_of()),
    Row("office-yardstick", office(others=403), args=lambda w: [*phase_of()(w), 1]),
    Row("office-yardstick", office(404, others=403), "none", lambda w: [*phase_of()(w), 9]),
    Row("office-assignments", office(others=403), args=phase_of()),
    Row("propose-assignments", office(others=403), args=phase_of()),
    Row(
        "propose-assignments",
        office("/office/calls/", others=403),
        "given out",
        phase_of(),
        method="post",
    ),
    Row("office-assignment", office(others=403), args=with_ref(phase_of())),
    Row("take-away-assignment", everyone(405), args=with_assignment()),
    Row(
        "take-away-assignment",
        office("/office/calls/", others=403),
        "given",
        with_assignment(),
        method="post",
    ),
    Row(
        "take-away-assignment",
        office(409, others=403),
        "assessed",
        with_assignment(points=3),
        method="post",
    ),
    Row("names-in-texts", office(others=403), "blind", phase_of(is_blind=True)),
    Row("view-as-assessor", office(others=403), args=phase_of()),
    Row("office-results", office(others=403), "assessed", phase_of(points=3)),
    Row("office-results", office(others=403), "waiting", phase_of()),
    Row("office-results-csv", office(others=403), args=phase_of(points=3), is_page=False),
    Row("office-results-xlsx", office(others=403), args=phase_of(points=3), is_page=False),
    Row("tell-outcomes", office(others=403), args=phase_of(points=3)),
    Row(
        "tell-outcomes",
        office(409, others=403),
        "nothing decided",
        phase_of(points=3),
        method="post",
    ),
    Row("phase-funnel", office(409, others=403), "all go on", phase_of()),
    Row("phase-funnel", office(others=403), "open", funnel(points=3)),
    Row("phase-funnel", office(others=403), "closed", funnel(closed_at=timezone.now())),
    Row("phase-funnel", office(409, others=403), "waits", funnel(), method="post"),
    Row(
        "phase-funnel",
        office("/office/calls/", others=403),
        "whole",
        funnel(points=3),
        method="post",
    ),
    Row("select-application", office(others=403), args=with_ref(funnel())),
    Row(
        "select-application",
        office(422, others=403),
        "without grounds",
        with_ref(funnel()),
        method="post",
    ),
    Row("office-disqualifications", office(others=403), args=lambda w: disqualified(w)[:1]),
    Row("lift-disqualification", office(others=403), args=disqualified),
]

ASSESSORS = [
    Row("assessments", signed_in()),
    Row("assessments", signed_in(), "given", args=nothing_but(own_assignment())),
    Row("assessment", the_assessor(), "open", own_assignment()),
    Row("assessment", the_assessor(), "blind", own_assignment(is_blind=True)),
    Row("assessment", the_assessor(409), "not open yet", own_assignment(opens=1)),
    Row("assessment", the_assessor(409), "closed", own_assignment(opens=-9)),
    Row("assessment", the_assessor(404), "disqualified", own_assignment(tie=True)),
    Row("assessment", the_assessor(422), "without marks", own_assignment(), method="post"),
    Row("assessment-file", the_assessor(), "open", with_code(own_assignment()), is_page=False),
    Row(
        "assessment-file",
        the_assessor(404),
        "blind",
        with_code(own_assignment(is_blind=True)),
        is_page=False,
    ),
    Row(
        "assessment-file",
        the_assessor(404),
        "disqualified",
        with_code(own_assignment(tie=True)),
        is_page=False,
    ),
    Row("declare-disqualification", the_assessor(), "open", own_assignment()),
    Row(
        "declare-disqualification",
        the_assessor(422),
        "without a reason",
        own_assignment(),
        method="post",
    ),
    Row("declare-disqualification", the_assessor(409), "closed", own_assignment(opens=-9)),
]

ROWS = [*OFFICE, *ASSESSORS]
