"""A file of practices that an office brings in: told column by column, checked, then imported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.files.models import StoredFile
from talkoot.people.models import User
from talkoot.programmes.models import Programme


class ImportRun(Stateful, MaybeDemo):
    """One file on its way in; the worker checks and imports it.

    `columns` is {column of the file: our name or ""}; `report` what the last reading found.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("columns to be chosen")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, nothing imported yet")
        IMPORTING = "importing", _("being imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("could not be read")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="import_runs")
    state = models.CharField(max_length=10, choices=State, default=State.MAPPING)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    publishes = models.BooleanField(_("publish at once"), default=False)
    report = models.JSONField(default=dict)
    faults = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    row_count = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of practices")
        verbose_name_plural = _("imports of practices")

    def __str__(self) -> str:
        return self.file.name


class ImportMark(models.Model):
    """What the last import wrote of a practice; what differs from it now was edited here."""

    practice = models.OneToOneField(
        "practices.Practice", models.CASCADE, primary_key=True, related_name="+"
    )
    marks = models.JSONField(help_text="{field: short checksum}; an empty field has none.")
    published_at = models.DateTimeField(
        null=True, blank=True, help_text=_("As the file tells, for when the office publishes it.")
    )

    class Meta:
        verbose_name = _("mark of an import")
        verbose_name_plural = _("marks of imports")
