"""Figures of games."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import ALL, BY_ALL, Chapter, Figure, Filters, Records, register_in
from talkoot.games.models import Room

register = register_in(Chapter.EVENTS)


def _played(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Room.objects.filter(
        programme=programme, state=Room.State.ENDED, played_on__lte=as_of, players_count__gt=0
    )
    rows = filters.narrow(
        rows,
        day="played_on",
        service="engagement__application__call__offering",
        organisation="engagement__application__organisation__",
    )
    return rows.order_by("played_on", "pk")


register(
    Figure(
        id="games-played",
        label=_("Work-community games played"),
        unit=_("games"),
        definition=_(
            "Game rooms played to their end by the as-of date with at least one player, on "
            "screens or on paper cards."
        ),
        base=_("game rooms linked to the programme"),
        records=_played,
        filters=BY_ALL,
    )
)
