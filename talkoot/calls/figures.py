"""Figures of applications."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.dates import end_of_day
from talkoot.core.figures import Figure, Records, register


def _submitted(programme: Any, as_of: datetime.date) -> Records:
    rows = Application.objects.filter(
        call__offering__programme=programme, submitted_at__lte=end_of_day(as_of)
    )
    return rows.select_related("organisation").order_by("submitted_at", "pk")


register(
    Figure(
        id="applications-submitted",
        label=_("Applications received"),
        unit=_("applications"),
        definition=_("Applications that had arrived by the as-of date, whatever came of them."),
        base=_("applications with an arrival time"),
        records=_submitted,
    )
)


def _asked(programme: Any, as_of: datetime.date) -> Records:
    rows = Application.objects.filter(
        call__offering__programme=programme,
        completion_requests__created_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("submitted_at", "pk").distinct()


def _lapsed(programme: Any, as_of: datetime.date) -> Records:
    rows = Application.objects.filter(
        call__offering__programme=programme,
        state=Application.State.LAPSED,
        state_changed_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("state_changed_at", "pk")


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
    )
)
