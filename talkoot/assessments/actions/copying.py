"""The phases and criteria of an earlier call, carried on to its copy."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from talkoot.assessments.models import Phase, Yardstick
from talkoot.assessments.rules.copying import check_copy, next_times
from talkoot.audit.actions import record
from talkoot.calls.models import Call
from talkoot.people.models import User

# Times are set anew, people are asked anew, and nothing has been closed.
PHASE_SKIPPED = frozenset({"id", "call", "opens_at", "closes_at", "closed_at"})
YARDSTICK_SKIPPED = frozenset({"id", "phase"})


@transaction.atomic
def copy_phases(call: Call, *, by: User) -> list[Phase]:
    """Carry on the phases of the call from which this one was copied, with their criteria.

    The times move on by whole years. Assessors are not carried on: they are asked call by call.
    Refuses beside phases of the call's own.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    rows = Phase.objects.filter(call=call.copied_from_id) if call.copied_from_id else []
    source = list(rows)
    check_copy(call, source)
    phases = []
    times = next_times(call, source, timezone.now())
    for row, (opens_at, closes_at) in zip(source, times, strict=True):
        values = _values(row, PHASE_SKIPPED)
        phase = Phase.objects.create(call=call, opens_at=opens_at, closes_at=closes_at, **values)
        Yardstick.objects.bulk_create(
            Yardstick(phase=phase, **_values(one, YARDSTICK_SKIPPED))
            for one in row.yardsticks.all()
        )
        record("assessments.phase.copied", phase, by=by, after={"from": row.pk})
        phases.append(phase)
    return phases


def _values(row: models.Model, skipped: frozenset[str]) -> dict[str, Any]:
    fields = row._meta.concrete_fields
    return {field.name: getattr(row, field.name) for field in fields if field.name not in skipped}
