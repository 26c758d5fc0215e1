"""What a series led to outside the programme. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talkoot.core.models import MaybeDemo, Stamped
from talkoot.people.models import User


class Sequel(MaybeDemo, Stamped):
    """Something that followed of a series: an outside grant, or a qualification that some went for.

    The office writes it down as it hears; no person is named.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("grant from elsewhere")
        QUALIFICATION = "qualification", _("training towards a qualification")
        OTHER = "other", _("something else")

    series = models.ForeignKey("events.Series", models.CASCADE, related_name="sequels")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    organisation_name = models.CharField(_("organisation"), max_length=160)
    text = models.CharField(_("what followed"), max_length=300)
    funder = models.CharField(_("funder"), max_length=160, blank=True)
    amount_eur = models.DecimalField(
        _("sum, €"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    persons = models.PositiveSmallIntegerField(_("number of persons"), null=True, blank=True)
    on = models.DateField(_("day"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("sequel of a series")
        verbose_name_plural = _("sequels of series")
        constraints = [
            models.CheckConstraint(
                name="sequel_grant_has_funder", condition=~Q(kind="grant") | ~Q(funder="")
            ),
            models.CheckConstraint(
                name="sequel_qualification_has_persons",
                condition=~Q(kind="qualification") | Q(persons__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def extent(self) -> str:
        """The funder, the sum and the number of persons, as far as they are known."""
        euros = formats.number_format(self.amount_eur or 0, 0, force_grouping=True)
        people = ngettext("%(number)s person", "%(number)s persons", self.persons or 0)
        known = [
            self.funder,
            f"{euros}\N{NO-BREAK SPACE}€" if self.amount_eur else "",
            people % {"number": self.persons} if self.persons else "",
        ]
        return ", ".join(filter(None, known))
