"""LogEntry and Heartbeat."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone


class AppendOnly(models.QuerySet["LogEntry"]):
    """Rows are added and read. The database refuses the rest too (migration append_only)."""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError("The log is append-only: write a new entry that tells what changed.")

    def delete(self) -> NoReturn:
        raise TypeError("The log is append-only: an entry cannot be removed.")

    delete.alters_data = True  # type: ignore[attr-defined]


class LogEntry(models.Model):
    """One thing that was done. Append-only: the database refuses to change or remove a row.

    `before` and `after` hold states, numbers and dates, never names or free text.
    """

    key = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="log_subject")]

    def __str__(self) -> str:
        return f"{self.key} {self.subject_kind} {self.subject_id}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The log is append-only: an entry cannot be removed.")


class Heartbeat(models.Model):
    """The worker's last sign of life, for /readyz."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
