"""What is left of a session: report, draft, what got stuck, outputs. Part of models.py."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful
from talkoot.events.models import Session
from talkoot.experts.models import Expert
from talkoot.people.models import User
from talkoot.surveys.models import Round


class DayReport(Stateful, MaybeDemo):
    """The expert's report of one session; approved by the office before it is paid.

    `hours` are the hours of work that count against what was granted; `travel_hours` are paid where
    the agreement has a price for them, and count against nothing.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("waits for approval")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to be corrected")

    session = models.OneToOneField(Session, models.PROTECT, related_name="day_report")
    expert = models.ForeignKey(Expert, models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    hours = models.DecimalField(_("hours of work"), max_digits=5, decimal_places=2)
    travel_hours = models.DecimalField(
        _("hours of travel"), max_digits=5, decimal_places=2, default=0
    )
    done = models.TextField(_("what was done"), max_length=2000)
    results = models.TextField(_("immediate results"), max_length=2000)
    next_steps = models.TextField(_("agreed next steps"), max_length=2000, blank=True)
    # Why the office returned it; stays until it is approved.
    note = models.TextField(_("note"), max_length=1000, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # One round for each day: two sessions on one day share it.
    feedback_round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("day report")
        verbose_name_plural = _("day reports")
        constraints = [
            models.CheckConstraint(name="day_report_hours_positive", condition=Q(hours__gt=0))
        ]

    @property
    def days(self) -> Decimal:
        """Its share of a day, exact; needs session__series__engagement."""
        return self.hours / self.session.series.engagement.hours_per_day


class ReportDraft(models.Model):
    """What the expert has written of a report so far; goes when the report is sent."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="report_draft")
    answers = models.JSONField(default=dict)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class StuckItem(Stateful, MaybeDemo):
    """Something that does not move on without help; on the office's desk until it is resolved."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for help")
        RESOLVED = "resolved", _("resolved")

    engagement = models.ForeignKey(
        "engagements.Engagement", models.CASCADE, related_name="stuck_items"
    )
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    text = models.TextField(_("what is stuck"), max_length=1000)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("stuck item")
        verbose_name_plural = _("stuck items")
        constraints = [
            models.CheckConstraint(
                name="stuck_item_resolved_has_answer",
                condition=~Q(state="resolved") | ~Q(answer=""),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Output(MaybeDemo, Stamped):
    """What the engagement left for the workplace to carry on: who answers for it and by when."""

    class Kind(models.TextChoices):
        WILL = "will", _("shared will")
        STEP = "step", _("development step")
        VALUES = "values", _("values")
        RULES = "rules", _("working rules")
        GROUP = "group", _("task group")
        MEETING = "meeting", _("unit meeting that goes through the feedback")
        OTHER = "other", _("other")

    engagement = models.ForeignKey("engagements.Engagement", models.CASCADE, related_name="outputs")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STEP)
    text = models.CharField(_("what"), max_length=400)
    responsible = models.CharField(_("who is responsible"), max_length=160)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")

    def __str__(self) -> str:
        return self.text
