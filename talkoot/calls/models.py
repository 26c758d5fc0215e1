"""Call, Criterion, Application, ParticipantGroup and Assessment."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, ParticipantRole, User
from talkoot.programmes.models import Offering, Theme


class Call(MaybeDemo, Stamped):
    """An open invitation to apply for an offering; without `closes_at` until further notice."""

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="calls")
    slug = models.SlugField(unique=True, max_length=80)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    text_fi = models.TextField()
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text = Translated()
    text_version = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    max_days = models.DecimalField(max_digits=4, decimal_places=1, default=2)
    days_quota = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_at"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                name="call_closes_after_opening",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.slug])


class Criterion(models.Model):
    """An eligibility rule of the call. `check_name` names the pre-check in rules.PRE_CHECKS."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    check_name = models.SlugField(max_length=40)
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["call", "order"], name="criterion_order_once")
        ]

    def __str__(self) -> str:
        return self.text


def new_ref() -> str:
    """A reference for addresses that tells nothing and cannot be guessed."""
    return secrets.token_hex(6)


class Application(Stateful, MaybeDemo):
    """An organisation's application. A draft may be empty; rules.check_submit asks for the rest.

    `number` is the case number, given on arrival; `ref` stands in addresses from the start.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("in processing")
        APPROVED = "approved", _("granted")
        REJECTED = "rejected", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    number = models.CharField(_("case number"), max_length=40, unique=True, null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, default="fi")
    applicant = models.ForeignKey(User, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    unit_name = models.CharField(_("unit or work community"), max_length=160, blank=True)
    title = models.CharField(_("name of the development work"), max_length=80, blank=True)
    need = models.TextField(_("need"), max_length=1200, blank=True)
    goals = models.TextField(_("goals"), max_length=1200, blank=True)
    sign_of_success = models.TextField(_("sign of success"), max_length=600, blank=True)
    themes = models.ManyToManyField(Theme, blank=True)
    sponsor_name = models.CharField(_("management sponsor"), max_length=120, blank=True)
    sponsor_title = models.CharField(_("title of the sponsor"), max_length=120, blank=True)
    staff_representative = models.CharField(_("staff representative"), max_length=120, blank=True)
    # The expert is a neighbour on the ladder: linked by name, never imported.
    expert = models.ForeignKey(
        "experts.Expert", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    expert_reason = models.CharField(_("reason for the choice"), max_length=400, blank=True)
    preferred_times = models.CharField(_("preferred times"), max_length=300, blank=True)
    days_requested = models.DecimalField(
        _("days requested"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    call_text_version = models.PositiveSmallIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["call", "state", "submitted_at"], name="application_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_submitted_has_time",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, number__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("office-application", args=[self.ref])


class ParticipantGroup(models.Model):
    """How many of a role group the application says will take part."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="participant_groups")
    role = models.CharField(max_length=25, choices=ParticipantRole)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "role"], name="group_role_once")
        ]


class Assessment(models.Model):
    """An officer's finding on one criterion of one application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="assessments")
    criterion = models.ForeignKey(Criterion, models.PROTECT)
    is_met = models.BooleanField()
    reason = models.CharField(max_length=400)
    assessed_by = models.ForeignKey(User, models.PROTECT)
    assessed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="assessment_once_per_criterion"
            )
        ]
