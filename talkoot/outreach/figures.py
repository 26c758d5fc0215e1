"""Figures of podcasts, stories and campaigns."""

import datetime
from typing import Any

from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_PERIOD,
    Chapter,
    Figure,
    Filters,
    Part,
    Records,
    register_in,
)
from talkoot.outreach.models import Campaign, PodcastEpisode, Story

register = register_in(Chapter.COMMUNICATIONS)


def _episodes(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = PodcastEpisode.objects.filter(programme=programme, published_by__lte=as_of)
    return filters.narrow(rows, day="published_by")


def _stories(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Story.objects.filter(programme=programme, published_by__lte=as_of)
    return filters.narrow(rows, day="published_by")


def _by_story_series(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = _stories(programme, as_of, filters).order_by("series").values_list("series")
    return [Part(slugify(name), name, n, n) for name, n in rows.annotate(n=Count("pk"))]


def _campaigns(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = Campaign.objects.filter(programme=programme, starts_on__lte=as_of)
    return filters.narrow(rows, day="starts_on")


register(
    Figure(
        id="podcast-episodes",
        code="F12",
        label=_("Podcast episodes"),
        unit=_("episodes"),
        definition=_("Episodes published by the as-of date."),
        base=_("podcast episodes"),
        records=_episodes,
        filters=BY_PERIOD,
        has_public_records=True,
    )
)
register(
    Figure(
        id="stories",
        code="F74",
        parts=_by_story_series,
        label=_("Stories"),
        unit=_("stories"),
        definition=_("Numbered stories published by the as-of date."),
        base=_("stories"),
        records=_stories,
        filters=BY_PERIOD,
        has_public_records=True,
    )
)
register(
    Figure(
        id="campaigns",
        label=_("Campaigns"),
        unit=_("campaigns"),
        definition=_("Campaigns that had begun by the as-of date."),
        base=_("campaigns"),
        records=_campaigns,
        filters=BY_PERIOD,
        has_public_records=True,
    )
)

from talkoot.outreach import media_figures  # noqa: E402, F401  registers the rest
