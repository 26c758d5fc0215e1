"""Figures of applications."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.dates import end_of_day
from talkoot.core.figures import Counted, Figure, register


def _submitted(programme: Any, as_of: datetime.date) -> Counted:
    rows = Application.objects.filter(
        call__offering__programme=programme, submitted_at__lte=end_of_day(as_of)
    ).select_related("organisation")
    count = rows.count()
    return Counted(count, count, rows.order_by("submitted_at"))


register(
    Figure(
        id="applications-submitted",
        label=_("Applications received"),
        unit=_("applications"),
        definition=_("Applications that had arrived by the as-of date, whatever came of them."),
        base=_("applications with an arrival time"),
        count=_submitted,
    )
)
