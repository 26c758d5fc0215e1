"""Themes and municipal service areas, by which things are classified. Part of models.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import Translated


class ThemeUse(models.TextChoices):
    NEED = "need", _("need of an application")
    PRACTICE = "practice", _("subject of a practice")
    WORKSHOP = "workshop", _("workshop theme")


class Theme(models.Model):
    """A value of a configurable list: what an application, a workshop or a practice is about."""

    use = models.CharField(max_length=10, choices=ThemeUse)
    code = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=1)
    name_fi = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=160, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    name = Translated()
    # From the day on it is not offered for what is new; what has it keeps it.
    retired_on = models.DateField(_("no longer offered from"), null=True, blank=True)

    class Meta:
        ordering = ["use", "order"]
        constraints = [models.UniqueConstraint(fields=["use", "code"], name="theme_code_once")]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A municipal service area by which practices are classified."""

    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=1)
    icon = models.CharField(max_length=30, default="leaf")
    name_fi = models.CharField(max_length=80)
    name_sv = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    name = Translated()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
