"""Figures of decisions."""

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When, Window
from django.db.models.functions import RowNumber
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import Seconds, days_words, end_of_day, within
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_ALL_MERGED,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Part,
    Records,
    counts_by,
    read_once,
    register_in,
    share,
)
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.people.queries import carried_on
from talkoot.programmes.models import Theme, ThemeUse
from talkoot.programmes.queries import periods_of

register = register_in(Chapter.WORK)
# A decision that a reconsideration has changed gives what the change says.
GRANTED = Q(given__gt=0)
PROMISED = Q(application__call__promised_hours__isnull=False)
# The database puts the decisions in order, so that a few of many thousands are read.
TAKEN = Seconds("decided_at") - Seconds("application__submitted_at")
KEPT = Q(seconds_taken__lte=F("application__call__promised_hours") * 3600.0)


def _signed(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Decisions signed by the day, with the days `given` as they stood on it."""
    changed = Reconsideration.objects.filter(
        outcome=Reconsideration.Outcome.CHANGED,
        days__isnull=False,
        decided_at__lte=end_of_day(as_of),
    )
    newest = changed.filter(decision=OuterRef("pk")).order_by("-decided_at").values("days")[:1]
    # Few have been changed: which ones is asked once, not of each decision.
    given = Case(When(pk__in=changed.values("decision"), then=Subquery(newest)), default=F("days"))
    signed = filters.narrow(
        Decision.objects.filter(
            application__call__offering__programme=programme,
            state=Decision.State.SIGNED,
            decided_at__lte=end_of_day(as_of),
        ),
        day="decided_at__date",
        service="application__call__offering",
        organisation="application__organisation__",
    )
    return (
        signed.annotate(given=given)
        .select_related("application__organisation")
        .order_by("decided_at", "pk")
    )


def _promised(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return _signed(programme, as_of, filters).filter(PROMISED)


def _granted(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return _signed(programme, as_of, filters).filter(GRANTED)


def _organisations_by_period(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    """Different organisations granted in each period, two queries; merged, one for each."""
    periods = periods_of(programme)
    if filters.merged:
        rows = _granted(programme, as_of, filters).order_by().distinct()
        spans = [(row, within("decided_at", row.starts_on, row.ends_on)) for row in periods]
        keys = [rows.filter(span).values_list("application__organisation") for _row, span in spans]
        merged = [_as_merged({key for (key,) in found}, as_of) for found in keys]
        return [
            Part(f"period-{row.order}", row.name, count, count)
            for row, count in zip(periods, merged, strict=True)
        ]
    counts = _granted(programme, as_of, filters).aggregate(
        **{
            f"period-{row.order}": Count(
                "application__organisation",
                distinct=True,
                filter=within("decided_at", row.starts_on, row.ends_on),
            )
            for row in periods
        }
    )
    found = [(f"period-{row.order}", row.name) for row in periods]
    return [Part(key, name, counts[key], counts[key]) for key, name in found]


@read_once
def _promises(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    """Decisions in calls that promise a time, and those that came in it."""
    rows = _promised(programme, as_of, filters).annotate(seconds_taken=TAKEN)
    return rows.aggregate(promised=Count("pk"), kept=Count("pk", filter=KEPT))


@read_once
def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    totals = _signed(programme, as_of, filters).aggregate(
        signed=Count("pk"),
        granted=Count("pk", filter=GRANTED),
        days=Sum("given", filter=GRANTED, default=Decimal(0)),
        organisations=Count("application__organisation", filter=GRANTED, distinct=True),
    )
    if filters.merged:
        granted = _granted(programme, as_of, filters).order_by()
        keys = granted.values_list("application__organisation", flat=True).distinct()
        totals["organisations"] = _as_merged(keys, as_of)
    return totals


def _as_merged(keys: Iterable[int], as_of: datetime.date) -> int:
    """How many organisations there are when those that have merged count as one."""
    last = carried_on(as_of)
    return len({last.get(key, key) for key in keys})


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


def _median(cases: list[_Case]) -> tuple[Number, int]:
    """Of the hours from the arrival of an application to its signed decision."""
    hours = [case.hours for case in cases]
    return (Decimal(str(statistics.median(hours))) if hours else None, len(hours))


def _best(cases: list[_Case]) -> tuple[Number, int]:
    hours = [case.hours for case in cases]
    return (Decimal(str(min(hours))) if hours else None, len(hours))


def _quick_and_middle(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[list[_Case], int]:
    """The fastest decision and the two in the middle (of an odd number the same twice), of n."""
    n = _totals(programme, as_of, filters)["signed"]
    places = (1, (n + 1) // 2, n // 2 + 1)
    rows = _signed(programme, as_of, filters).annotate(place=Window(RowNumber(), order_by=TAKEN))
    found = rows.filter(place__in=places).values_list("place", *MEASURED)
    cases = {place: _case(*row) for place, *row in found}
    return [cases[place] for place in places if n], n


def _first_grants(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> tuple[int, int]:
    """(those that were their organisation's first in the programme, all) of the granting ones."""
    firsts: dict[int, int] = {}
    for body, key in _granted(programme, as_of).values_list("application__organisation", "pk"):
        firsts.setdefault(body, key)
    wanted = set(firsts.values())
    keys = list(_granted(programme, as_of, filters).order_by().values_list("pk", flat=True))
    return sum(key in wanted for key in keys), len(keys)


def _usual_days(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> tuple[Number, int]:
    """The mode of the days granted; of equally usual numbers the smallest."""
    counts = counts_by(_granted(programme, as_of, filters), "given")
    usual = min(counts, key=lambda days: (-counts[days], days)) if counts else None
    return usual, sum(counts.values())


def _counts_of_days(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    """How many decisions granted each number of days, in one query."""
    counts = counts_by(_granted(programme, as_of, filters), "given")
    return [[days_words(days), n] for days, n in sorted(counts.items())]


def _by_theme(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[tuple[str, list[_Case]]]:
    """Each theme's name with the decisions on it, two queries; a decision may have many themes."""
    groups: dict[int, list[_Case]] = {}
    rows = _signed(programme, as_of, filters).exclude(application__themes=None)
    for theme_id, *row in rows.values_list("application__themes", *MEASURED):
        groups.setdefault(theme_id, []).append(_case(*row))
    themes = Theme.objects.filter(use=ThemeUse.NEED, pk__in=groups)
    return [(theme.name, groups[theme.pk]) for theme in themes]


def _shares_by_theme(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    table = []
    for name, cases in _by_theme(programme, as_of, filters):
        granted = sum(case.is_granted for case in cases)
        percent, n = share(granted, len(cases))
        table.append([name, n, granted, f"{_short(percent, 0)} %"])
    return table


def _hours_by_theme(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[list[Any]]:
    return [
        [name, n, _short(middle, 1), _short(best, 1)]
        for name, cases in _by_theme(programme, as_of, filters)
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
        filters=BY_ALL,
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
        filters=BY_ALL_MERGED,
        measure=Measure(_totals, lambda totals: (totals["organisations"], totals["granted"])),
        code="F29",
        parts=_organisations_by_period,
    )
)
register_in(Chapter.EVALUATION)(
    Figure(
        id="first-time-share",
        label=_("Share of first-time organisations"),
        unit=_("%"),
        definition=_(
            "Granting decisions that were the organisation’s first in the programme, divided by "
            "all granting decisions. A predecessor is an organisation of its own."
        ),
        base=_("decisions that grant days"),
        records=_granted,
        filters=BY_ALL,
        measure=Measure(_first_grants, lambda read: share(*read)),
        is_detail=True,
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
        filters=BY_ALL,
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
        filters=BY_ALL,
        measure=Measure(_quick_and_middle, lambda read: (_median(read[0][1:])[0], read[1])),
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
        filters=BY_ALL,
        measure=Measure(_quick_and_middle, lambda read: (_best(read[0][:1])[0], read[1])),
        decimals=1,
    )
)
register(
    Figure(
        id="decision-time-kept",
        label=_("Decisions within the promised time"),
        unit=_("%"),
        definition=_(
            "Of the signed decisions in calls that promise a time from arrival to decision, the "
            "share that came within it. The promise is the call's present one."
        ),
        base=_("signed decisions in calls that promise a time"),
        records=_promised,
        filters=BY_ALL,
        measure=Measure(_promises, lambda read: share(read["kept"], read["promised"])),
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
        filters=BY_ALL,
        measure=Measure(_usual_days, lambda read: read),
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
        filters=BY_ALL_MERGED,
        measure=Measure(_totals, _days_each),
        decimals=1,
        is_detail=True,
    )
)
