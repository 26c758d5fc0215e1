"""Who pays what of a funded project, its costs, the funder's indicators and marks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Translated
from talkoot.files.models import StoredFile
from talkoot.programmes.models import FundingProject


class FundingShare(MaybeDemo):
    """The part of a project's costs that a funder pays, in per cent."""

    project = models.ForeignKey(FundingProject, models.CASCADE, related_name="shares")
    order = models.PositiveSmallIntegerField(default=1)
    code = models.SlugField(max_length=40)
    funder = models.CharField(_("funder"), max_length=160)
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["project", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="funding_share_once"),
            models.CheckConstraint(
                name="funding_share_0_to_100", condition=Q(percent__gt=0, percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.funder


class BudgetLine(MaybeDemo):
    """A cost line of a project's budget, such as salaries or purchased services."""

    project = models.ForeignKey(FundingProject, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(default=1)
    code = models.SlugField(_("code"), max_length=40)
    name_fi = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    amount_eur = models.DecimalField(_("budget, €"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["project", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="budget_line_once"),
            models.CheckConstraint(name="budget_line_not_negative", condition=Q(amount_eur__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Actual(MaybeDemo, Stamped):
    """A cost as it was booked; a correction is a negative one. A voucher is booked once a line."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="actuals")
    spent_on = models.DateField(_("day"))
    amount_eur = models.DecimalField(_("amount, €"), max_digits=12, decimal_places=2)
    reference = models.CharField(_("voucher"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-spent_on", "-pk"]
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "reference"],
                condition=~Q(reference=""),
                name="actual_voucher_once",
            ),
            models.CheckConstraint(name="actual_not_nothing", condition=~Q(amount_eur=0)),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.spent_on)


class IndicatorTotal(MaybeDemo, Stamped):
    """How many a funder's indicator counts on a day: what the funder's system says, or our own.

    A target is how many it should count by a day: the last one the goal, those before milestones.
    Only sums are kept: no identity codes, and no answers of single persons. An own total is given
    only when the funder requires the breakdown; its reason tells what it rests on.
    """

    class Origin(models.TextChoices):
        FUNDER = "funder", _("the funder’s system")
        OWN = "own", _("our own count")
        TARGET = "target", _("the target by that day")

    class Gender(models.TextChoices):
        """Of whom: funders ask for each number by gender."""

        ALL = "", _("everybody")
        WOMEN = "women", _("women")
        MEN = "men", _("men")
        OTHER = "other", _("others or not told")

    project = models.ForeignKey(FundingProject, models.CASCADE, related_name="indicator_totals")
    code = models.CharField(_("indicator"), max_length=10)
    origin = models.CharField(_("whose count"), max_length=6, choices=Origin)
    gender = models.CharField(
        _("of whom"), max_length=5, choices=Gender, blank=True, default=Gender.ALL
    )
    value = models.PositiveIntegerField(_("number"))
    as_of = models.DateField(_("on the day"))
    note = models.CharField(_("what it rests on"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["project", "code", "-as_of", "origin"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code", "origin", "gender", "as_of"],
                name="indicator_total_once",
            )
        ]

    def __str__(self) -> str:
        return self.code


class LogoSet(MaybeDemo):
    """The funder's marks that a publication or a certificate of the project bears from a day on.

    `image` is one picture with all the marks in the order that the funder wants.
    """

    project = models.ForeignKey(FundingProject, models.CASCADE, related_name="logo_sets")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    image = models.ForeignKey(StoredFile, models.PROTECT)
    alt_fi = models.CharField(_("text alternative"), max_length=200)
    alt_sv = models.CharField(max_length=200, blank=True)
    alt_en = models.CharField(max_length=200, blank=True)
    alt = Translated()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["project", "valid_from"], name="logo_set_day_once")
        ]
