"""Podcast episodes, stories, campaigns, newsletters, channels, media and awards."""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.outreach.models import (
    Attribution,
    Award,
    Campaign,
    ChannelCount,
    MediaHit,
    Newsletter,
    NewsletterIssue,
    PodcastEpisode,
    Presentation,
    Publication,
    Story,
)
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme
from tests.factories.files import make_file
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_episode(programme: Programme | None = None, **fields: Any) -> PodcastEpisode:
    programme = programme or the_programme()
    number = programme.podcast_episodes.count() + 1
    values = {"series": "Testipodcast", "number": number, "title": f"Jakso {number}"}
    return PodcastEpisode.objects.create(programme=programme, **{**values, **fields})


def make_story(programme: Programme | None = None, **fields: Any) -> Story:
    programme = programme or the_programme()
    number = programme.stories.count() + 1
    values = {"series": "Testitarinat", "number": number, "title": f"Tarina {number}"}
    return Story.objects.create(programme=programme, **{**values, **fields})


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


def make_issue(programme: Programme | None = None, **fields: Any) -> NewsletterIssue:
    programme = programme or the_programme()
    letter, _created = Newsletter.objects.get_or_create(programme=programme, name="Uutiskirje")
    values = {
        "number": letter.issues.count() + 1,
        "title": "Kuulumiset",
        "sent_on": timezone.localdate(),
        "subscriber_count": 2000,
    }
    return NewsletterIssue.objects.create(newsletter=letter, **{**values, **fields})


def make_count(programme: Programme | None = None, **fields: Any) -> ChannelCount:
    """A month's views of the site, each on a day of its own."""
    programme = programme or the_programme()
    ago = ChannelCount.objects.filter(programme=programme).count()
    values: dict[str, Any] = {
        "channel": "site",
        "measure": "views",
        "counted_on": timezone.localdate() - datetime.timedelta(days=ago),
        "value": 100,
        "is_increment": True,
    }
    return ChannelCount.objects.create(programme=programme, **{**values, **fields})


def make_hit(programme: Programme | None = None, **fields: Any) -> MediaHit:
    values = {"outlet": "Lehti", "title": "Juttu", "published_on": timezone.localdate()}
    return MediaHit.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_award(programme: Programme | None = None, **fields: Any) -> Award:
    values = {"occasion": "gaala", "category": "Teot", "awarded_on": timezone.localdate()}
    return Award.objects.create(programme=programme or the_programme(), **{**values, **fields})


def make_publication(programme: Programme | None = None, **fields: Any) -> Publication:
    values = {"title": "Julkaisu", "published_on": timezone.localdate()}
    return Publication.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def make_presentation(programme: Programme | None = None, **fields: Any) -> Presentation:
    values = {
        "kind": "fair",
        "code": "messut",
        "title": "Messut",
        "held_on": timezone.localdate(),
    }
    return Presentation.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def pictured() -> dict[str, Any]:
    """A presentation's picture with what it is shown with."""
    return {
        "picture": make_file("kuva.png", media_type="image/png"),
        "picture_alt": "Ihmisiä esittelypöydän ääressä",
        "picture_credit": "Ohjelmatoimisto",
        "picture_rights": "CC BY 4.0",
    }


def make_attribution(
    campaign: Campaign, practice: Practice, *, basis: str = Attribution.Basis.LINK
) -> Attribution:
    return Attribution.objects.create(campaign=campaign, practice=practice, basis=basis)
