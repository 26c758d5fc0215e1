"""Questionnaire, Section and Item; the other models of the app by subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import Translated
from talkoot.files.models import Publicity
from talkoot.programmes.models import Programme
from talkoot.surveys.bank_models import BankItem, ItemKind, Wording


class Questionnaire(models.Model):
    """A set of items; a changed set is a new version, so that rounds compare over years.

    A published version never changes. `programme` is empty for those that the product ships, which
    an office copies before changing.
    """

    class Purpose(models.TextChoices):
        FEEDBACK = "feedback", _("feedback")
        EFFECTIVENESS = "effectiveness", _("effectiveness")
        APPLICATION = "application", _("application")
        SURVEY = "survey", _("other survey")

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True)
    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=15, choices=Purpose)
    title_fi = models.CharField(max_length=160)
    title_sv = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    title = Translated()
    is_published = models.BooleanField(default=True)
    # A survey shows its sections one by one; else all at once.
    is_paged = models.BooleanField(default=False)

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


class Item(Wording, Conditional):
    """One question. Its `code` is stable over versions and languages.

    `bank_item` is the wording of the item bank that it follows: rounds that name the same one
    compare.
    """

    Kind = ItemKind

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="items")
    section = models.ForeignKey(
        Section, models.CASCADE, related_name="items", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    is_required = models.BooleanField(default=True)
    bank_item = models.ForeignKey(BankItem, models.PROTECT, null=True, blank=True)
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


from talkoot.surveys.plan_models import SurveyPlan  # noqa: E402
from talkoot.surveys.result_models import FamilySum, ShareInterval, Tally  # noqa: E402
from talkoot.surveys.round_models import (  # noqa: E402
    AnswerLink,
    Invitation,
    Response,
    Round,
)
from talkoot.surveys.text_models import (  # noqa: E402
    AnswerPile,
    Code,
    CodedPoint,
    CodeFrame,
    Grouping,
    Interview,
    Quote,
    ReadAnswer,
)

__all__ = [
    "AnswerLink",
    "AnswerPile",
    "BankItem",
    "Code",
    "CodeFrame",
    "CodedPoint",
    "Conditional",
    "FamilySum",
    "Grouping",
    "Interview",
    "Invitation",
    "Item",
    "Questionnaire",
    "Quote",
    "ReadAnswer",
    "Response",
    "Round",
    "Section",
    "ShareInterval",
    "SurveyPlan",
    "Tally",
]
