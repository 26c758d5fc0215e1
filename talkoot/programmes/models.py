"""Programme and what it consists of."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Translated
from talkoot.people.models import Organisation
from talkoot.programmes.theme_models import Sector, Theme, ThemeUse


class RemedyRegime(models.TextChoices):
    """How a decision may be challenged; it follows from who decides."""

    MUNICIPAL = "municipal", _("municipality or joint authority (Local Government Act)")
    STATE = "state", _("state or other authority (Administrative Procedure Act)")
    PRIVATE = "private", _("association or company without public power")


class Programme(MaybeDemo):
    """A development programme. Whoever runs it is `office`; memberships there give the rights."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    slug = models.SlugField(_("key"), unique=True, max_length=60)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    summary_fi = models.TextField(_("summary"))
    summary_sv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    summary = Translated()
    vision_fi = models.CharField(_("vision"), max_length=200, blank=True)
    vision_sv = models.CharField(max_length=200, blank=True)
    vision_en = models.CharField(max_length=200, blank=True)
    vision = Translated()
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    number_prefix = models.CharField(max_length=12, unique=True)
    case_pattern = models.CharField(max_length=60, default="{prefix}/{number}/{year}")
    decision_pattern = models.CharField(max_length=60, default="{prefix}-P/{number}/{year}")
    task_class = models.CharField(_("task class"), max_length=20, blank=True)
    place = models.CharField(_("place of decisions"), max_length=60, blank=True)
    remedy_regime = models.CharField(
        max_length=10, choices=RemedyRegime, default=RemedyRegime.PRIVATE
    )
    contact_email = models.EmailField(_("e-mail for questions"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    # The programme whose work this one carries on.
    continues = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    # When records were generated from what the source published; they are marked as demo data.
    reconstructed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-starts_on", "name_fi"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="programme_continues_another",
                condition=Q(continues=None) | ~Q(continues=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programme", args=[self.slug])

    @property
    def years(self) -> str:
        """2015–2020, or 2019 for a programme of one year."""
        first, last = self.starts_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}–{last}"


class Period(models.Model):
    """A period of the programme; figures are given by period and for the whole."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="periods")
    order = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="period_order_once")
        ]

    def __str__(self) -> str:
        return self.name

    def has(self, day: datetime.date | None) -> bool:
        return day is not None and self.starts_on <= day <= self.ends_on


class Goal(models.Model):
    """A numbered goal of the programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()
    themes: "models.ManyToManyField[Theme, Any]" = models.ManyToManyField(
        "Theme",
        blank=True,
        related_name="goals",
        help_text="Needs that serve the goal: a slate tells how its applications spread over "
        "the goals.",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="goal_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Party(models.Model):
    """An organisation's part in the programme."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("owner")
        FUNDER = "funder", _("funder")
        PARTNER = "partner", _("partner")
        EVALUATOR = "evaluator", _("evaluator")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    kind = models.CharField(max_length=10, choices=Kind)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "kind"], name="party_kind_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class OfferingKind(models.TextChoices):
    SPARRING = "sparring", _("sparring")
    TRAINING = "training", _("training")
    WORKSHOP_SERIES = "workshop_series", _("workshop series")
    CHALLENGE_WORKSHOP = "challenge_workshop", _("challenge workshop")
    NETWORK = "network", _("network")
    WEBINAR = "webinar", _("webinar")
    SCHOOL = "school", _("school for teams")
    DIALOGUE = "dialogue", _("dialogue process")
    SUB_PROGRAMME = "sub_programme", _("sub-programme")
    ONLINE_COURSE = "online_course", _("online course")
    EVENT = "event", _("event")
    VISIT = "visit", _("visit")
    GALA = "gala", _("gala")
    OTHER = "other", _("other service")


class FeedbackPlan(models.TextChoices):
    """When those who got a service are asked for feedback on it."""

    DAY = "day", _("after each day")
    SERIES = "series", _("once, when everything has been held")


class PriceBasis(models.TextChoices):
    """What the price of a service is for."""

    ORGANISATION = "organisation", _("for an organisation, however many take part")
    PARTICIPANT = "participant", _("for each participant")
    SHARE = "share", _("as the organisation’s share of the costs")


class Offering(models.Model):
    """A service or a sub-programme of the programme; with `period`, one of that period only."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="offerings")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True)
    slug = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=OfferingKind)
    name_fi = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    summary_fi = models.TextField()
    summary_sv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    summary = Translated()
    price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    price_basis = models.CharField(
        _("price is"), max_length=12, choices=PriceBasis, default=PriceBasis.ORGANISATION
    )
    # Premises and catering are not in the price: the applicant arranges and pays for them.
    has_own_costs = models.BooleanField(_("own costs"), default=False)
    is_long_term = models.BooleanField(
        default=True, help_text=_("Counts in the reach of services; events and webinars do not.")
    )
    followup_months = models.PositiveSmallIntegerField(default=4)
    # Hours of work in a day granted, for services that are delivered in parts.
    hours_per_day = models.DecimalField(max_digits=4, decimal_places=2, default=6)
    feedback = models.CharField(
        _("feedback is asked"), max_length=10, choices=FeedbackPlan, default=FeedbackPlan.DAY
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="offering_slug_once"),
            models.CheckConstraint(
                name="offering_followup_3_to_6", condition=Q(followup_months__range=(3, 6))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.programme.get_absolute_url()}#{self.slug}"

    @property
    def price_words(self) -> str:
        """What the service costs whom, in words; empty when no price has been told."""
        words = []
        if self.price_eur:
            amount = number_format(self.price_eur.normalize(), force_grouping=True)
            words = [f"{amount} € {self.get_price_basis_display()}"]
        elif self.price_eur is not None:
            words = [gettext("Free of charge for you")]
        if self.has_own_costs:
            words.append(gettext("you arrange and pay for the premises and the catering"))
        return "; ".join(words)


class FundingProject(models.Model):
    """A funded project that pays for the programme or a part of it.

    Two projects of one programme never run on the same day, so each cost belongs to one.
    """

    class Fund(models.TextChoices):
        """Whose rules and indicators the project follows."""

        ESF_2014 = "esf_2014", _("European Social Fund 2014–2020")
        ESF_2021 = "esf_2021", _("European Social Fund Plus 2021–2027")
        OTHER = "other", _("another funder")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="funding_projects")
    name = models.CharField(max_length=160)
    authority = models.CharField(max_length=160, blank=True)
    code = models.CharField(max_length=40, blank=True)
    amount_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    is_approximate = models.BooleanField(default=False)
    fund = models.CharField(_("fund"), max_length=10, choices=Fund, default=Fund.OTHER)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    # What follows how long the evidence is kept from: finance.rules.keep_until.
    last_paid_on = models.DateField(_("last payment"), null=True, blank=True)
    kept_until = models.DateField(_("kept until by the funder"), null=True, blank=True)
    hold_reason = models.CharField(_("why nothing is destroyed"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="funding_project_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The running number of a programme's cases or decisions in a year (actions.next_number)."""

    class Kind(models.TextChoices):
        CASE = "case", _("case")
        DECISION = "decision", _("decision")

    programme = models.ForeignKey(Programme, models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "year"], name="number_series_once")
        ]


from talkoot.programmes.fact_models import (  # noqa: E402
    Mandate,
    PublishedFact,
    PublishedList,
    StaffAssignment,
)
from talkoot.programmes.finance_models import (  # noqa: E402
    Actual,
    BudgetLine,
    FundingShare,
    IndicatorTotal,
    LogoSet,
)

__all__ = [
    "Actual",
    "BudgetLine",
    "FeedbackPlan",
    "FundingProject",
    "FundingShare",
    "Goal",
    "IndicatorTotal",
    "LogoSet",
    "Mandate",
    "NumberSeries",
    "Offering",
    "OfferingKind",
    "Party",
    "Period",
    "PriceBasis",
    "Programme",
    "PublishedFact",
    "PublishedList",
    "RemedyRegime",
    "Sector",
    "StaffAssignment",
    "Theme",
    "ThemeUse",
]
