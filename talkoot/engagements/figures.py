"""Figures of what was granted, delivered and done together."""

import datetime
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Records,
    register_in,
)
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import shape_words
from talkoot.events.models import Attendance, Presence, Session
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE

register = register_in(Chapter.WORK)


@dataclass
class _Case:
    """An engagement as it stood on the day."""

    granted: Decimal
    opened_at: datetime.datetime
    hours: list[Decimal] = field(default_factory=list)
    first_at: datetime.datetime | None = None
    has_employer: bool = False
    has_staff: bool = False


def _opened(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Engagements opened by the day; those that the applicant gave up are left out."""
    opened = Engagement.objects.filter(
        application__call__offering__programme=programme, created_at__lte=end_of_day(as_of)
    )
    return (
        filters.narrow(
            opened,
            day="created_at__date",
            service="application__call__offering",
            organisation="application__organisation__",
        )
        .exclude(state=Engagement.State.WITHDRAWN)
        .select_related("application__organisation")
        .order_by("created_at", "pk")
    )


def _held(as_of: datetime.date) -> dict[str, Any]:
    return {"state": Session.State.HELD, "ends_at__lte": end_of_day(as_of)}


def _begun(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Engagements of which at least one session had been held."""
    sessions = Session.objects.filter(series=OuterRef("series"), **_held(as_of))
    return _opened(programme, as_of, filters).filter(Exists(sessions))


def _cases(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[_Case]:
    """The opened engagements with their held sessions; one query."""
    condition = {f"series__sessions__{name}": value for name, value in _held(as_of).items()}

    def present(sides: frozenset[Any]) -> Any:
        facts = {"session": OuterRef("held"), "role__in": sides}
        return Exists(Attendance.objects.filter(**facts)) | Exists(Presence.objects.filter(**facts))

    rows = (
        _opened(programme, as_of, filters)
        .annotate(
            held=FilteredRelation("series__sessions", condition=Q(**condition)),
            has_employer=present(EMPLOYER_SIDE),
            has_staff=present(STAFF_SIDE),
        )
        .values_list(
            "pk",
            "days_granted",
            "hours_per_day",
            "created_at",
            "held__day_report__hours",
            "held__starts_at",
            "has_employer",
            "has_staff",
        )
    )
    cases: dict[int, _Case] = {}
    for key, days, a_day, opened_at, hours, starts_at, has_employer, has_staff in rows:
        case = cases.setdefault(key, _Case(days * a_day, opened_at))
        if hours is None:
            continue
        case.hours.append(hours)
        case.has_employer |= bool(has_employer)
        case.has_staff |= bool(has_staff)
        if starts_at and (case.first_at is None or starts_at < case.first_at):
            case.first_at = starts_at
    return list(cases.values())


def _granted(cases: list[_Case]) -> tuple[Number, int]:
    return sum((case.granted for case in cases), Decimal(0)), len(cases)


def _delivered(cases: list[_Case]) -> tuple[Number, int]:
    begun = [case for case in cases if case.hours]
    return sum((sum(case.hours, Decimal(0)) for case in begun), Decimal(0)), len(begun)


def _share_delivered(cases: list[_Case]) -> tuple[Number, int]:
    granted, n = _granted(cases)
    delivered, _n = _delivered(cases)
    return (100 * Decimal(delivered or 0) / granted if granted else None), n


def _share_together(cases: list[_Case]) -> tuple[Number, int]:
    begun = [case for case in cases if case.hours]
    both = sum(case.has_employer and case.has_staff for case in begun)
    return (Decimal(100 * both) / len(begun) if begun else None), len(begun)


def _days_to_first(cases: list[_Case]) -> tuple[Number, int]:
    """Median of the calendar days from the opening to the first held session."""
    days = [
        (timezone.localdate(case.first_at) - timezone.localdate(case.opened_at)).days
        for case in cases
        if case.first_at
    ]
    return (Decimal(str(statistics.median(days))) if days else None), len(days)


def _shapes(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
    """How many engagements were delivered in how many sessions of how many hours."""
    counts: Counter[str] = Counter()
    for case in _cases(programme, as_of, filters):
        if case.hours:
            counts[shape_words(case.hours)] += 1
    return [[shape, number] for shape, number in counts.most_common()]


def _measured(
    id: str,
    label: Any,
    unit: Any,
    definition: Any,
    value: Callable[[list[_Case]], tuple[Number, int]],
    *,
    records: Any = _begun,
    decimals: int = 0,
    breakdown: Breakdown | None = None,
) -> None:
    register(
        Figure(
            id=id,
            label=label,
            unit=unit,
            definition=definition,
            base=_("engagements"),
            records=records,
            filters=BY_ALL,
            measure=Measure(_cases, value),
            decimals=decimals,
            breakdown=breakdown,
        )
    )


_measured(
    "hours-granted",
    _("Hours granted"),
    _("hours"),
    _(
        "Days granted in the engagements opened by the as-of date, each times the hours of a day "
        "of its offering. Engagements that were given up are left out."
    ),
    _granted,
    records=_opened,
    decimals=1,
)
_measured(
    "hours-delivered",
    _("Hours delivered"),
    _("hours"),
    _("Hours of work in the day reports of the sessions held by the as-of date."),
    _delivered,
    decimals=1,
    breakdown=Breakdown(_("By the shape of delivery"), (_("Sessions"), _("Engagements")), _shapes),
)
_measured(
    "hours-delivered-share",
    _("Share of the granted hours delivered"),
    _("%"),
    _("Hours delivered divided by hours granted, of the same engagements."),
    _share_delivered,
    records=_opened,
)
_measured(
    "co-operation-realised",
    _("Management and staff were both present"),
    _("%"),
    _(
        "Engagements in whose held sessions both the employer’s side (management or supervisors) "
        "and the staff’s side (staff or their representatives) were present, divided by "
        "engagements with at least one held session."
    ),
    _share_together,
)
_measured(
    "days-to-first-session",
    _("Time from the decision to the first session"),
    _("days"),
    _("Median of the calendar days from the granting decision to the first session held."),
    _days_to_first,
    decimals=1,
)
