"""What was expected of a node, and how much of it came true."""

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

    Refused once the period has begun, unless a reason is given; the reason is kept and logged,
    and what had been set before stays beside the new level.
    """
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    today = timezone.localdate()
    begins = rules.begins_on(node.chain.programme, period)
    rules.check_expectation(begins, today, late_reason)
    old = Expectation.objects.filter(node=node, period=period).first()
    is_late = today >= begins
    first = None if old is None or not is_late else _first_level(old)
    values = {
        "level": level,
        "was_level": first if first != level else None,
        "grounds": grounds,
        "set_on": today,
        "late_reason": late_reason if is_late else "",
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


def _first_level(row: Expectation) -> int:
    """What was expected before anything was changed late."""
    return row.level if row.was_level is None else row.was_level


@transaction.atomic
def assess(
    node: ImpactNode, *, light: str | None, light_reason: str, by: User, **values: Any
) -> Assessment:
    """Add an assessment; the earlier ones stay as they are.

    `values` are the model's period, assessed_on, achieved, is_adverse, confidence, reasoning,
    dissent and assessor. The proposed light is counted anew here and kept beside the given one;
    without `light` it is given as proposed. Refuses another light than the proposed one without a
    reason, and a day that is still to come.
    """
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    if values["assessed_on"] > timezone.localdate():
        raise NotAllowed(_("The day of the assessment is still to come. Give the day it was made."))
    period = values["period"]
    proposed = proposed_light(
        node,
        readings(node, values["assessed_on"]),
        period_id=period.pk if period else None,
        achieved=values["achieved"],
        is_adverse=values["is_adverse"],
    )
    light = proposed if light is None else light
    if problem := lights.light_problem(proposed, light, light_reason):
        raise NotAllowed(problem)
    given = {
        "proposed_light": proposed,
        "light": light,
        "light_reason": light_reason if light != proposed else "",
    }
    row = Assessment.objects.create(node=node, by=by, is_demo=node.is_demo, **values, **given)
    after = {"node": node.pk, "achieved": row.achieved, "confidence": row.confidence, **given}
    record("impact.node.assessed", row, by=by, after=after)
    return row
