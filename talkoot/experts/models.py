"""Framework agreements with their lots and prices, suppliers, experts and call-offs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.experts.procurement_models import CoDesigner as CoDesigner  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import Offer as Offer  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import OfferedExpert as OfferedExpert  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import OfferScore as OfferScore  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import Procurement as Procurement  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import ProcurementRule as ProcurementRule  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import PurchaseDocument as PurchaseDocument  # noqa: PLC0414 - re-exported
from talkoot.experts.procurement_models import QualityCriterion as QualityCriterion  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import Availability as Availability  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import Competence as Competence  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import DirectoryView as DirectoryView  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import ExpertReply as ExpertReply  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import ExpertTie as ExpertTie  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import ProfileChange as ProfileChange  # noqa: PLC0414 - re-exported
from talkoot.experts.profile_models import ProfileFields
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme, Theme

LANGUAGE_NAMES = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
}


class Framework(MaybeDemo):
    """A framework agreement: prices preset, suppliers ranked on quality, the client chooses.

    `days_cap` and `value_cap_eur` are the greatest quantity; call-offs stop when either is used
    up. `day_price_eur` is the price of a day unless the price list says otherwise. `long_ground`
    is why it may last longer than the act's usual most, `option_years` how many may be added.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="frameworks")
    name = models.CharField(_("name"), max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField()
    days_cap = models.DecimalField(max_digits=7, decimal_places=1)
    day_price_eur = models.DecimalField(max_digits=8, decimal_places=2)
    value_cap_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    option_years = models.PositiveSmallIntegerField(default=0)
    long_ground = models.CharField(_("ground for a long term"), max_length=400, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("framework agreement")
        verbose_name_plural = _("framework agreements")
        constraints = [
            models.CheckConstraint(
                name="framework_valid_to_after_from", condition=Q(valid_to__gte=F("valid_from"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("office-framework", args=[self.pk])


class OptionYear(Stamped):
    """A year by which the framework agreement was continued, and why."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="options_used")
    number = models.PositiveSmallIntegerField()
    valid_to = models.DateField()
    grounds = models.CharField(_("grounds"), max_length=1000)
    used_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="option_year_once")
        ]


class Ordering(models.TextChoices):
    """How one of several suppliers gets an order; stated when the suppliers were chosen."""

    CUSTOMER_CHOICE = "customer_choice", _("the customer chooses the expert")
    MINI_COMPETITION = "mini_competition", _("mini-competition")
    SEPARATE_TENDER = "separate_tender", _("separate tender")


class Lot(MaybeDemo):
    """A part of a framework agreement with its own suppliers and ceilings; empty for no ceiling."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="lots")
    order = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    ordering = models.CharField(max_length=20, choices=Ordering, default=Ordering.CUSTOMER_CHOICE)
    themes = models.ManyToManyField(Theme, blank=True)
    days_cap = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    value_cap_eur = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["order"]
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        constraints = [
            models.UniqueConstraint(fields=["framework", "order"], name="lot_order_once")
        ]

    def __str__(self) -> str:
        return self.name


class Supplier(MaybeDemo):
    """A supplier in a framework agreement, and who answers for it."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="suppliers")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)

    def __str__(self) -> str:
        return str(self.organisation)


class LotSupplier(models.Model):
    """A supplier in a lot: the quality points of its offer and its rank by them."""

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="lot_suppliers")
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="lot_suppliers")
    quality_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "supplier"], name="lot_supplier_once")
        ]


class PriceLine(models.Model):
    """A price of the framework agreement; of a lot or a supplier if named, else of all."""

    class Unit(models.TextChoices):
        DAY = "day", _("day")
        HALF_DAY = "half_day", _("half a day")
        HOUR = "hour", _("hour")
        REMOTE_DAY = "remote_day", _("remote day")
        REMOTE_HOUR = "remote_hour", _("remote hour")
        TRAVEL_HOUR = "travel_hour", _("hour of travel")

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="price_lines")
    lot = models.ForeignKey(Lot, models.CASCADE, null=True, blank=True)
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, blank=True)
    unit = models.CharField(max_length=12, choices=Unit, default=Unit.DAY)
    price_eur = models.DecimalField(max_digits=8, decimal_places=2)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from", "pk"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.CheckConstraint(
                name="price_line_valid_to_after_from",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="price_line_positive", condition=Q(price_eur__gt=0)),
        ]


class TrainerCurriculum(MaybeDemo, Stamped):
    """What a supplier teaches in an offering; the contents vary by supplier."""

    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="curricula")
    offering = models.ForeignKey(Offering, models.PROTECT)
    title = models.CharField(_("title"), max_length=160)
    content = models.TextField(_("content"), max_length=8000)
    language = models.CharField(max_length=2, default="fi")
    days = models.DecimalField(max_digits=4, decimal_places=1)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["offering__order", "pk"]
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "offering"], name="curriculum_once_for_each"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Expert(ProfileFields, MaybeDemo, Stamped):
    """A named expert of a supplier, with the same profile structure for all.

    A person who is named in several agreements has a row in each with the same `user`. `ended_on`
    is the first day on which the person no longer works under the agreement.
    """

    slug = models.SlugField(unique=True, max_length=80)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="experts")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    profile_fi = models.TextField()
    profile_sv = models.TextField(blank=True)
    profile_en = models.TextField(blank=True)
    profile = Translated()
    themes = models.ManyToManyField(Theme, blank=True)
    languages = models.CharField(max_length=20, default="fi")
    region_fi = models.CharField(max_length=80, blank=True)
    region_sv = models.CharField(max_length=80, blank=True)
    region_en = models.CharField(max_length=80, blank=True)
    region = Translated()
    is_remote = models.BooleanField(_("works remotely too"), default=True)
    is_available = models.BooleanField(_("takes new work"), default=True)
    email = models.EmailField()
    quality_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    named_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("expert")
        verbose_name_plural = _("experts")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("expert", args=[self.slug])

    @property
    def language_codes(self) -> list[str]:
        """The working languages, of LANGUAGE_NAMES; `languages` holds them apart by spaces."""
        return [code for code in self.languages.replace(",", " ").split() if code in LANGUAGE_NAMES]

    @property
    def language_names(self) -> str:
        return ", ".join(str(LANGUAGE_NAMES[code]) for code in self.language_codes)


class Replacement(Stateful, MaybeDemo):
    """A request to replace a named expert by another; the office approves or refuses it."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="replacements")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    reason = models.TextField(_("reason"), max_length=2000)
    from_on = models.DateField()
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    title = models.CharField(_("title"), max_length=160)
    profile = models.TextField(_("competence"), max_length=4000)
    languages = models.CharField(max_length=20, default="fi")
    quality_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    grounds = models.TextField(_("grounds"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    successor = models.OneToOneField(
        Expert, models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("replacement of an expert")
        verbose_name_plural = _("replacements of experts")
        constraints = [
            models.UniqueConstraint(
                fields=["expert"],
                condition=Q(state="requested"),
                name="replacement_one_waits",
            ),
            models.CheckConstraint(
                name="replacement_approved_has_successor",
                condition=~Q(state="approved") | Q(successor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} → {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("office-replacement", args=[self.pk])


class CallOff(MaybeDemo, Stamped):
    """Days ordered from a framework agreement by one decision; nothing is retyped.

    `unit_price_eur` is the price of a day when it was ordered; `value_eur` follows from it, and
    from the sessions where parts of a day have prices of their own (experts/rules/orders.py). `lot`
    is empty where the agreement has none; `choice_reason` is why the customer chose the expert.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="call_offs")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="call_offs")
    procurement = models.ForeignKey(Procurement, models.PROTECT, null=True, blank=True)
    basis = models.CharField(max_length=20, choices=Ordering, default=Ordering.CUSTOMER_CHOICE)
    unit_price_eur = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    # Of a day held remotely, where the price list has it; else such a day costs as any other.
    remote_price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    # Of less than a day and of travel, where the list has them; else hours are a share of a day.
    half_day_price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    hour_price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    remote_hour_price_eur = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True
    )
    travel_price_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    value_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    choice_reason = models.TextField(_("reason for the choice"), max_length=2000, blank=True)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="call_offs")
    case_number = models.CharField(max_length=40, unique=True)
    days = models.DecimalField(max_digits=4, decimal_places=1)
    ordered_on = models.DateField()
    # Since when the days are free again, because the applicant has given them up.
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("call-off")
        verbose_name_plural = _("call-offs")
        constraints = [
            models.CheckConstraint(name="call_off_days_positive", condition=Q(days__gt=0))
        ]

    def __str__(self) -> str:
        return self.case_number
