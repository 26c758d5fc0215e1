"""What was done to things, and whether the product can work."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from talkoot.audit.models import Heartbeat, LogEntry

WORKER = "worker"
BEAT_MAX_AGE = timedelta(seconds=60)


def history_of(*things: models.Model | None) -> "models.QuerySet[LogEntry]":
    """What was done to the things, oldest first, with who did it; None is passed over."""
    of_these = models.Q(pk__in=[])
    for thing in things:
        if thing is not None:
            of_these |= models.Q(subject_kind=thing._meta.label_lower, subject_id=str(thing.pk))
    return LogEntry.objects.filter(of_these).select_related("actor")


def pending_migrations() -> list[str]:
    """Names of the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    return [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(targets)]


@lru_cache(maxsize=1)
def _check_migrated() -> None:
    if pending := pending_migrations():
        raise LookupError(pending)  # An exception is not remembered: the next call looks again.


def is_migrated() -> bool:
    """The database has every migration of this version; a yes is remembered by the process."""
    try:
        _check_migrated()
    except LookupError:
        return False
    return True


def is_worker_alive(now: datetime | None = None) -> bool:
    """The worker gave a sign of life within the last minute."""
    since = (now or timezone.now()) - BEAT_MAX_AGE
    return Heartbeat.objects.filter(name=WORKER, beat_at__gte=since).exists()
