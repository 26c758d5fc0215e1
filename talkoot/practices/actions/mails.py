"""Mails to those who own a practice."""

from collections.abc import Callable, Iterable, Mapping
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


def tell_owners_together(
    subjects: Mapping[Practice, Any],
    kind: str,
    write: Callable[[list[Any]], tuple[str, str]],
    *,
    key: str,
    topic: str = "",
) -> int:
    """One mail to each owner about all of theirs, {practice: what `write` tells of}.

    The practices are of one programme. Returns how many mails were queued.
    """
    owned: dict[User, list[Practice]] = {}
    for practice in subjects:
        for person in owners_of(practice):
            owned.setdefault(person, []).append(practice)
    return sum(
        tell_people(
            [person],
            rows[0],
            kind,
            write,
            [subjects[practice] for practice in rows],
            key=key,
            topic=topic,
        )
        for person, rows in owned.items()
    )


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
