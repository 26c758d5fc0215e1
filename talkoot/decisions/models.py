"""Decision."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application
from talkoot.core.models import MaybeDemo, Stateful
from talkoot.correspondence.models import Letter
from talkoot.people.models import User


class Decision(Stateful, MaybeDemo):
    """The written decision on an application: drafted by the system, edited and signed by a person.

    Content: Administrative Procedure Act 434/2003, sections 43-47.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        SIGNED = "signed", _("signed")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        PARTLY_GRANTED = "partly_granted", _("granted in part")
        REFUSED = "refused", _("refused")

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    number = models.CharField(_("decision number"), max_length=40, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    days = models.DecimalField(_("days granted"), max_digits=4, decimal_places=1, default=0)
    reasons = models.TextField(_("reasons"), max_length=4000)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remedy_deadline_on = models.DateField(null=True, blank=True)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_signed_is_whole",
                condition=Q(state="drafted")
                | Q(
                    number__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    letter__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="decision_days_match_outcome",
                condition=Q(outcome="refused", days=0) | (~Q(outcome="refused") & Q(days__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.application)
