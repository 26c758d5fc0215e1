"""Carrying the phases of an earlier call on to its copy."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from talkoot.assessments.models import Phase
from talkoot.calls.models import Call
from talkoot.calls.rules.calls import years_on, zone_of
from talkoot.core.refusals import NotAllowed


def check_copy(call: Call, source: Sequence[Phase]) -> None:
    """Refuse where there is nothing to carry on, and beside phases of the call's own."""
    if not source:
        raise NotAllowed(_("The earlier call has no phases of assessment. Add the phases here."))
    if call.phases.exists():
        raise NotAllowed(_("The call has phases already. Change those, or remove them first."))


def next_times(
    call: Call, source: Sequence[Phase], now: datetime.datetime
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """(opening, closing) of the phases, moved on by whole years until the first closes ahead."""
    zone = zone_of(call)
    walls = [(row.opens_at.astimezone(zone), row.closes_at.astimezone(zone)) for row in source]
    years = 1
    while years_on(min(closes for _opens, closes in walls), years) <= now:
        years += 1
    moved = [(years_on(opens, years), years_on(closes, years)) for opens, closes in walls]
    # The 29th of February becomes the 28th: a phase from one to the other keeps its length.
    return [
        (opens, closes if opens < closes else opens + (last - first))
        for (opens, closes), (first, last) in zip(moved, walls, strict=True)
    ]
