"""What happens between an engagement and its expert. Part of models.py, which re-exports it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped
from talkoot.events.models import Session
from talkoot.experts.models import Expert
from talkoot.people.models import User


class ExpertRefusal(MaybeDemo, Stamped):
    """An expert declined an engagement: why, and whom the applicant then chose.

    The applicant's choice is the consent that the office needs before it names the new expert.
    """

    engagement = models.ForeignKey(
        "engagements.Engagement", models.CASCADE, related_name="refusals"
    )
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="refusals")
    reason = models.CharField(_("reason"), max_length=1000)
    is_disqualified = models.BooleanField(default=False)
    declined_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    chosen = models.ForeignKey(Expert, models.PROTECT, null=True, related_name="+")
    chosen_reason = models.CharField(max_length=400, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(resolved_at=None),
                name="expert_refusal_one_open",
            )
        ]


class Substitution(MaybeDemo, Stamped):
    """Another expert of the same supplier holds one session, as the office has approved."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="substitution")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="substitutions")
    reason = models.CharField(_("reason"), max_length=400)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("substitute of a session")
        verbose_name_plural = _("substitutes of sessions")


class ContinuationPurchase(MaybeDemo, Stamped):
    """Days that the client bought from the same expert with its own money afterwards."""

    engagement = models.ForeignKey(
        "engagements.Engagement", models.CASCADE, related_name="continuations"
    )
    days = models.DecimalField(_("days"), max_digits=5, decimal_places=1)
    bought_on = models.DateField(_("day of the purchase"))
    heard_from = models.CharField(_("heard about the service from"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["bought_on", "pk"]
        constraints = [
            models.CheckConstraint(name="continuation_days_positive", condition=Q(days__gt=0))
        ]
