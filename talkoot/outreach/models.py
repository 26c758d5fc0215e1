"""PodcastEpisode, Story and Campaign; the other models stand in media_models."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo
from talkoot.people.models import Municipality
from talkoot.programmes.models import Programme


class PodcastEpisode(MaybeDemo):
    """A numbered episode of the programme's podcast."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="podcast_episodes")
    series = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    guest = models.CharField(_("case or guest organisation"), max_length=120, blank=True)
    published_by = models.DateField(_("published by"), null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="episode_number_once")
        ]

    def __str__(self) -> str:
        return self.title


class Story(MaybeDemo):
    """A numbered story of a series."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stories")
    series = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    municipalities = models.ManyToManyField(Municipality, blank=True)
    published_by = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "stories"
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="story_number_once")
        ]

    def __str__(self) -> str:
        return self.title


class Campaign(MaybeDemo):
    """A campaign that asks for practices in a window of time."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="campaigns")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="campaign_slug_once")
        ]

    def __str__(self) -> str:
        return self.name


from talkoot.outreach.media_models import (  # noqa: E402
    Attribution,
    Award,
    ChannelCount,
    MediaHit,
    Newsletter,
    NewsletterIssue,
    Presentation,
    Publication,
)

__all__ = [
    "Attribution",
    "Award",
    "Campaign",
    "ChannelCount",
    "MediaHit",
    "Newsletter",
    "NewsletterIssue",
    "PodcastEpisode",
    "Presentation",
    "Publication",
    "Story",
]
