"""Practice and CuratedList; the other models of the app by subject, imported at the end."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import AlphabeticalKey, MaybeDemo, Stamped, Stateful, Translated
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Municipality, Organisation, User
from talkoot.programmes.models import Programme, Sector, Theme

# What an import may bring is also what may be edited here.
LONGEST_TEXT = 100_000


class Practice(Stateful, MaybeDemo):
    """A described act of development ("teko") that others can find and adopt."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for the office")
        RETURNED = "returned", _("returned for completion")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice in use")
        EXPERIMENT = "experiment", _("experiment")
        LESSON = "lesson", _("lesson from what did not work")

    class Origin(models.TextChoices):
        """Whose doing it was; asked after publishing."""

        SERVICE = "service", _("came of the programme's services")
        OWN = "own", _("our own development")
        PEER = "peer", _("learned from another organisation's practice")

    class Evidence(models.IntegerChoices):
        """How well it is proved, computed by rules and never voted."""

        TOLD = 0, _("told")
        TRIED = 1, _("tried")
        MEASURED = 2, _("measured")
        ADOPTED = 3, _("adopted by others")

    class Status(models.TextChoices):
        IDEA = "idea", _("idea")
        TRIED = "tried", _("being tried")
        IN_USE = "in_use", _("in use")
        ENDED = "ended", _("ended")

    class Extent(models.TextChoices):
        """How large it is where it was made; the small ones are as welcome."""

        UNIT = "unit", _("one unit")
        SECTOR = "sector", _("one service area")
        ORGANISATION = "organisation", _("the whole organisation")
        MANY = "many", _("many organisations together")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="practices")
    slug = models.SlugField(unique=True, max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_USE)
    kind = models.CharField(_("type"), max_length=10, choices=Kind, default=Kind.PRACTICE)
    extent = models.CharField(_("extent"), max_length=12, choices=Extent, blank=True)
    language = models.CharField(max_length=2, default="fi")
    # One begins with 120 at most; an import may bring longer ones.
    title = models.CharField(_("title"), max_length=300)
    title_key = AlphabeticalKey(of="title")
    gist = models.CharField(_("in one sentence"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="practices", verbose_name=_("organisation")
    )
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="shared_practices", verbose_name=_("together with")
    )
    place = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("municipality")
    )
    contact_role = models.CharField(_("contact by role"), max_length=120, blank=True)
    unit_name = models.CharField(_("unit"), max_length=160, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, verbose_name=_("service area")
    )
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("themes"))
    keywords = models.CharField(
        _("other keywords"),
        max_length=600,
        blank=True,
        help_text=_("Words of an import that no list of ours has."),
    )
    need = models.TextField(_("what was the need"), max_length=LONGEST_TEXT, blank=True)
    what_was_done = models.TextField(_("what was done"), max_length=LONGEST_TEXT, blank=True)
    who_took_part = models.TextField(_("who took part"), max_length=LONGEST_TEXT, blank=True)
    results = models.TextField(_("results so far"), max_length=LONGEST_TEXT, blank=True)
    how_measured = models.TextField(_("how the results were measured"), max_length=2000, blank=True)
    resources = models.TextField(_("what it took"), max_length=2000, blank=True)
    conditions = models.TextField(
        _("conditions, and what did not work"), max_length=2000, blank=True
    )
    tips = models.TextField(_("tips for those who adopt it"), max_length=2000, blank=True)
    origin = models.CharField(_("where it came from"), max_length=8, choices=Origin, blank=True)
    origin_practice = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="offspring"
    )
    began_year = models.PositiveSmallIntegerField(
        _("year in which the work began"), null=True, blank=True
    )
    video_url = models.URLField(_("video"), blank=True)
    may_publish = models.BooleanField(_("permission to publish"), default=False)
    engagement = models.OneToOneField(
        Engagement, models.PROTECT, null=True, blank=True, related_name="practice"
    )
    team = models.OneToOneField(
        Team, models.PROTECT, null=True, blank=True, related_name="practice"
    )
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    co_authors = models.ManyToManyField(User, blank=True, related_name="shared_practices")
    editor_note = models.CharField(_("note of the office"), max_length=600, blank=True)
    adoption_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    evidence = models.PositiveSmallIntegerField(choices=Evidence, default=Evidence.TOLD)
    level = models.PositiveSmallIntegerField(
        default=0, help_text=_("Diffusion level 0-5, by the rules that the office sets.")
    )
    last_checked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the owner last said whether it is still in use.")
    )
    nudged_at = models.DateTimeField(null=True, blank=True)
    writing_minutes = models.PositiveSmallIntegerField(
        _("minutes of writing"), null=True, blank=True, help_text=_("Until it was first sent.")
    )
    external_id = models.CharField(max_length=100, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="practice_newest"),
            models.Index(fields=["state", "-state_changed_at"], name="practice_new_here"),
            models.Index(fields=["state", "-adoption_count", "-id"], name="practice_adopted"),
            models.Index(fields=["state", "title_key", "id"], name="practice_title"),
            models.Index(fields=["programme", "state", "published_at"], name="practice_programme"),
            # Facets are counted from this index alone (queries.count_cells).
            models.Index(fields=["state", "sector", "organisation"], name="practice_facets"),
        ]
        constraints = [
            models.CheckConstraint(
                name="practice_published_has_time",
                condition=~Q(state="published") | Q(published_at__isnull=False, may_publish=True),
            ),
            models.UniqueConstraint(
                fields=["programme", "external_id"],
                name="practice_external_id_once",
                condition=~Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        if update_fields is not None and "title" in (update_fields := set(update_fields)):
            update_fields.add("title_key")
        super().save(*args, update_fields=update_fields, **options)

    def get_absolute_url(self) -> str:
        return reverse("practice", args=[self.slug])


class CuratedList(MaybeDemo, Stamped):
    """A list of practices that the office has picked."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="curated_lists")
    order = models.PositiveSmallIntegerField(default=1)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    published_length = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Items in the published list, where the source tells.")
    )
    practices = models.ManyToManyField(Practice, through="practices.CuratedItem", blank=True)
    source = models.CharField(max_length=300, blank=True)
    curator = models.CharField(_("chosen by"), max_length=160, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("curated list")
        verbose_name_plural = _("curated lists")

    def __str__(self) -> str:
        return self.title


# The rest of the tables, by subject; they refer to Practice, so they come last.
from talkoot.practices.adoption_models import (  # noqa: E402
    Adoption,
    AdoptionLink,
    AdoptionMove,
    Wish,
)
from talkoot.practices.content_models import (  # noqa: E402
    Attachment,
    Comment,
    Image,
    Opinion,
    Question,
    StillInUse,
    Version,
)
from talkoot.practices.diffusion_models import (  # noqa: E402
    Contribution,
    CurveFit,
    JuryStatement,
    LevelRules,
)
from talkoot.practices.import_models import ImportMark, ImportRun  # noqa: E402
from talkoot.practices.lead_models import Lead, StoryRequest  # noqa: E402
from talkoot.practices.search_models import (  # noqa: E402
    CuratedItem,
    EmptySearch,
    ListingChange,
    SavedSearch,
)

__all__ = [
    "Adoption",
    "AdoptionLink",
    "AdoptionMove",
    "Attachment",
    "Comment",
    "Contribution",
    "CuratedItem",
    "CuratedList",
    "CurveFit",
    "EmptySearch",
    "Image",
    "ImportMark",
    "ImportRun",
    "JuryStatement",
    "Lead",
    "LevelRules",
    "ListingChange",
    "Opinion",
    "Practice",
    "Question",
    "SavedSearch",
    "StillInUse",
    "StoryRequest",
    "Version",
    "Wish",
]
