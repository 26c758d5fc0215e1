"""How far a practice has spread: the rules of the levels, jury statements, the programme's part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped
from talkoot.people.models import User
from talkoot.programmes.models import Offering, Programme


class LevelRules(models.Model):
    """A programme's own numbers for the levels of diffusion; without a row the usual ones hold.

    `numbers` is {name: number}; the names and usual values are in rules/levels.py.
    """

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="level_rules")
    numbers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("rules of diffusion levels")
        verbose_name_plural = _("rules of diffusion levels")

    def __str__(self) -> str:
        return str(self.programme)


class JuryStatement(MaybeDemo, Stamped):
    """A jury's written grounds for calling a practice a breakthrough (level 5), or for not."""

    practice = models.ForeignKey(
        "practices.Practice", models.CASCADE, related_name="jury_statements"
    )
    is_confirmed = models.BooleanField(_("the practice is a breakthrough"))
    grounds = models.TextField(_("grounds"), max_length=5000)
    jury = models.CharField(_("jury"), max_length=300)
    stated_on = models.DateField(_("date"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-stated_on", "-pk"]
        verbose_name = _("jury's statement")
        verbose_name_plural = _("jury's statements")

    def __str__(self) -> str:
        return f"{self.practice} {self.stated_on}"


class Contribution(MaybeDemo, Stamped):
    """What the programme had to do with a practice, rated with grounds."""

    class OriginClass(models.IntegerChoices):
        BY_PROGRAMME = 1, _("brought about by the programme's own measures")
        IN_FIELD = 2, _("born in the field, supported or made visible by the programme")
        PROGRAMME_ITSELF = 3, _("the programme or its service itself")

    practice = models.OneToOneField(
        "practices.Practice", models.CASCADE, related_name="contribution"
    )
    origin_class = models.PositiveSmallIntegerField(_("class of origin"), choices=OriginClass)
    # Of the third class: which service others adopt; none is the programme as a whole.
    service = models.ForeignKey(
        Offering,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("service"),
    )
    rating = models.PositiveSmallIntegerField(_("the programme's part, from 0 to 3"))
    grounds = models.TextField(_("grounds"), max_length=3000)
    rated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("programme's contribution")
        verbose_name_plural = _("programme's contributions")
        constraints = [
            models.CheckConstraint(
                name="contribution_rating_0_to_3", condition=models.Q(rating__range=(0, 3))
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.rating}"


class CurveFit(Stamped):
    """Models of an adoption curve that the worker fitted, or why there is none.

    `fits` is {"bass" or "logistic": {parameter: [value, low, high]}} with 95 % intervals and the
    cumulative curve at each period's end; times are in half-years from `starts_on`.
    """

    class Reason(models.TextChoices):
        FEW_PERIODS = "few_periods", _("the adoptions span fewer than eight half-years")
        FEW_ADOPTERS = "few_adopters", _("there are fewer than ten adopters")
        BEFORE_PEAK = "before_peak", _("adoptions a half-year have not passed their peak yet")
        NO_FIT = "no_fit", _("no model describes the adoptions with a bounded interval")

    practice = models.OneToOneField("practices.Practice", models.CASCADE, related_name="curve_fit")
    counted_on = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    periods = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    fits = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("fit of an adoption curve")
        verbose_name_plural = _("fits of adoption curves")

    def __str__(self) -> str:
        return f"{self.practice} {self.counted_on}"
