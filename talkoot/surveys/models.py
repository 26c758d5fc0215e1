"""Questionnaire, Item, Round, Invitation and Response."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.programmes.models import Programme


class Questionnaire(models.Model):
    """A set of items; a changed set is a new version, so that rounds compare over years."""

    class Purpose(models.TextChoices):
        FEEDBACK = "feedback", _("feedback")
        EFFECTIVENESS = "effectiveness", _("effectiveness")

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=15, choices=Purpose)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    title = Translated()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One question. Its `code` is stable over versions and languages."""

    class Kind(models.TextChoices):
        GRADE = "grade", _("grade 1-5")
        EFFECT = "effect", _("effect, five steps and cannot say")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("text")

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    is_required = models.BooleanField(default=True)
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    text = Translated()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="item_code_once")
        ]

    def __str__(self) -> str:
        return self.text


class Round(Stateful, MaybeDemo):
    """One sending of a questionnaire to a fixed set of people."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Mode(models.TextChoices):
        """How answers are handled; the respondent is told before the first question."""

        IDENTIFIED = "identified", _("answers are shown with the organisation's name")
        CONFIDENTIAL = "confidential", _("answers are shown only in summaries")

    programme = models.ForeignKey(Programme, models.PROTECT)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    mode = models.CharField(max_length=15, choices=Mode, default=Mode.IDENTIFIED)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("survey round")
        verbose_name_plural = _("survey rounds")
        constraints = [
            models.CheckConstraint(
                name="round_open_has_dates",
                condition=Q(state="planned") | Q(opens_on__isnull=False, closes_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(Stamped):
    """An invited person; the link's token is kept only as a hash."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    address = models.EmailField()
    language = models.CharField(max_length=2)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "address"], name="invitation_once")]


class Response(MaybeDemo):
    """One set of answers: {item code: value}. It holds no link to the invitation."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="responses")
    answers = models.JSONField()
    submitted_on = models.DateField()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
