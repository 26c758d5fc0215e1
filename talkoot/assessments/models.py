"""Phases of assessment, assessors, their assignments and scores, who goes on, disqualifications."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.calls.models import Application, Call
from talkoot.core.models import Stateful, Translated
from talkoot.people.models import User
from talkoot.programmes.models import Theme


class Phase(models.Model):
    """A phase of a call's assessment: when, how many assess each application and who sees what."""

    class Visibility(models.TextChoices):
        """When an assessor sees what the others have given."""

        NEVER = "never", _("never")
        AFTER_OWN = "after_own", _("after giving one’s own")
        ALWAYS = "always", _("always")

    class Advance(models.TextChoices):
        """Which applications go on to the next phase."""

        ALL = "all", _("all of them")
        POINTS = "points", _("those that reach the points")
        RANK = "rank", _("the best by their mean")
        PERSON = "person", _("those that the office chooses, with grounds")

    call = models.ForeignKey(Call, models.CASCADE, related_name="phases")
    order = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    name = Translated()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    assessors_each = models.PositiveSmallIntegerField(default=2)
    is_blind = models.BooleanField(default=False)
    sees_others = models.CharField(max_length=10, choices=Visibility, default=Visibility.AFTER_OWN)
    sees_earlier = models.BooleanField(default=False)
    may_correct = models.BooleanField(default=True)
    # Nobody chosen: all who assess in the call.
    assessors: "models.ManyToManyField[Assessor, Any]" = models.ManyToManyField(
        "Assessor", blank=True, related_name="phases"
    )
    advance_by = models.CharField(max_length=10, choices=Advance, default=Advance.ALL)
    advance_points = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    advance_count = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "order"], name="phase_order_once"),
            models.CheckConstraint(
                name="phase_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="phase_has_its_limit",
                condition=Q(advance_by="points", advance_points__isnull=False)
                | Q(advance_by="rank", advance_count__isnull=False)
                | Q(advance_by__in=["all", "person"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_funnel(self) -> bool:
        """Only some of the applications go on from here."""
        return self.advance_by != self.Advance.ALL


class Yardstick(models.Model):
    """A criterion that assessors apply in a phase: scored with a weight, or passed and failed."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="yardsticks")
    order = models.PositiveSmallIntegerField()
    text_fi = models.CharField(max_length=200)
    text_sv = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    text = Translated()
    help_fi = models.CharField(max_length=500, blank=True)
    help_sv = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    help = Translated()
    is_pass_fail = models.BooleanField(default=False)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    most_points = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "order"], name="yardstick_order_once")
        ]

    def __str__(self) -> str:
        return self.text


class Assessor(models.Model):
    """A person who assesses the applications of a call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="assessors")
    user = models.ForeignKey(User, models.PROTECT)
    capacity = models.PositiveSmallIntegerField(default=20)
    themes = models.ManyToManyField(Theme, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="assessor_once")]

    def __str__(self) -> str:
        return str(self.user)


class Assignment(Stateful):
    """An application given to an assessor in a phase, with why just to this one."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("to be assessed")
        SUBMITTED = "submitted", _("assessed")
        RECUSED = "recused", _("disqualified")

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="assignments")
    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=State, default=State.ASSIGNED)
    explanation = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "application", "assessor"], name="assignment_once"
            )
        ]


class Score(models.Model):
    """An assessor's points on one yardstick, or whether it is passed."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    yardstick = models.ForeignKey(Yardstick, models.PROTECT)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    is_passed = models.BooleanField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "yardstick"], name="score_once"),
            models.CheckConstraint(
                name="score_is_points_or_pass",
                condition=Q(points=None, is_passed__isnull=False)
                | Q(points__isnull=False, is_passed=None),
            ),
        ]


class Selection(models.Model):
    """Whether an application goes on from a phase: by the phase's rule, with the points that told
    it, or chosen by a person, with the grounds.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="selections")
    application = models.ForeignKey(Application, models.CASCADE, related_name="selections")
    goes_on = models.BooleanField(_("goes on"))
    is_chosen = models.BooleanField(default=False)
    grounds = models.CharField(_("grounds"), max_length=600, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phase", "application"], name="selection_once"),
            models.CheckConstraint(
                name="selection_chosen_has_grounds", condition=Q(is_chosen=False) | ~Q(grounds="")
            ),
        ]


class Disqualification(Stateful):
    """A person who may not handle an application (Administrative Procedure Act, sections 27-30)."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        LIFTED = "lifted", _("lifted")

    class Ground(models.TextChoices):
        DECLARED = "declared", _("declared by the person")
        OFFICE = "office", _("recorded by the programme office")
        MEMBERSHIP = "membership", _("belongs to an applicant organisation")
        EARLIER_DAYS = "earlier_days", _("gives or has given days to the applicant")
        JOINT = "joint", _("belongs to an organisation that applies jointly")
        WRITER = "writer", _("has written the application")
        NAMED_EXPERT = "named_expert", _("is the expert whom the application names")

    application = models.ForeignKey(Application, models.CASCADE, related_name="disqualifications")
    user = models.ForeignKey(User, models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.IN_FORCE)
    ground = models.CharField(max_length=15, choices=Ground)
    explanation = models.CharField(max_length=400, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user", "ground"], name="disqualification_once"
            )
        ]
