"""Figures of stories seen elsewhere: noted, invited, become practices."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import ALL, BY_ORGANISATION, Figure, Filters, Records, register
from talkoot.practices.models import Lead, Practice


def _leads(
    programme: Any, as_of: datetime.date, filters: Filters = ALL, day: str = "created_at__date"
) -> Records:
    rows = Lead.objects.filter(programme=programme, created_at__lte=end_of_day(as_of))
    rows = filters.narrow(rows, day=day, organisation="organisation__")
    return rows.select_related("organisation").order_by("-created_at", "-pk")


def _invited(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = _leads(programme, as_of, filters, "invited_at__date")
    return rows.filter(invited_at__lte=end_of_day(as_of))


def _published(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    return _leads(programme, as_of, filters, "practice__published_at__date").filter(
        practice__state=Practice.State.PUBLISHED,
        practice__published_at__lte=end_of_day(as_of),
    )


register(
    Figure(
        id="stories-seen",
        label=_("Stories seen elsewhere"),
        unit=_("stories seen"),
        definition=_("Good stories that the programme office had noted by the as-of date."),
        base=_("stories noted"),
        records=_leads,
        filters=BY_ORGANISATION,
        is_detail=True,
    )
)
register(
    Figure(
        id="stories-invited",
        label=_("Makers of stories who were invited"),
        unit=_("stories seen"),
        definition=_("Noted stories whose maker had been invited by mail by the as-of date."),
        base=_("stories noted"),
        records=_invited,
        filters=BY_ORGANISATION,
        is_detail=True,
    )
)
register(
    Figure(
        id="stories-published",
        label=_("Stories that became practices"),
        unit=_("stories seen"),
        definition=_(
            "Noted stories of which a practice had been published by the as-of date and not "
            "withdrawn."
        ),
        base=_("stories noted"),
        records=_published,
        filters=BY_ORGANISATION,
        is_detail=True,
    )
)
