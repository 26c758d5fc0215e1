"""The log only grows."""

import pytest
from django.db import DatabaseError, connection, transaction

from talkoot.audit.actions import record
from talkoot.audit.models import LogEntry


@pytest.fixture
def entry(applicant):
    return record("test.user.seen", applicant, by=applicant, after={"seen": True})


def test_record_keeps_actor_subject_and_change(entry, applicant):
    assert (entry.actor, entry.subject_kind, entry.subject_id, entry.after) == (
        applicant,
        "people.user",
        str(applicant.pk),
        {"seen": True},
    )


def test_record_by_the_system_has_no_actor(applicant):
    assert record("test.user.seen", applicant, by=None).actor is None


def test_database_refuses_change(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.key = "test.user.forged"
        entry.save()


def test_database_refuses_removal(entry):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM audit_logentry")
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_query_refuses_in_words(entry, verb):
    with pytest.raises(TypeError, match="append-only"):
        getattr(LogEntry.objects.all(), verb)()
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()
