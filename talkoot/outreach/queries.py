"""Reads of a programme with what the apps below hold of it."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from talkoot.core.access import fetch
from talkoot.events.models import Series
from talkoot.networks.models import Network
from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.practices.models import CuratedList
from talkoot.practices.rules.lists import known
from talkoot.programmes.models import Offering, Programme
from talkoot.programmes.rules import can_read


def get_programme(user: Any, slug: str) -> Programme:
    """The programme that `user` may see, else NotFound; with the chain that its page leads to."""
    rows = Programme.objects.select_related("office", "impact_chain")
    return fetch(rows, user, can_read, slug=slug)


def offerings_with_series(programme: Programme) -> "QuerySet[Offering]":
    """Offerings, each with `published_series`: those that a source names. Four queries."""
    # Series without a source belong to somebody's case and are not public.
    published = (
        Series.objects.exclude(source="")
        .select_related("organisation", "theme")
        .prefetch_related("sessions")
        .order_by("pk")
    )
    return programme.offerings.select_related("period").prefetch_related(
        Prefetch("series_set", queryset=published, to_attr="published_series"), "networks_born"
    )


def networks_of(programme: Programme) -> "QuerySet[Network]":
    """The programme's networks with how many organisations are in each now, as `bodies`."""
    now_in = Q(members__left_on=None)
    return (
        Network.objects.filter(programme=programme)
        .select_related("partner", "origin")
        .annotate(bodies=Count("members__organisation", filter=now_in, distinct=True))
        .order_by("starts_on", "pk")
    )


def publications(programme: Programme) -> dict[str, Any]:
    """The programme's podcast episodes, stories, campaigns and curated lists."""
    mine = {"programme": programme}
    return {
        "episodes": PodcastEpisode.objects.filter(**mine),
        "stories": Story.objects.filter(**mine).prefetch_related("municipalities"),
        "campaigns": Campaign.objects.filter(**mine),
        "curated_lists": CuratedList.objects.filter(known(timezone.localdate()), **mine),
    }


def has_publications(programme: Programme) -> bool:
    """Whether the page of publications has anything to show. One query."""
    lists = CuratedList.objects.filter(known(timezone.localdate()), programme=programme)
    held = [
        model.objects.filter(programme=programme).order_by().values_list("pk")
        for model in (PodcastEpisode, Story, Campaign)
    ]
    return lists.order_by().values_list("pk").union(*held).exists()
