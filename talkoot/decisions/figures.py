"""Figures of decisions."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Counted, Figure, register
from talkoot.decisions.models import Decision

GRANTED = (Decision.Outcome.GRANTED, Decision.Outcome.PARTLY_GRANTED)


def _signed(programme: Any, as_of: datetime.date) -> Any:
    return (
        Decision.objects.filter(
            application__call__offering__programme=programme,
            state=Decision.State.SIGNED,
            decided_at__lte=end_of_day(as_of),
        )
        .select_related("application__organisation")
        .order_by("decided_at")
    )


def _approval_rate(programme: Any, as_of: datetime.date) -> Counted:
    rows = _signed(programme, as_of)
    outcomes = list(rows.values_list("outcome", flat=True))
    n = len(outcomes)
    granted = sum(outcome in GRANTED for outcome in outcomes)
    return Counted(Decimal(100 * granted) / n if n else None, n, rows)


def _days_granted(programme: Any, as_of: datetime.date) -> Counted:
    rows = _signed(programme, as_of).filter(outcome__in=GRANTED)
    sums = rows.aggregate(total=Sum("days"), n=Count("pk"))
    return Counted(sums["total"] or Decimal(0), sums["n"], rows)


def _decision_hours(programme: Any, as_of: datetime.date) -> Counted:
    rows = _signed(programme, as_of)
    hours = sorted(
        (decided - submitted).total_seconds() / 3600
        for decided, submitted in rows.values_list("decided_at", "application__submitted_at")
    )
    n = len(hours)
    if not n:
        return Counted(None, 0, rows)
    middle = (hours[(n - 1) // 2] + hours[n // 2]) / 2
    return Counted(Decimal(str(middle)), n, rows)


register(
    Figure(
        id="approval-rate",
        label=_("Share of applications granted"),
        unit=_("%"),
        definition=_(
            "Applications granted in full or in part, divided by all decided applications. "
            "Withdrawn ones are left out."
        ),
        base=_("signed decisions"),
        count=_approval_rate,
    )
)
register(
    Figure(
        id="days-granted",
        label=_("Days granted"),
        unit=_("days"),
        definition=_("Sum of the days granted in signed decisions; delivered days are apart."),
        base=_("decisions that grant days"),
        count=_days_granted,
        decimals=1,
    )
)
register(
    Figure(
        id="decision-time",
        label=_("Time to decision"),
        unit=_("hours"),
        definition=_("Median of the hours from an application's arrival to its signed decision."),
        base=_("signed decisions"),
        count=_decision_hours,
        decimals=1,
    )
)
