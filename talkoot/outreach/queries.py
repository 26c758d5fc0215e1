"""Reads of a programme with what the apps below hold of it."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from talkoot.core.access import fetch
from talkoot.events.models import Series
from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.practices.models import CuratedList
from talkoot.programmes.models import Offering, Programme
from talkoot.programmes.rules import can_read


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that `user` may see, else NotFound."""
    return fetch(Programme.objects.select_related("office"), user, can_read, slug=slug)


def offerings_with_series(programme: Programme) -> "QuerySet[Offering]":
    """Offerings, each with `published_series`: those that a source names. Three queries."""
    # Series without a source belong to somebody's case and are not public.
    published = (
        Series.objects.exclude(source="")
        .select_related("organisation", "theme")
        .prefetch_related("sessions")
        .order_by("pk")
    )
    return programme.offerings.select_related("period").prefetch_related(
        Prefetch("series_set", queryset=published, to_attr="published_series")
    )


def publications(programme: Programme) -> dict[str, Any]:
    """The programme's podcast episodes, stories, campaigns and curated lists."""
    mine = {"programme": programme}
    return {
        "episodes": PodcastEpisode.objects.filter(**mine),
        "stories": Story.objects.filter(**mine).prefetch_related("municipalities"),
        "campaigns": Campaign.objects.filter(**mine),
        "curated_lists": CuratedList.objects.filter(**mine),
    }


def has_publications(programme: Programme) -> bool:
    """Whether the page of publications has anything to show. One query."""
    held = [
        model.objects.filter(programme=programme).order_by().values_list("pk")
        for model in (PodcastEpisode, Story, Campaign, CuratedList)
    ]
    return held[0].union(*held[1:]).exists()
