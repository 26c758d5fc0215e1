"""The item bank: wordings that rounds share over years."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import Stamped, Translated
from talkoot.programmes.models import Programme


class ItemKind(models.TextChoices):
    """How a question is answered."""

    GRADE = "grade", _("grade 1-5")
    EFFECT = "effect", _("effect, five steps and cannot say")
    YES_NO = "yes_no", _("yes or no")
    SHORT_TEXT = "short_text", _("short text")
    TEXT = "text", _("text")
    ONE = "one", _("one of the options")
    SEVERAL = "several", _("several of the options")
    SCALE = "scale", _("scale")
    SCHOOL_GRADE = "school_grade", _("school grade 4-10")
    NPS = "nps", _("would recommend, 0-10")
    RANKING = "ranking", _("options in order")
    MATRIX = "matrix", _("several rows on one scale")
    NUMBER = "number", _("number")
    MONEY = "money", _("sum of money, euros")
    DATE = "date", _("date")
    FILE = "file", _("file")
    ORGANISATION = "organisation", _("organisation")
    PEOPLE = "people", _("table of people by role")


class Wording(models.Model):
    """How a question is put and answered.

    `options` is [{"code", "fi", "sv", "en"}] for a choice, the steps of a matrix, what a ranking
    puts in order and the labels of a scale's steps; `rows` is the same for the rows of a matrix.
    `least` and `most` bound a number, a sum of money, a scale or the count of options chosen;
    `max_length` bounds a text. Results of a sensitive item are shown from a higher number of
    answers only.
    """

    kind = models.CharField(max_length=15, choices=ItemKind)
    text_fi = models.CharField(max_length=300)
    text_sv = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    text = Translated()
    help_fi = models.CharField(max_length=500, blank=True)
    help_sv = models.CharField(max_length=500, blank=True)
    help_en = models.CharField(max_length=500, blank=True)
    help = Translated()
    options = models.JSONField(default=list, blank=True)
    rows = models.JSONField(default=list, blank=True)
    has_cannot_say = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(default=False)
    least = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class BankItem(Wording, Stamped):
    """One wording of a question. A changed wording is a new version under the same code.

    Results are compared over rounds by code; those of different versions are marked. `programme` is
    empty for those that the product ships.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True)
    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["code", "-version"]
        verbose_name = _("item of the bank")
        verbose_name_plural = _("item bank")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code", "version"], name="bank_item_version_once"
            ),
            models.UniqueConstraint(
                fields=["code", "version"],
                name="shipped_bank_item_version_once",
                condition=models.Q(programme=None),
            ),
        ]
