"""Practice, Adoption and CuratedList."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.engagements.models import Engagement, Team
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme, Sector, Theme


class Practice(Stateful, MaybeDemo):
    """A described act of development ("teko") that others can find and adopt."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for the office")
        RETURNED = "returned", _("returned for completion")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Status(models.TextChoices):
        IDEA = "idea", _("idea")
        TRIED = "tried", _("being tried")
        IN_USE = "in_use", _("in use")
        ENDED = "ended", _("ended")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="practices")
    slug = models.SlugField(unique=True, max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_USE)
    language = models.CharField(max_length=2, default="fi")
    title = models.CharField(_("title"), max_length=120)
    gist = models.CharField(_("in one sentence"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="practices", verbose_name=_("organisation")
    )
    unit_name = models.CharField(_("unit"), max_length=160, blank=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, verbose_name=_("service area")
    )
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("themes"))
    need = models.TextField(_("what was the need"), max_length=3000, blank=True)
    what_was_done = models.TextField(_("what was done"), max_length=5000, blank=True)
    who_took_part = models.TextField(_("who took part"), max_length=1000, blank=True)
    results = models.TextField(_("results so far"), max_length=3000, blank=True)
    may_publish = models.BooleanField(_("permission to publish"), default=False)
    engagement = models.OneToOneField(
        Engagement, models.PROTECT, null=True, blank=True, related_name="practice"
    )
    team = models.OneToOneField(
        Team, models.PROTECT, null=True, blank=True, related_name="practice"
    )
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    editor_note = models.CharField(_("note of the office"), max_length=600, blank=True)
    adoption_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="practice_newest"),
            models.Index(fields=["state", "-adoption_count", "-id"], name="practice_adopted"),
            models.Index(fields=["state", "title", "id"], name="practice_title"),
            models.Index(fields=["programme", "state", "published_at"], name="practice_programme"),
            # Facets are counted from this index alone (queries.count_cells).
            models.Index(fields=["state", "sector", "organisation"], name="practice_facets"),
        ]
        constraints = [
            models.CheckConstraint(
                name="practice_published_has_time",
                condition=~Q(state="published")
                | Q(published_at__isnull=False, may_publish=True, sector__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice", args=[self.slug])


class Adoption(Stateful, MaybeDemo):
    """Another organisation's statement that it uses the practice ("otimme mallia")."""

    class Stage(models.TextChoices):
        INTERESTED = "interested", _("interested")
        TRYING = "trying", _("trying")
        IN_USE = "in_use", _("in use")
        ESTABLISHED = "established", _("established, at least 12 months")
        DROPPED = "dropped", _("given up")

    class Fidelity(models.TextChoices):
        AS_IS = "as_is", _("as it is")
        ADAPTED = "adapted", _("adapted")
        INSPIRED = "inspired", _("inspired by it")

    class State(models.TextChoices):
        VISIBLE = "visible", _("visible")
        REMOVED = "removed", _("removed")

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    state = models.CharField(max_length=10, choices=State, default=State.VISIBLE)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    fidelity = models.CharField(_("how much it was adapted"), max_length=10, choices=Fidelity)
    note = models.CharField(_("what you did differently"), max_length=600, blank=True)
    adopted_on = models.DateField(_("since"))
    stated_by = models.ForeignKey(User, models.PROTECT)

    class Meta:
        ordering = ["-adopted_on", "-pk"]
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation"], name="adoption_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.practice}"


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
    practices = models.ManyToManyField(Practice, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("curated list")
        verbose_name_plural = _("curated lists")

    def __str__(self) -> str:
        return self.title
