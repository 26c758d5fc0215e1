"""Figures of decisions."""

import datetime
import statistics
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import days_words, end_of_day
from talkoot.core.figures import (
    Breakdown,
    Figure,
    Measure,
    Number,
    Part,
    Records,
    register,
    share,
)
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.programmes.models import Period, Theme, ThemeUse

# A decision that a reconsideration has changed gives what the change says.
GRANTED = Q(given__gt=0)


def _signed(programme: Any, as_of: datetime.date) -> Records:
    """Decisions signed by the day, with the days `given` as they stood on it."""
    changed = Reconsideration.objects.filter(
        decision=OuterRef("pk"),
        outcome=Reconsideration.Outcome.CHANGED,
        days__isnull=False,
        decided_at__lte=end_of_day(as_of),
    )
    newest = changed.order_by("-decided_at").values("days")[:1]
    return (
        Decision.objects.filter(
            application__call__offering__programme=programme,
            state=Decision.State.SIGNED,
            decided_at__lte=end_of_day(as_of),
        )
        .annotate(given=Coalesce(Subquery(newest), F("days")))
        .select_related("application__organisation")
        .order_by("decided_at", "pk")
    )


def _granted(programme: Any, as_of: datetime.date) -> Records:
    return _signed(programme, as_of).filter(GRANTED)


def _totals(programme: Any, as_of: datetime.date) -> dict[str, Any]:
    return _signed(programme, as_of).aggregate(
        signed=Count("pk"),
        granted=Count("pk", filter=GRANTED),
        days=Sum("given", filter=GRANTED, default=Decimal(0)),
        organisations=Count("application__organisation", filter=GRANTED, distinct=True),
    )


def _organisations_by_period(programme: Any, as_of: datetime.date) -> list[Part]:
    """Different organisations granted in each period, two queries."""
    rows = list(
        _granted(programme, as_of)
        .order_by()
        .values_list(TruncDate("decided_at"), "application__organisation")
    )
    parts = []
    for period in Period.objects.filter(programme=programme):
        found = {row[1] for row in rows if period.starts_on <= row[0] <= period.ends_on}
        parts.append(Part(f"period-{period.order}", period.name, len(found), len(found)))
    return parts


def _days_each(totals: dict[str, Any]) -> tuple[Number, int]:
    n = totals["organisations"]
    return (Decimal(totals["days"]) / n if n else None), n


@dataclass(frozen=True)
class _Case:
    """A signed decision: how long it took, and what it gave."""

    hours: float
    days: Decimal
    is_granted: bool


MEASURED = ("decided_at", "application__submitted_at", "given")


def _case(decided: datetime.datetime, arrived: datetime.datetime, days: Decimal) -> _Case:
    return _Case((decided - arrived).total_seconds() / 3600, days, is_granted=days > 0)


def _cases(programme: Any, as_of: datetime.date) -> list[_Case]:
    return [_case(*row) for row in _signed(programme, as_of).values_list(*MEASURED)]


def _median(cases: list[_Case]) -> tuple[Number, int]:
    """Of the hours from the arrival of an application to its signed decision."""
    hours = [case.hours for case in cases]
    return (Decimal(str(statistics.median(hours))) if hours else None, len(hours))


def _best(cases: list[_Case]) -> tuple[Number, int]:
    hours = [case.hours for case in cases]
    return (Decimal(str(min(hours))) if hours else None, len(hours))


def _usual_days(cases: list[_Case]) -> tuple[Number, int]:
    """The mode of the days granted; of equally usual numbers the smallest."""
    days = [case.days for case in cases if case.is_granted]
    return (min(statistics.multimode(days)) if days else None, len(days))


def _counts_of_days(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    """How many decisions granted each number of days, in one query."""
    counts = (
        _granted(programme, as_of).order_by("given").values_list("given").annotate(n=Count("pk"))
    )
    return [[days_words(days), n] for days, n in counts]


def _by_theme(programme: Any, as_of: datetime.date) -> list[tuple[str, list[_Case]]]:
    """Each theme's name with the decisions on it, two queries; a decision may have many themes."""
    groups: dict[int, list[_Case]] = {}
    rows = _signed(programme, as_of).exclude(application__themes=None)
    for theme_id, *row in rows.values_list("application__themes", *MEASURED):
        groups.setdefault(theme_id, []).append(_case(*row))
    themes = Theme.objects.filter(use=ThemeUse.NEED, pk__in=groups)
    return [(theme.name, groups[theme.pk]) for theme in themes]


def _shares_by_theme(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    table = []
    for name, cases in _by_theme(programme, as_of):
        granted = sum(case.is_granted for case in cases)
        percent, n = share(granted, len(cases))
        table.append([name, n, granted, f"{_short(percent, 0)} %"])
    return table


def _hours_by_theme(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    return [
        [name, n, _short(middle, 1), _short(best, 1)]
        for name, cases in _by_theme(programme, as_of)
        for middle, n in [_median(cases)]
        for best, _n in [_best(cases)]
    ]


def _short(value: Any, decimals: int) -> str:
    return "–" if value is None else str(formats.number_format(value, decimals))


register(
    Figure(
        id="approval-rate",
        code="F30",
        label=_("Share of applications granted"),
        unit=_("%"),
        definition=_(
            "Applications granted in full or in part, divided by all decided applications. "
            "Withdrawn ones are left out. A refusal that a request for reconsideration has changed "
            "counts as granted."
        ),
        base=_("signed decisions"),
        records=_signed,
        measure=Measure(_totals, lambda totals: share(totals["granted"], totals["signed"])),
        breakdown=Breakdown(
            _("By theme"),
            (_("Theme"), _("Decided"), _("Granted"), _("Share")),
            _shares_by_theme,
        ),
    )
)
register(
    Figure(
        id="organisations-granted",
        label=_("Organisations granted"),
        unit=_("organisations"),
        definition=_(
            "Different organisations to which a signed decision has granted something; each counts "
            "once."
        ),
        base=_("decisions that grant days"),
        records=_granted,
        measure=Measure(_totals, lambda totals: (totals["organisations"], totals["granted"])),
        code="F29",
        parts=_organisations_by_period,
    )
)
register(
    Figure(
        id="days-granted",
        code="F7",
        label=_("Days granted"),
        unit=_("days"),
        definition=_("Sum of the days granted in signed decisions; delivered days are apart."),
        base=_("decisions that grant days"),
        records=_granted,
        measure=Measure(_totals, lambda totals: (totals["days"], totals["granted"])),
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
        records=_signed,
        measure=Measure(_cases, _median),
        decimals=1,
        breakdown=Breakdown(
            _("By theme"),
            (_("Theme"), "n", _("Median, hours"), _("Best, hours")),
            _hours_by_theme,
        ),
    )
)
register(
    Figure(
        id="decision-time-best",
        code="F31",
        label=_("Best time to decision"),
        unit=_("hours"),
        definition=_("The shortest time from an application's arrival to its signed decision."),
        base=_("signed decisions"),
        records=_signed,
        measure=Measure(_cases, _best),
        decimals=1,
    )
)
register(
    Figure(
        id="days-granted-usual",
        code="F32",
        label=_("Usual number of days granted"),
        unit=_("days"),
        definition=_("The number of days that a granting decision most often gives (mode)."),
        base=_("decisions that grant days"),
        records=_granted,
        measure=Measure(_cases, _usual_days),
        decimals=1,
        breakdown=Breakdown(
            _("By number of days"), (_("Days granted"), _("Decisions")), _counts_of_days
        ),
    )
)
register(
    Figure(
        id="days-per-organisation",
        code="F115",
        label=_("Days granted to an organisation"),
        unit=_("days"),
        definition=_("Days granted in signed decisions, divided by the organisations granted."),
        base=_("organisations granted"),
        records=_granted,
        measure=Measure(_totals, _days_each),
        decimals=1,
        is_detail=True,
    )
)
