"""What was expected of a node, and how much of it came true."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.impact import rules
from talkoot.impact.models import Assessment, Expectation, ImpactNode
from talkoot.impact.queries.proposals import proposed_light, readings
from talkoot.impact.rules import lights
from talkoot.people.models import User
from talkoot.programmes.models import Period


@transaction.atomic
def set_expectation(
    node: ImpactNode,
    *,
    period: Period | None,
    level: int,
    grounds: str,
    late_reason: str,
    by: User,
) -> Expectation:
    """Set or change how much is expected of the node in the period (0-4).

    Refused once the period has begun, unless a reason is given; the reason is kept and logged.
    """
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    today = timezone.localdate()
    begins = rules.begins_on(node.chain.programme, period)
    rules.check_expectation(begins, today, late_reason)
    old = Expectation.objects.filter(node=node, period=period).first()
    values = {
        "level": level,
        "grounds": grounds,
        "set_on": today,
        "late_reason": late_reason if today >= begins else "",
        "by": by,
    }
    row, _is_new = Expectation.objects.update_or_create(node=node, period=period, defaults=values)
    record(
        "impact.expectation.set",
        row,
        by=by,
        before={"level": old.level} if old else {},
        after={"level": level, "late_reason": row.late_reason},
    )
    return row


@transaction.atomic
def assess(
    node: ImpactNode,
    *,
    period: Period | None,
    assessed_on: datetime.date,
    achieved: int | None,
    is_adverse: bool,
    confidence: str,
    reasoning: str,
    dissent: str,
    light: str | None,
    light_reason: str,
    assessor: str,
    by: User,
) -> Assessment:
    """Add an assessment; the earlier ones stay as they are.

    The proposed light is counted anew here and kept beside the given one; without `light` it is
    given as proposed. Refuses another light
    than the proposed one without a reason, and a day that is still to come.
    """
    if assessed_on > timezone.localdate():
        raise NotAllowed(_("The day of the assessment is still to come. Give the day it was made."))
    read = readings(node, assessed_on)
    proposed = proposed_light(
        node, read, period_id=period.pk if period else None, achieved=achieved,
        is_adverse=is_adverse,
    )  # fmt: skip
    light = proposed if light is None else light
    if problem := lights.light_problem(proposed, light, light_reason):
        raise NotAllowed(problem)
    values: dict[str, Any] = {
        "achieved": achieved,
        "is_adverse": is_adverse,
        "confidence": confidence,
        "proposed_light": proposed,
        "light": light,
        "light_reason": light_reason if light != proposed else "",
    }
    row = Assessment.objects.create(
        node=node,
        period=period,
        assessed_on=assessed_on,
        reasoning=reasoning,
        dissent=dissent,
        assessor=assessor,
        by=by,
        is_demo=node.is_demo,
        **values,
    )
    record("impact.node.assessed", row, by=by, after={"node": node.pk, **values})
    return row
