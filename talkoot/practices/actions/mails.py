"""Mails to those who own a practice."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation

from talkoot.correspondence.actions import queue_message
from talkoot.correspondence.rules import OptedOut
from talkoot.people.models import User
from talkoot.practices.models import Practice
from talkoot.practices.queries.owners import owners_of


def tell_owners(
    practice: Practice,
    kind: str,
    write: Callable[[Any], tuple[str, str]],
    subject_of: Any,
    *,
    key: str = "",
    topic: str = "",
) -> int:
    """One mail to each owner; as tell_people."""
    return tell_people(owners_of(practice), practice, kind, write, subject_of, key=key, topic=topic)


def tell_people(
    people: Iterable[User],
    practice: Practice,
    kind: str,
    write: Callable[[Any], tuple[str, str]],
    subject_of: Any,
    *,
    key: str = "",
    topic: str = "",
) -> int:
    """One mail to each in their own language; returns how many were queued.

    `key` tells the occasions of a kind apart; without it, the practice's latest change of state.
    """
    key = key or f"{practice.state_changed_at:%Y%m%d%H%M%S%f}"
    count = 0
    for person in people:
        with translation.override(person.language):
            subject, body = write(subject_of)
        try:
            queue_message(
                kind,
                key=f"{kind}-{practice.pk}-{key}-{person.pk}",
                office_id=practice.programme.office_id,
                to=person,
                subject=subject,
                body=body,
                delay_seconds=0,
                is_demo=practice.is_demo,
                topic=topic,
            )
        except OptedOut:
            continue
        count += 1
    return count
