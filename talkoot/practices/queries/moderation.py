"""What waits for the office: practices that were sent, and changes of published ones."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from talkoot.people.rules import editor_ids
from talkoot.practices.models import Practice, Version
from talkoot.practices.rules.moderation import answer_by, is_overdue


@dataclass(frozen=True)
class Waiting:
    """Something to answer: whole days waited, the promised day, and whether it has passed."""

    practice: Practice
    sent_at: datetime.datetime

    @property
    def days(self) -> int:
        return (timezone.now() - self.sent_at).days

    @property
    def answer_by(self) -> datetime.date:
        return answer_by(self.sent_at)

    @property
    def is_late(self) -> bool:
        return is_overdue(self.sent_at, on=timezone.localdate())


def waiting_changes(user: Any) -> "QuerySet[Version]":
    """Changes of published practices that wait for the person's office, the oldest first."""
    return (
        Version.objects.filter(
            occasion=Version.Occasion.PROPOSED, practice__programme__office__in=editor_ids(user)
        )
        .select_related("practice__organisation", "practice__sector", "practice__programme")
        .order_by("created_at", "pk")
    )


def waiting_of(practice: Practice, change: Version | None) -> Waiting | None:
    """What the office should answer of the practice, or None."""
    if practice.state == Practice.State.SUBMITTED:
        return Waiting(practice, practice.state_changed_at)
    if change and change.occasion == Version.Occasion.PROPOSED:
        return Waiting(practice, change.created_at)
    return None
