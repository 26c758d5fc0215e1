"""Questionnaire, Section, Item, Round, Invitation and Response."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stamped, Stateful, Translated
from talkoot.files.models import Publicity
from talkoot.programmes.models import Programme


class Questionnaire(models.Model):
    """A set of items; a changed set is a new version, so that rounds compare over years.

    A published version never changes. `programme` is empty for those that the product ships, which
    an office copies before changing.
    """

    class Purpose(models.TextChoices):
        FEEDBACK = "feedback", _("feedback")
        EFFECTIVENESS = "effectiveness", _("effectiveness")
        APPLICATION = "application", _("application")

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True)
    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=15, choices=Purpose)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    is_published = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")
        ]

    def __str__(self) -> str:
        return self.title


class Conditional(models.Model):
    """Shown only when the item with the code `condition_item` has one of `condition_values`."""

    condition_item = models.SlugField(max_length=60, blank=True)
    condition_values = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True


class Section(Conditional):
    """A page of a questionnaire. A questionnaire without sections is one page."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    intro_fi = models.TextField(max_length=2000, blank=True)
    intro_sv = models.TextField(max_length=2000, blank=True)
    intro_en = models.TextField(max_length=2000, blank=True)
    intro = Translated()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="section_code_once")
        ]

    def __str__(self) -> str:
        return self.title


class Item(Conditional):
    """One question. Its `code` is stable over versions and languages.

    `options` is [{"code", "fi", "sv", "en"}] for a choice; `least` and `most` bound a number, a sum
    of money, a scale or the count of options chosen; `max_length` bounds a text.
    """

    class Kind(models.TextChoices):
        GRADE = "grade", _("grade 1-5")
        EFFECT = "effect", _("effect, five steps and cannot say")
        YES_NO = "yes_no", _("yes or no")
        SHORT_TEXT = "short_text", _("short text")
        TEXT = "text", _("text")
        ONE = "one", _("one of the options")
        SEVERAL = "several", _("several of the options")
        SCALE = "scale", _("scale")
        NUMBER = "number", _("number")
        MONEY = "money", _("sum of money, euros")
        DATE = "date", _("date")
        FILE = "file", _("file")
        ORGANISATION = "organisation", _("organisation")
        PEOPLE = "people", _("table of people by role")

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="items")
    section = models.ForeignKey(
        Section, models.CASCADE, related_name="items", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=15, choices=Kind)
    is_required = models.BooleanField(default=True)
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()
    help_fi = models.CharField(max_length=500, blank=True)
    help_sv = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    help = Translated()
    options = models.JSONField(default=list, blank=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    least = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    is_organisation_fact = models.BooleanField(
        default=False, help_text=_("Kept for the organisation and filled in for it next time.")
    )
    publicity = models.CharField(max_length=10, choices=Publicity, default=Publicity.PARTY)
    secrecy_ground = models.CharField(max_length=200, blank=True)

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
