"""Podcast episodes, stories and campaigns."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.programmes.models import Programme
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_episode(programme: Programme | None = None, **fields: Any) -> PodcastEpisode:
    number = next_number()
    values = {"series": "Testipodcast", "number": number, "title": f"Jakso {number}"}
    return PodcastEpisode.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def make_story(programme: Programme | None = None, **fields: Any) -> Story:
    number = next_number()
    values = {"series": "Testitarinat", "number": number, "title": f"Tarina {number}"}
    return Story.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_campaign(programme: Programme | None = None, **fields: Any) -> Campaign:
    number = next_number()
    today = timezone.localdate()
    values = {
        "slug": f"kampanja-{number}",
        "name": f"Kampanja {number}",
        "starts_on": today,
        "ends_on": today + datetime.timedelta(days=30),
    }
    return Campaign.objects.create(programme=programme or the_programme(), **{**values, **fields})
