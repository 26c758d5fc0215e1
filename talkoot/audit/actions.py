"""Writing to the log."""

from typing import Any

from django.db import models
from django.utils import timezone

from talkoot.audit.models import Heartbeat, LogEntry


def record(
    key: str,
    subject: models.Model,
    *,
    by: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> LogEntry:
    """Append one entry; `key` is app.noun.participle, `by` the user or None for the system."""
    return LogEntry.objects.create(
        key=key,
        actor=by if by is not None and by.pk else None,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        before=before or {},
        after=after or {},
    )


def record_load(key: str, version: str) -> bool:
    """Note that shipped data of that version (at most 40 letters) load; False if they have."""
    found = {"key": key, "subject_kind": "shipped", "subject_id": version}
    if LogEntry.objects.filter(**found).exists():
        return False
    LogEntry.objects.create(**found)
    return True


def beat(name: str) -> None:
    """Tell that the worker `name` is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})
