"""Figures of applications."""

import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.dates import end_of_day
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    Chapter,
    Figure,
    Filters,
    Measure,
    Records,
    register_in,
)

register = register_in(Chapter.WORK)


def _of(programme: Any, filters: Filters, **facts: Any) -> Records:
    """The programme's applications, of the period in which they arrived."""
    rows = Application.objects.filter(call__offering__programme=programme, **facts)
    rows = filters.narrow(
        rows, day="submitted_at__date", service="call__offering", organisation="organisation__"
    )
    return rows.select_related("organisation")


def _submitted(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = _of(programme, filters, submitted_at__lte=end_of_day(as_of))
    return rows.order_by("submitted_at", "pk")


register(
    Figure(
        id="applications-submitted",
        label=_("Applications received"),
        unit=_("applications"),
        definition=_("Applications that had arrived by the as-of date, whatever came of them."),
        base=_("applications with an arrival time"),
        records=_submitted,
        filters=BY_ALL,
    )
)


def _asked(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = _of(programme, filters, completion_requests__created_at__lte=end_of_day(as_of))
    return rows.order_by("submitted_at", "pk").distinct()


def _lapsed(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    state = Application.State.LAPSED
    rows = _of(programme, filters, state=state, state_changed_at__lte=end_of_day(as_of))
    return rows.order_by("state_changed_at", "pk")


def _written(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Those that were begun here; an application entered afterwards tells no time of writing."""
    return _submitted(programme, as_of, filters).filter(created_at__lte=F("submitted_at"))


def _writing_hours(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[float]:
    rows = _written(programme, as_of, filters).order_by()
    times = rows.values_list("created_at", "submitted_at")
    return [(sent - begun).total_seconds() / 3600 for begun, sent in times if sent]


register_in(Chapter.EVALUATION)(
    Figure(
        id="time-to-apply",
        label=_("Time to write an application"),
        unit=_("hours"),
        definition=_(
            "Median of the hours from the beginning of a draft to the arrival of the application, "
            "nights and pauses included. Applications that were entered afterwards are left out."
        ),
        base=_("applications written in the service"),
        records=_written,
        filters=BY_ALL,
        measure=Measure(
            _writing_hours,
            lambda hours: (Decimal(str(median(hours))) if hours else None, len(hours)),
        ),
        decimals=1,
        is_detail=True,
    )
)
register(
    Figure(
        id="applications-to-complete",
        label=_("Applications asked to be completed"),
        unit=_("applications"),
        definition=_(
            "Applications that the office had asked to be completed by the as-of date, whether "
            "they were or not."
        ),
        base=_("applications with a request to complete"),
        records=_asked,
        filters=BY_ALL,
    )
)
register(
    Figure(
        id="applications-lapsed",
        label=_("Applications lapsed"),
        unit=_("applications"),
        definition=_(
            "Applications that were not completed in time and ended without a decision, as the "
            "terms of the call say."
        ),
        base=_("applications with an arrival time"),
        records=_lapsed,
        filters=BY_ALL,
    )
)
