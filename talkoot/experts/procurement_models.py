"""How suppliers are chosen: procurements, their criteria, offers and points.

Part of models.py, which is where they are imported from.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.files.models import StoredFile
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme


class ProcurementRule(models.Model):
    """The limits of the procurement act in force from a day on, in euros without tax.

    `framework_years` is the most that a framework agreement lasts without a recorded ground.
    """

    valid_from = models.DateField(unique=True)
    services_eur = models.DecimalField(max_digits=10, decimal_places=2)
    social_eur = models.DecimalField(max_digits=10, decimal_places=2)
    special_eur = models.DecimalField(max_digits=10, decimal_places=2)
    framework_years = models.PositiveSmallIntegerField(default=4)
    standstill_days = models.PositiveSmallIntegerField(default=14)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("limits of the procurement act")
        verbose_name_plural = _("limits of the procurement act")

    def __str__(self) -> str:
        return f"{self.valid_from} {self.source}"


class Procurement(Stateful, MaybeDemo):
    """One choosing of suppliers on quality and price: what is bought, how, and what came of it.

    `framework` is what a mini-competition is held in, and what any other procurement led to.
    `case_number` names the application whose days a mini-competition is about. `part_of` is the
    first of the lots that are tendered together: each lot is a procurement of its own, with its
    criteria, offers and award, and all lead to one agreement.
    """

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("framework agreement")
        MINI_COMPETITION = "mini_competition", _("mini-competition")
        SERIES_TENDER = "series_tender", _("tender for a series")
        SMALL_PURCHASE = "small_purchase", _("small purchase")

    class Category(models.TextChoices):
        SERVICES = "services", _("services")
        SOCIAL = "social", _("social and health services (annex E, items 1–4)")
        SPECIAL = "special", _("other special services (annex E, items 5–15)")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open for offers")
        EVALUATING = "evaluating", _("offers are compared")
        AWARDED = "awarded", _("awarded")
        CONCLUDED = "concluded", _("contract made")
        CANCELLED = "cancelled", _("cancelled")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="procurements")
    kind = models.CharField(max_length=20, choices=Kind)
    category = models.CharField(max_length=10, choices=Category, default=Category.SERVICES)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what is bought and on what terms"), max_length=6000)
    basis = models.CharField(_("grounds for the procedure"), max_length=400, blank=True)
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    framework = models.ForeignKey(
        "experts.Framework", models.PROTECT, null=True, blank=True, related_name="procurements"
    )
    lot = models.ForeignKey("experts.Lot", models.PROTECT, null=True, blank=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("lot")
    )
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    days = models.DecimalField(max_digits=7, decimal_places=1)
    estimated_eur = models.DecimalField(max_digits=10, decimal_places=2)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option_years = models.PositiveSmallIntegerField(default=0)
    long_ground = models.CharField(_("ground for a long term"), max_length=400, blank=True)
    most_suppliers = models.PositiveSmallIntegerField(default=1)
    closes_at = models.DateTimeField()
    grounds = models.TextField(_("grounds for the award"), max_length=4000, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    awarded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    standstill_until = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        ordering = ["-closes_at", "-pk"]
        verbose_name = _("procurement")
        verbose_name_plural = _("procurements")
        constraints = [
            models.CheckConstraint(
                name="procurement_mini_competition_in_framework",
                condition=~Q(kind="mini_competition") | Q(framework__isnull=False),
            ),
            models.CheckConstraint(name="procurement_days_positive", condition=Q(days__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office-procurement", args=[self.pk])

    @cached_property
    def tender(self) -> "list[Procurement]":
        """The lots tendered together in their order, or itself alone.

        Also those cancelled after suppliers had been asked; one given up before it has left.
        """
        first = self.part_of or self
        return [first, *first.parts.order_by("pk")]

    @property
    def together(self) -> "list[Procurement]":
        """The lots of the tender without cancelled others."""
        return [row for row in self.tender if row == self or row.state != self.State.CANCELLED]


class CoDesigner(Stateful, MaybeDemo):
    """An organisation that plans with the office what is bought, by a mailed link.

    It agrees to what is asked as it stands; when that changes, it is asked anew.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not answered")
        AGREED = "agreed", _("agrees to it")
        OBJECTED = "objected", _("proposes a change")

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="co_designers")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    # Emptied with the contact person when the procurement has ended (retention).
    address = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=2, default="fi")
    token_hash = models.CharField(max_length=64, unique=True)
    remarks = models.TextField(_("what you need or would change"), max_length=4000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("organisation that plans a procurement")
        verbose_name_plural = _("organisations that plan a procurement")
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "organisation"], name="co_designer_once_for_each"
            ),
            models.CheckConstraint(
                name="co_designer_objection_is_told",
                condition=~Q(state="objected") | ~Q(remarks=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class QualityCriterion(models.Model):
    """What offers are compared by; the weights of a procurement make 100.

    The price is one of the criteria: its points are computed, the cheapest offer has them all.
    """

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("criterion"), max_length=200)
    guidance = models.CharField(_("how points are given"), max_length=600, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    most_points = models.PositiveSmallIntegerField(default=5)
    is_price = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "quality criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "order"], name="quality_criterion_order_once"
            ),
            models.UniqueConstraint(
                fields=["procurement"],
                condition=Q(is_price=True),
                name="quality_criterion_one_price",
            ),
            models.CheckConstraint(
                name="quality_criterion_weighs", condition=Q(weight__gt=0, most_points__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Offer(Stateful, MaybeDemo):
    """A supplier's offer, from the invitation on. The link's token is kept as a hash.

    `points` and `rank` are frozen when the procurement is awarded; until then they are computed.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        RECEIVED = "received", _("received")
        DECLINED = "declined", _("no offer")
        EXCLUDED = "excluded", _("excluded")

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="offers")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, default="fi")
    token_hash = models.CharField(max_length=64, blank=True)
    day_price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("the offer"), max_length=8000, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    is_awarded = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "organisation"], name="offer_once_for_each"
            ),
            models.CheckConstraint(
                name="offer_received_has_price",
                condition=~Q(state="received") | Q(day_price_eur__gt=0, received_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class OfferedExpert(models.Model):
    """An expert whom an offer names; becomes an Expert when the contract is made."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="experts")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    title = models.CharField(_("title"), max_length=160)
    quality_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "email"], name="offered_expert_once")
        ]

    def __str__(self) -> str:
        return self.name


class OfferScore(models.Model):
    """The points of one offer by one criterion, and why."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(QualityCriterion, models.PROTECT, related_name="scores")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    grounds = models.CharField(_("grounds"), max_length=1000)
    scored_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "criterion"], name="offer_score_once"),
            models.CheckConstraint(name="offer_score_not_negative", condition=Q(points__gte=0)),
        ]


class PurchaseDocument(MaybeDemo, Stamped):
    """A file of a procurement or of a framework agreement, such as the signed contract.

    For the programme office alone.
    """

    procurement = models.ForeignKey(
        Procurement, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    framework = models.ForeignKey(
        "experts.Framework", models.CASCADE, null=True, blank=True, related_name="documents"
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("document of a procurement")
        verbose_name_plural = _("documents of procurements")
        constraints = [
            models.CheckConstraint(
                name="purchase_document_of_one",
                condition=Q(procurement__isnull=False, framework=None)
                | Q(procurement=None, framework__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def owner(self) -> Any:
        """The procurement or the agreement that it belongs to."""
        return self.procurement or self.framework
