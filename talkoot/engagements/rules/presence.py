"""Who were present, by role group, and the programme's rule of doing it together.

An attendance is a person at a session: somebody at three sessions counts three times.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.people.models import ParticipantRole
from talkoot.people.rules import EMPLOYER_SIDE, STAFF_SIDE


@dataclass(frozen=True)
class CoOperation:
    """What the realised attendance says of doing it together."""

    has_employer: bool
    has_staff: bool
    has_representative: bool

    @property
    def is_realised(self) -> bool:
        """Both sides of the work took part."""
        return self.has_employer and self.has_staff


def counts_of(sessions: Iterable[Session]) -> dict[str, int]:
    """{role: attendances} of the sessions, in the order of the roles, without empty ones."""
    counts = dict.fromkeys([role.value for role in ParticipantRole], 0)
    for session in sessions:
        for row in session.attendances.all():
            counts[row.role] += row.count
        for person in session.presences.all():
            counts[person.role] += 1
    return {role: count for role, count in counts.items() if count}


def listed_words(session: Session) -> str:
    """Those marked one by one, by role group, in words; empty when there is no list."""
    counts = dict.fromkeys([role.value for role in ParticipantRole], 0)
    for person in session.presences.all():
        counts[person.role] += 1
    return ", ".join(
        f"{ParticipantRole(role).label} {count}" for role, count in counts.items() if count
    )


def present_rows(*sessions: Session) -> list[dict[str, object]]:
    """The same as rows of a table."""
    return [
        {"role": role, "label": ParticipantRole(role).label, "count": count}
        for role, count in counts_of(sessions).items()
    ]


def co_operation_of(*sessions: Session) -> CoOperation:
    """Programme terms: management and staff carry the work out together."""
    roles = counts_of(sessions).keys()
    return CoOperation(
        has_employer=bool(EMPLOYER_SIDE & roles),
        has_staff=bool(STAFF_SIDE & roles),
        has_representative=ParticipantRole.STAFF_REPRESENTATIVE in roles,
    )


def held_sessions(engagement: Engagement) -> list[Session]:
    """In the order of time."""
    rows = [row for row in engagement.series.sessions.all() if row.state == Session.State.HELD]
    return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at, row.order))
