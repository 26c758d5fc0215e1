"""Newsletters, channel counts, media, awards, publications and presentations. Part of models.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped
from talkoot.events.models import Series
from talkoot.files.models import StoredFile
from talkoot.outreach.models import Campaign
from talkoot.people.models import Organisation
from talkoot.practices.models import Practice
from talkoot.programmes.models import Programme


class Newsletter(MaybeDemo):
    """A programme's newsletter."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="newsletters")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")

    def __str__(self) -> str:
        return self.name


class NewsletterIssue(MaybeDemo):
    """An issue that was sent: to how many subscribers, what it told of and where it is read."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    sent_on = models.DateField()
    subscriber_count = models.PositiveIntegerField(null=True, blank=True)
    content = models.TextField(_("what it told of"), max_length=4000, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("issue of a newsletter")
        verbose_name_plural = _("issues of newsletters")
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "number"], name="issue_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.newsletter} {self.number}"


class ChannelCount(MaybeDemo, Stamped):
    """What a channel's own statistics told on a day, such as its followers; a row of a series.

    `is_increment`: the value is what came since the row before, so rows are summed; else the
    newest row holds.
    """

    class Channel(models.TextChoices):
        SITE = "site", _("website")
        TWITTER = "twitter", "Twitter"
        FACEBOOK = "facebook", "Facebook"
        LINKEDIN = "linkedin", "LinkedIn"
        YOUTUBE = "youtube", "YouTube"
        PODCAST = "podcast", _("podcast")

    class Measure(models.TextChoices):
        VIEWS = "views", _("views")
        UNIQUE_VIEWS = "unique_views", _("unique views")
        FOLLOWERS = "followers", _("followers")
        POSTS = "posts", _("posts")
        VIDEOS = "videos", _("videos")
        LISTENS = "listens", _("listens")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="channel_counts")
    channel = models.CharField(_("channel"), max_length=12, choices=Channel)
    measure = models.CharField(_("measure"), max_length=15, choices=Measure)
    counted_on = models.DateField()
    value = models.PositiveIntegerField()
    is_increment = models.BooleanField(default=False)

    class Meta:
        ordering = ["channel", "measure", "counted_on"]
        verbose_name = _("count of a channel")
        verbose_name_plural = _("counts of channels")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "channel", "measure", "counted_on"],
                name="channel_count_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.get_measure_display()}, {self.counted_on}"


class MediaHit(MaybeDemo, Stamped):
    """A story of others about the programme, and the occasion that brought it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="media_hits")
    outlet = models.CharField(_("medium"), max_length=120)
    title = models.CharField(_("title"), max_length=200)
    occasion = models.SlugField(max_length=60, blank=True)
    published_on = models.DateField()
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["published_on", "pk"]
        verbose_name = _("media hit")
        verbose_name_plural = _("media hits")

    def __str__(self) -> str:
        return f"{self.outlet}: {self.title}"


class Award(MaybeDemo, Stamped):
    """A prize given to an organisation, a practice or the people of a profession at a gala."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="awards")
    occasion = models.SlugField(max_length=60)
    event = models.ForeignKey(
        Series,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("event at which it was given"),
    )
    category = models.CharField(_("category"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    practice = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True)
    grounds = models.CharField(_("grounds"), max_length=600, blank=True)
    awarded_on = models.DateField()

    class Meta:
        ordering = ["awarded_on", "pk"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return f"{self.category}: {self.organisation or self.practice or self.pk}"


class Publication(MaybeDemo):
    """A book or a report that the programme published."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="publications")
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField()
    isbn = models.CharField(max_length=20, blank=True)
    isbn_web = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["published_on", "pk"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title


class Presentation(MaybeDemo):
    """The programme presented elsewhere: a conference, or a stand at a fair or a seminar."""

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        FAIR = "fair", _("fair or seminar")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="presentations")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.SlugField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField()
    place = models.CharField(_("place and country"), max_length=120, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    countries = models.PositiveSmallIntegerField(null=True, blank=True)
    eu_countries = models.PositiveSmallIntegerField(null=True, blank=True)
    # What is uncertain in the source, such as two lists that disagree.
    source_note = models.CharField(_("note on the source"), max_length=300, blank=True)
    # Shown with its text alternative, its maker and what may be done with it.
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("picture")
    )
    picture_alt = models.CharField(_("text alternative"), max_length=200, blank=True)
    picture_credit = models.CharField(_("photographer or source"), max_length=120, blank=True)
    picture_rights = models.CharField(_("rights to the picture"), max_length=200, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        constraints = [
            models.CheckConstraint(
                name="presentation_picture_has_rights",
                condition=models.Q(picture=None)
                | ~models.Q(picture_alt="")
                & ~models.Q(picture_credit="")
                & ~models.Q(picture_rights=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attribution(Stamped):
    """A practice that a campaign brought: it came by the campaign's link or by a nomination.

    Practices without one belong to the campaign in whose days they were published; a practice
    belongs to one campaign at most.
    """

    class Basis(models.TextChoices):
        LINK = "link", _("by the campaign's link")
        NOMINATION = "nomination", _("by a nomination")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="attributions")
    practice = models.OneToOneField(Practice, models.CASCADE, related_name="attribution")
    basis = models.CharField(max_length=12, choices=Basis)

    class Meta:
        verbose_name = _("practice of a campaign")
        verbose_name_plural = _("practices of campaigns")

    def __str__(self) -> str:
        return f"{self.campaign}: {self.practice}"
