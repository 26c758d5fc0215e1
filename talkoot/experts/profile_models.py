"""What an expert tells of oneself, what the office does with it, and how the directory was shown.

Part of models.py, which is where they are imported from.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.charts import region_names
from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.files.models import StoredFile
from talkoot.people.models import Municipality, Organisation, User
from talkoot.programmes.models import Programme


class Competence(models.Model):
    """A word of the office's vocabulary of competences."""

    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=1)
    name_fi = models.CharField(max_length=80)
    name_sv = models.CharField(max_length=80, blank=True)
    name_en = models.CharField(max_length=80, blank=True)
    name = Translated()

    class Meta:
        ordering = ["order", "name_fi"]
        verbose_name = _("competence")
        verbose_name_plural = _("competences")

    def __str__(self) -> str:
        return self.name


class ProfileFields(models.Model):
    """Fields of Expert that the expert keeps.

    `competence_words` are the expert's own words, apart by commas, beside the vocabulary's.
    `region_codes` are statistical codes of regions. Contact details show only by the expert's
    own choice. `photo` has been written anew from what was sent.
    """

    competences = models.ManyToManyField(Competence, blank=True)
    competence_words = models.CharField(max_length=200, blank=True)
    region_codes = models.JSONField(default=list, blank=True)
    home_municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    shows_contact = models.BooleanField(default=False)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    photo_alt = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def region_names(self) -> list[str]:
        """Names of the regions in the active language, from north to south."""
        return [name for code, name in region_names().items() if code in self.region_codes]

    @property
    def works_in(self) -> str:
        """The regions; of a profile that has named none, what the tender told."""
        return ", ".join(self.region_names) or getattr(self, "region", "")

    @property
    def languages_and_places(self) -> str:
        """In which languages and where the expert works, for a card."""
        return " · ".join(filter(None, [getattr(self, "language_names", ""), self.works_in]))

    @property
    def competence_names(self) -> list[str]:
        """The vocabulary's words in their order, then the expert's own."""
        own = [word.strip() for word in self.competence_words.split(",")]
        return [*(str(row) for row in self.competences.all()), *(word for word in own if word)]


class Availability(Stamped):
    """A period in which the expert has time, or is away."""

    class Kind(models.TextChoices):
        FREE = "free", _("has time")
        AWAY = "away", _("away")

    expert = models.ForeignKey("experts.Expert", models.CASCADE, related_name="availabilities")
    kind = models.CharField(max_length=4, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(_("note"), max_length=160, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="availability_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]


class ProfileChange(Stateful, MaybeDemo):
    """New wording of what was scored in the procurement; public only when the office publishes.

    `content` is {field: value} of rules.profiles.SCORED_FIELDS.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waits for the programme office")
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("returned")

    expert = models.ForeignKey("experts.Expert", models.CASCADE, related_name="profile_changes")
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    content = models.JSONField()
    note = models.CharField(_("message to the expert"), max_length=1000, blank=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert"], condition=Q(state="submitted"), name="profile_change_one_waits"
            )
        ]


class ExpertReply(Stateful, MaybeDemo):
    """The expert's reply to the feedback that the profile shows; public when the office agrees."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waits for the programme office")
        PUBLISHED = "published", _("published")
        RETURNED = "returned", _("returned")
        REPLACED = "replaced", _("replaced by a newer one")

    expert = models.ForeignKey("experts.Expert", models.CASCADE, related_name="replies")
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    text = models.TextField(_("reply"), max_length=1000)
    language = models.CharField(max_length=2, default="fi")
    note = models.CharField(_("message to the expert"), max_length=1000, blank=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert"], condition=Q(state="submitted"), name="expert_reply_one_waits"
            ),
            models.UniqueConstraint(
                fields=["expert"], condition=Q(state="published"), name="expert_reply_one_shown"
            ),
        ]


class ExpertTie(Stamped):
    """An expert's word on a tie to an organisation, which bars being chosen by it until ended."""

    expert = models.ForeignKey("experts.Expert", models.CASCADE, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=400)
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "organisation"],
                condition=Q(ended_at=None),
                name="expert_tie_once_for_each",
            )
        ]


class DirectoryView(models.Model):
    """One showing of the directory: the seed of its order and how many were in it.

    It holds nothing of the person who looked. `programme` is empty when several were shown.
    """

    seed = models.CharField(max_length=16, unique=True)
    seen_at = models.DateTimeField(db_index=True)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="+")
    expert_count = models.PositiveIntegerField()
