"""Framework, Supplier, Expert and CallOff."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Translated
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Programme, Theme

LANGUAGE_NAMES = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
}


class Framework(MaybeDemo):
    """A framework agreement: prices preset, suppliers ranked on quality, the client chooses.

    `days_cap` is the greatest quantity; call-offs stop when it is used up.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="frameworks")
    name = models.CharField(_("name"), max_length=160)
    valid_from = models.DateField()
    valid_to = models.DateField()
    days_cap = models.DecimalField(max_digits=7, decimal_places=1)
    day_price_eur = models.DecimalField(max_digits=8, decimal_places=2)

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


class Supplier(MaybeDemo):
    """A supplier in a framework agreement."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="suppliers")
    organisation = models.ForeignKey(Organisation, models.PROTECT)

    def __str__(self) -> str:
        return str(self.organisation)


class Expert(MaybeDemo, Stamped):
    """A named expert of a supplier, with the same profile structure for all."""

    slug = models.SlugField(unique=True, max_length=80)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="experts")
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True)
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


class CallOff(MaybeDemo, Stamped):
    """Days ordered from a framework agreement by one decision; nothing is retyped."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="call_offs")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="call_offs")
    case_number = models.CharField(max_length=40, unique=True)
    days = models.DecimalField(max_digits=4, decimal_places=1)
    ordered_on = models.DateField()

    class Meta:
        verbose_name = _("call-off")
        verbose_name_plural = _("call-offs")
        constraints = [
            models.CheckConstraint(name="call_off_days_positive", condition=Q(days__gt=0))
        ]

    def __str__(self) -> str:
        return self.case_number
