"""Phases, yardsticks, assessors, assignments and disqualifications."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.assessments.models import (
    Assessor,
    Assignment,
    Disqualification,
    Phase,
    Score,
    Selection,
    Yardstick,
)
from talkoot.calls.models import Application, Call
from talkoot.people.models import User
from tests.factories.calls import make_application, the_call
from tests.factories.people import make_user


def make_phase(call: Call | None = None, *, order: int = 0, **fields: Any) -> Phase:
    """A phase that opened yesterday and closes in a week, with one yardstick of five points."""
    call = call or the_call()
    now = timezone.now()
    values = {
        "name_fi": "Asiantuntija-arvio",
        "name_sv": "Expertbedömning",
        "name_en": "Expert assessment",
        "opens_at": now - datetime.timedelta(days=1),
        "closes_at": now + datetime.timedelta(days=7),
    }
    with_yardstick = fields.pop("with_yardstick", True)
    phase = Phase.objects.create(
        call=call, order=order or call.phases.count() + 1, **{**values, **fields}
    )
    if with_yardstick:
        make_yardstick(phase)
    return phase


def the_phase() -> Phase:
    """The first phase of the test's call."""
    return Phase.objects.filter(call=the_call(), order=1).first() or make_phase()


def make_yardstick(phase: Phase | None = None, **fields: Any) -> Yardstick:
    phase = phase or the_phase()
    values = {
        "order": phase.yardsticks.count() + 1,
        "text_fi": "Vaikuttavuus",
        "text_sv": "Verkan",
        "text_en": "Effect",
        "weight": Decimal(1),
    }
    return Yardstick.objects.create(phase=phase, **{**values, **fields})


def make_assessor(
    call: Call | None = None, *, user: User | None = None, themes: Any = (), **fields: Any
) -> Assessor:
    assessor = Assessor.objects.create(
        call=call or the_call(), user=user or make_user(name="Arvi Arvioija"), **fields
    )
    assessor.themes.set(themes)
    return assessor


def make_assignment(
    phase: Phase | None = None,
    *,
    application: Application | None = None,
    assessor: Assessor | None = None,
    state: str = Assignment.State.ASSIGNED,
    points: int | None = None,
    **fields: Any,
) -> Assignment:
    """An application given to an assessor; `points` on every yardstick makes it assessed."""
    phase = phase or the_phase()
    if points is not None:
        state = Assignment.State.SUBMITTED
        fields.setdefault("submitted_at", timezone.now())
    assignment = Assignment.objects.create(
        phase=phase,
        application=application
        or make_application(call=phase.call, state=Application.State.SUBMITTED),
        assessor=assessor or make_assessor(phase.call),
        state=state,
        **fields,
    )
    if points is not None:
        for yardstick in phase.yardsticks.filter(is_pass_fail=False):
            Score.objects.create(assignment=assignment, yardstick=yardstick, points=points)
    return assignment


def make_selection(
    phase: Phase, application: Application, *, goes_on: bool = True, **fields: Any
) -> Selection:
    """What a person has chosen of an application in the phase."""
    values = {"is_chosen": True, "grounds": "Perusteltu valinta.", "made_at": timezone.now()}
    return Selection.objects.create(
        phase=phase,
        application=application,
        goes_on=goes_on,
        **{**values, "made_by": fields.pop("by", None) or make_user(), **fields},
    )


def make_disqualification(
    application: Application | None = None,
    *,
    user: User | None = None,
    state: str = Disqualification.State.IN_FORCE,
    ground: str = Disqualification.Ground.DECLARED,
    **fields: Any,
) -> Disqualification:
    return Disqualification.objects.create(
        application=application or make_application(state=Application.State.SUBMITTED),
        user=user or make_user(),
        state=state,
        ground=ground,
        **fields,
    )
