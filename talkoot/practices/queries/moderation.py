"""What waits for the office: practices that were sent, and changes of published ones."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from talkoot.people.models import Organisation, OrganisationSuccession
from talkoot.people.queries import carried_on
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


@dataclass(frozen=True)
class Merged:
    """An organisation whose published practices wait to be passed on to the one after it."""

    organisation: Organisation
    successor: Organisation
    count: int


def practices_of_the_merged(user: Any) -> "QuerySet[Practice]":
    """Published practices for the person's office whose organisation has one successor."""
    return Practice.objects.filter(
        state=Practice.State.PUBLISHED,
        programme__office__in=editor_ids(user),
        organisation__in=carried_on(timezone.localdate()),
    )


def merged_owners(user: Any) -> list[Merged]:
    """Whose practices the person's office can pass on, by name; three queries at most."""
    rows = practices_of_the_merged(user).order_by().values_list("organisation")
    counts = dict(rows.annotate(Count("pk")))
    if not counts:
        return []
    today = timezone.localdate()
    pairs = OrganisationSuccession.objects.filter(predecessor__in=counts, on__lte=today)
    return [
        Merged(row.predecessor, row.successor, counts[row.predecessor_id])
        for row in pairs.select_related("predecessor", "successor").order_by("predecessor__name")
    ]


def waiting_of(practice: Practice, change: Version | None) -> Waiting | None:
    """What the office should answer of the practice, or None."""
    if practice.state == Practice.State.SUBMITTED:
        return Waiting(practice, practice.state_changed_at)
    if change and change.occasion == Version.Occasion.PROPOSED:
        return Waiting(practice, change.created_at)
    return None
