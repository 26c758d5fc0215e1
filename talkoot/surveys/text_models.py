"""Open answers: read, coded, quoted; interviews beside them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Translated
from talkoot.people.models import Organisation
from talkoot.programmes.models import Offering, Programme
from talkoot.surveys.round_models import Response, Round


class AnswerPile(models.Model):
    """The open answers to one item of a round: how many were given, how many may be read.

    `response_count` is how many answers the round had when the worker last laid them out.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="piles")
    item_code = models.SlugField(max_length=60)
    response_count = models.PositiveIntegerField(default=0)
    given_count = models.PositiveIntegerField(default=0)
    released_count = models.PositiveIntegerField(default=0)
    laid_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item_code"], name="answer_pile_once")
        ]


class Grouping(Stamped):
    """Similar answers to an item put together by the machine, when somebody has asked for it.

    `groups` is [{"words": [...], "answers": [id of ReadAnswer, ...]}, ...]. Without `made_at` the
    worker has yet to do it. The same answers give the same groups.
    """

    programme = models.ForeignKey(Programme, models.CASCADE)
    item_code = models.SlugField(max_length=60)
    # The rounds whose answers are grouped; all if empty.
    rounds = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    answer_count = models.PositiveIntegerField(default=0)
    groups = models.JSONField(default=list, blank=True)


class CodeFrame(MaybeDemo, Stamped):
    """The codes by which the open answers to an item, or interviews, are sorted."""

    programme = models.ForeignKey(Programme, models.PROTECT)
    # Of a frame made from a template: figures find it by this.
    code = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=160)
    # The item whose answers it codes, in any round; empty for interviews.
    item_code = models.SlugField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.title


class Code(models.Model):
    """One theme of a frame."""

    frame = models.ForeignKey(CodeFrame, models.CASCADE, related_name="codes")
    order = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    name = Translated()
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class ReadAnswer(models.Model):
    """An open answer that somebody has read; `text` is what may be shown of it.

    The names that were proposed for removal are kept as [[start, end], ...] of the original until a
    person has confirmed which of them go.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="read_answers")
    item_code = models.SlugField(max_length=60)
    text = models.TextField(blank=True)
    proposed = models.JSONField(default=list, blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_read = models.BooleanField(default=False)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "item_code"], name="answer_read_once")
        ]


class Interview(MaybeDemo, Stamped):
    """A talk with somebody in a role; the person is not named. Purpose: evaluation."""

    programme = models.ForeignKey(Programme, models.PROTECT)
    service = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=80)
    held_on = models.DateField()
    themes = models.CharField(max_length=300, blank=True)
    notes = models.TextField(blank=True)
    has_consent = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    def __str__(self) -> str:
        return self.role


class CodedPoint(models.Model):
    """A code given to an open answer or to a point of an interview."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="points")
    answer = models.ForeignKey(
        ReadAnswer, models.CASCADE, null=True, blank=True, related_name="points"
    )
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, blank=True, related_name="points"
    )
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="point_of_an_answer_or_an_interview",
                condition=models.Q(answer__isnull=True) ^ models.Q(interview__isnull=True),
            )
        ]


class Quote(MaybeDemo, Stamped):
    """A passage that may be quoted, with the label of its source and the consent it rests on."""

    class Consent(models.TextChoices):
        ASKED_IN_SURVEY = "asked_in_survey", _("told in the survey that answers may be quoted")
        GIVEN = "given", _("given for this quote")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, models.PROTECT)
    answer = models.ForeignKey(ReadAnswer, models.PROTECT, null=True, blank=True)
    interview = models.ForeignKey(Interview, models.PROTECT, null=True, blank=True)
    text = models.TextField(max_length=1000)
    language = models.CharField(max_length=2, default="fi")
    # Such as "organisation-level survey 2020"; never a person or a work community.
    source_label = models.CharField(max_length=120)
    consent = models.CharField(max_length=20, choices=Consent)
    is_public = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
