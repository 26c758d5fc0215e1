"""Findings, lessons, tips, recommendations, interview studies, stories and outside statistics."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.models import Interview


class Statement(MaybeDemo):
    """A numbered sentence in three languages, with where it was published."""

    number = models.PositiveSmallIntegerField(default=1)
    text_fi = models.CharField(_("sentence"), max_length=500)
    text_sv = models.CharField(max_length=500, blank=True)
    text_en = models.CharField(max_length=500, blank=True)
    text = Translated()
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Evaluation(MaybeDemo):
    """An evaluation of the programme: who makes it, what is asked and when.

    `evaluator` names them when they are no organisation of the register. A study that is made again
    and again is an evaluation for each round; `next_on` tells when the next one is expected.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="evaluations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    evaluator = models.CharField(_("evaluator"), max_length=160, blank=True)
    title_fi = models.CharField(_("title"), max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    report_url = models.URLField(_("report"), blank=True, max_length=300)
    published_on = models.DateField(_("published"), null=True, blank=True)
    next_on = models.DateField(_("next round"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "title_fi"], name="evaluation_once"
            ),
            models.CheckConstraint(
                name="evaluation_has_evaluator",
                condition=Q(organisation__isnull=False) | ~Q(evaluator=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def made_by(self) -> str:
        return self.organisation.name if self.organisation else self.evaluator


class EvaluationArea(Statement):
    """One of the areas that an evaluation was commissioned to look at."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="areas")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="area_number_once")
        ]


class Finding(Statement):
    """What an evaluation or the office itself found: a plus, a minus or a condition."""

    class Kind(models.TextChoices):
        PLUS = "plus", _("strength")
        MINUS = "minus", _("weakness")
        CONDITION = "condition", _("condition of effect")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="findings")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    grounds = models.TextField(_("what it rests on"), max_length=2000, blank=True)

    class Meta:
        ordering = ["kind", "number", "pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")


class LessonLearned(Statement):
    """What a group says that was good (`is_positive`) or that was learned."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="lessons")
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    author_group = models.CharField(_("who says so"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    is_positive = models.BooleanField(_("was good"), default=False)
    theme = models.CharField(_("theme"), max_length=120, blank=True)

    class Meta:
        ordering = ["-year", "author_group", "-is_positive", "number", "pk"]
        verbose_name = _("lesson learned")
        verbose_name_plural = _("lessons learned")


class Tip(Statement):
    """Advice to those who do the same."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tips")
    offering = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["offering", "number", "pk"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")


class Recommendation(Statement, Stateful):
    """What somebody is advised to do, their answer to it, and by when it is done."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("accepted in part")
        REJECTED = "rejected", _("not accepted")
        DONE = "done", _("done")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="recommendations")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, blank=True)
    addressee = models.CharField(_("to whom"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    response = models.TextField(_("response"), max_length=2000, blank=True)
    responded_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.CheckConstraint(
                name="recommendation_answered_in_words", condition=Q(state="open") | ~Q(response="")
            )
        ]


class FollowUp(Stamped):
    """How a recommendation goes on."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="follow_ups")
    text = models.TextField(_("what has happened"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]


class InterviewStudy(MaybeDemo):
    """A round of interviews: who were asked, how many, and what came up.

    The interviews themselves are those of the surveys, as far as they are in the register;
    `interviewed_count` is what the study tells.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="interview_studies")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, blank=True)
    title_fi = models.CharField(_("title"), max_length=200)
    title_sv = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = Translated()
    interviewees = models.CharField(_("who were interviewed"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    interviewed_count = models.PositiveSmallIntegerField(_("interviewed"))
    interviews = models.ManyToManyField(Interview, blank=True, related_name="studies")
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("interview study")
        verbose_name_plural = _("interview studies")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "title_fi"], name="interview_study_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class StudyPoint(Statement):
    """A point that an interview study brought up; `mentions` is how many said so, if told."""

    study = models.ForeignKey(InterviewStudy, models.CASCADE, related_name="points")
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    mentions = models.PositiveSmallIntegerField(_("mentions"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="study_point_number_once")
        ]


class ContributionStory(MaybeDemo, Stamped):
    """Whether the programme had a part in a change, told in the six steps of Mayne's analysis.

    A step that is empty has not been taken. Published stories are for everybody.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contribution_stories")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(max_length=2, default="fi")
    question = models.TextField(max_length=2000)
    theory = models.TextField(max_length=3000, blank=True)
    evidence = models.TextField(max_length=3000, blank=True)
    claim = models.TextField(max_length=3000, blank=True)
    alternatives = models.TextField(max_length=3000, blank=True)
    more_evidence = models.TextField(max_length=3000, blank=True)
    conclusion = models.TextField(max_length=3000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("contribution story")
        verbose_name_plural = _("contribution stories")
        constraints = [
            models.CheckConstraint(
                name="story_published_weighs_alternatives",
                condition=Q(published_on=None)
                | ~Q(claim="") & ~Q(evidence="") & ~Q(alternatives=""),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Influence(Statement):
    """Something outside the programme that could have brought about the same, or prevented it."""

    class Direction(models.TextChoices):
        SAME = "same", _("in the programme’s direction")
        AGAINST = "against", _("against it")
        BOTH = "both", _("both ways")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="influences")
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    starts_year = models.PositiveSmallIntegerField(_("from the year"))
    ends_year = models.PositiveSmallIntegerField(_("until the year"), null=True, blank=True)
    grounds = models.TextField(_("what it rests on"), max_length=2000, blank=True)

    class Meta:
        ordering = ["starts_year", "number", "pk"]
        verbose_name = _("other influence")
        verbose_name_plural = _("other influences")
        constraints = [
            models.CheckConstraint(
                name="influence_ends_after_start",
                condition=Q(ends_year=None) | Q(ends_year__gte=F("starts_year")),
            )
        ]

    @property
    def years(self) -> str:
        """2020–2022, 2020 or 2020–."""
        if self.ends_year == self.starts_year:
            return str(self.starts_year)
        return f"{self.starts_year}–{self.ends_year or ''}"


class ContextStatistic(MaybeDemo):
    """A number that somebody else has published of the world around the programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="context_statistics")
    code = models.SlugField(max_length=60)
    label_fi = models.CharField(_("label"), max_length=200)
    label_sv = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    label = Translated()
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=300)
    url = models.URLField(_("address"), blank=True, max_length=300)

    class Meta:
        ordering = ["code", "-year"]
        verbose_name = _("outside statistic")
        verbose_name_plural = _("outside statistics")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code", "year"], name="statistic_once")
        ]

    def __str__(self) -> str:
        return self.label
