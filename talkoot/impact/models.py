"""The impact chain: nodes, links, evidence, expectations and assessments."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import Figure, get_figure
from talkoot.core.models import MaybeDemo, Stamped, Translated
from talkoot.impact.register_models import (
    ContextStatistic,
    ContributionStory,
    Evaluation,
    EvaluationArea,
    Finding,
    FollowUp,
    Influence,
    InterviewStudy,
    LessonLearned,
    Recommendation,
    StudyPoint,
    Tip,
)
from talkoot.programmes.models import Period, Programme

__all__ = [
    "Assessment",
    "ContextStatistic",
    "ContributionStory",
    "Evaluation",
    "EvaluationArea",
    "Evidence",
    "Expectation",
    "Finding",
    "FollowUp",
    "ImpactChain",
    "ImpactLink",
    "ImpactNode",
    "Influence",
    "InterviewStudy",
    "LessonLearned",
    "Level",
    "Light",
    "Recommendation",
    "StudyPoint",
    "Threshold",
    "Tip",
]


class Level(models.TextChoices):
    """Where a node stands, from what makes the programme necessary to what it is for."""

    NEED = "need", _("need")
    INPUT = "input", _("input")
    ACTIVITY = "activity", _("activity")
    OUTPUT = "output", _("output")
    RESULT = "result", _("result")
    EFFECT = "effect", _("effect")
    LONG_TERM = "long_term", _("long-term effect")


class Light(models.TextChoices):
    """Influence relative to what was expected: the three colours, always with their words."""

    VERY_MUCH = "very_much", _("very much")
    MUCH = "much", _("much")
    SOMEWHAT = "somewhat", _("somewhat")
    NOT = "not", _("not at all")
    ADVERSE = "adverse", _("in the wrong direction")


class Scale(models.IntegerChoices):
    """How much was expected or achieved."""

    NOTHING = 0, _("nothing")
    LITTLE = 1, _("a little")
    SOMEWHAT = 2, _("somewhat")
    MUCH = 3, _("much")
    VERY_MUCH = 4, _("very much")


class ImpactChain(MaybeDemo):
    """The impact chain of a programme. Everybody reads it once it has been published."""

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="impact_chain")
    note_fi = models.TextField(_("note"), blank=True)
    note_sv = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note = Translated()
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("impact chain")
        verbose_name_plural = _("impact chains")

    def __str__(self) -> str:
        return str(self.programme)

    def get_absolute_url(self) -> str:
        return reverse("impact", args=[self.programme.slug])


class ImpactNode(MaybeDemo):
    """One statement of the chain, with the role that sees to it and when it is expected."""

    chain = models.ForeignKey(ImpactChain, models.CASCADE, related_name="nodes")
    level = models.CharField(_("level"), max_length=10, choices=Level)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text_fi = models.CharField(_("statement"), max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()
    owner = models.CharField(_("who sees to it"), max_length=120, blank=True)
    horizon_years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["chain", "level", "order", "pk"]
        verbose_name = _("node of the impact chain")
        verbose_name_plural = _("nodes of the impact chain")

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("impact-node", args=[self.chain.programme.slug, self.pk])


class ImpactLink(models.Model):
    """That one node leads to another: what is assumed and what could prevent it."""

    start = models.ForeignKey(ImpactNode, models.CASCADE, related_name="links_on")
    end = models.ForeignKey(ImpactNode, models.CASCADE, related_name="links_here")
    assumption = models.TextField(_("assumption"), blank=True, max_length=1000)
    risk = models.TextField(_("risk"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("link of the impact chain")
        verbose_name_plural = _("links of the impact chain")
        constraints = [
            models.UniqueConstraint(fields=["start", "end"], name="impact_link_once"),
            models.CheckConstraint(name="impact_link_to_another", condition=~Q(start=F("end"))),
        ]

    def __str__(self) -> str:
        return f"{self.start} → {self.end}"


class Evidence(MaybeDemo, Stamped):
    """Something that speaks for or against a node, of a kind and a strength (1 weak, 4 strong).

    Opinions and other evidence are different kinds, because an opinion of the effect alone does
    not show it. `reference` is the figure's id, the question by its codes (as
    surveys.results.questions.Question writes them) or where the document is.
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", _("figure")
        SURVEY_ITEM = "survey_item", _("survey question")
        CASE = "case", _("example case")
        INTERVIEW = "interview", _("interview")
        DOCUMENT = "document", _("document")
        STATISTIC = "statistic", _("external statistic")

    node = models.ForeignKey(ImpactNode, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    is_against = models.BooleanField(_("speaks against"), default=False)
    strength = models.PositiveSmallIntegerField(_("strength"))
    text = models.TextField(_("what it shows"), max_length=1000)
    reference = models.CharField(_("reference"), max_length=300, blank=True)
    url = models.URLField(_("address"), blank=True, max_length=300)
    statistic = models.ForeignKey(ContextStatistic, models.PROTECT, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["is_against", "-strength", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                name="evidence_strength_1_to_4", condition=Q(strength__range=(1, 4))
            ),
            models.CheckConstraint(
                name="evidence_can_be_found",
                condition=~Q(reference="") | ~Q(url="") | Q(statistic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def figure(self) -> Figure | None:
        """The figure that is referred to; None for evidence of another kind."""
        return get_figure(self.reference) if self.kind == self.Kind.FIGURE else None


class Threshold(models.Model):
    """From which values of a figure the light of a node is proposed, declared beforehand.

    With a period the figure is counted in that period, and the light is of its assessments. With
    `much` above `very_much` a small value is the good one.
    """

    node = models.ForeignKey(ImpactNode, models.CASCADE, related_name="thresholds")
    figure_id = models.SlugField(_("figure"), max_length=60)
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True)
    very_much = models.DecimalField(_("very much from"), max_digits=14, decimal_places=2)
    much = models.DecimalField(_("much from"), max_digits=14, decimal_places=2)
    somewhat = models.DecimalField(_("somewhat from"), max_digits=14, decimal_places=2)
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "figure_id", "period"], name="threshold_period_once"
            ),
            models.UniqueConstraint(
                fields=["node", "figure_id"],
                condition=Q(period=None),
                name="threshold_whole_once",
            ),
            models.CheckConstraint(
                name="thresholds_in_order",
                condition=Q(very_much__gt=F("much"), much__gt=F("somewhat"))
                | Q(very_much__lt=F("much"), much__lt=F("somewhat")),
            ),
        ]


class Expectation(Stamped):
    """How much was expected of a node in a period, set before it began.

    `late_reason` tells why it was set or changed only after the beginning; `was_level` is then what
    had been set before the change.
    """

    node = models.ForeignKey(ImpactNode, models.CASCADE, related_name="expectations")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("expected"), choices=Scale)
    grounds = models.TextField(_("grounds"), max_length=1000, blank=True)
    was_level = models.PositiveSmallIntegerField(
        _("expected before the change"), choices=Scale, null=True, blank=True
    )
    set_on = models.DateField()
    late_reason = models.CharField(_("why it is set late"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        constraints = [
            models.UniqueConstraint(fields=["node", "period"], name="expectation_period_once"),
            models.UniqueConstraint(
                fields=["node"], condition=Q(period=None), name="expectation_whole_once"
            ),
            models.CheckConstraint(name="expectation_0_to_4", condition=Q(level__range=(0, 4))),
        ]

    @property
    def begins_on(self) -> datetime.date:
        """The day before which it should have been set."""
        return self.period.starts_on if self.period else self.node.chain.programme.starts_on


class Assessment(MaybeDemo, Stamped):
    """How much of a node has come true, how sure that is, and on what grounds.

    The newest counts; the older ones stay. Without `achieved` it could not be assessed, which is
    another thing than nothing achieved. `light` is what the three-colour view shows; if it differs
    from `proposed_light`, `light_reason` tells why.
    """

    class Confidence(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("moderate")
        HIGH = "high", _("high")

    node = models.ForeignKey(ImpactNode, models.CASCADE, related_name="assessments")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True)
    assessed_on = models.DateField()
    achieved = models.PositiveSmallIntegerField(choices=Scale, null=True, blank=True)
    is_adverse = models.BooleanField(_("went in the wrong direction"), default=False)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    reasoning = models.TextField(_("reasoning"), max_length=3000)
    dissent = models.TextField(_("dissent"), max_length=2000, blank=True)
    proposed_light = models.CharField(max_length=10, choices=Light, blank=True)
    light = models.CharField(max_length=10, choices=Light, blank=True)
    light_reason = models.CharField(_("why another light"), max_length=300, blank=True)
    assessor = models.CharField(_("assessor"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="assessment_0_to_4",
                condition=Q(achieved=None) | Q(achieved__range=(0, 4)),
            ),
            models.CheckConstraint(
                name="assessment_other_light_has_reason",
                condition=Q(light=F("proposed_light")) | ~Q(light_reason=""),
            ),
        ]
