"""The readiness check."""

from datetime import timedelta

from django.utils import timezone

from talkoot.audit.actions import beat
from talkoot.audit.models import Heartbeat
from talkoot.audit.queries import WORKER, pending_migrations


def answer(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_readyz_without_worker_refuses(client, db):
    assert answer(client) == (
        503,
        {"ready": False, "database": True, "migrations": True, "worker": False},
    )


def test_readyz_with_living_worker_agrees(client, db):
    beat(WORKER)
    assert answer(client) == (
        200,
        {"ready": True, "database": True, "migrations": True, "worker": True},
    )


def test_readyz_with_silent_worker_refuses(client, db):
    beat(WORKER)
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(seconds=61))
    assert answer(client)[0] == 503


def test_no_migration_pends_after_migrating(db):
    assert pending_migrations() == []
