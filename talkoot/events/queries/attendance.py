"""Reads of attendance: counted groups and persons together, never the same people twice."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from talkoot.core.access import fetch, marked
from talkoot.core.refusals import NotFound
from talkoot.events.models import (
    Attendance,
    AttendanceImport,
    Participant,
    Presence,
    Registration,
    SeriesPerson,
    Session,
)
from talkoot.events.rules import attendance as rules
from talkoot.events.rules.sessions import comes_to
from talkoot.people.models import ParticipantRole

ROLES = list(ParticipantRole)


def attendance_counts(sessions: Iterable[Session]) -> dict[int, dict[str, int]]:
    """{session id: {role group: how many were present}}: counted groups and persons; two queries.

    The role groups stand in their usual order, without empty ones.
    """
    keys = [session.pk for session in sessions]
    found: dict[int, Counter[str]] = {key: Counter() for key in keys}
    if not keys:
        return {}
    groups = Attendance.objects.filter(session__in=keys).values_list("session", "role", "count")
    persons = Presence.objects.filter(session__in=keys).order_by().values_list("session", "role")
    for key, role, count in [*groups, *persons.annotate(count=Count("pk"))]:
        found[key][role] += count
    return {
        key: {role: counts[role] for role in ROLES if counts[role]} for key, counts in found.items()
    }


def total_counts(sessions: Iterable[Session]) -> dict[str, int]:
    """{role group: attendances} over the sessions; one person at two sessions counts twice."""
    totals: Counter[str] = Counter()
    for counts in attendance_counts(sessions).values():
        totals.update(counts)
    return {role: totals[role] for role in ROLES if totals[role]}


def with_present(
    sessions: "QuerySet[Session]", **roles: Collection[str] | None
) -> "QuerySet[Session]":
    """Sessions annotated with attendances: `name=roles` counts these role groups, None counts all.

    Each number is counted by itself, so that groups and persons do not multiply each other.
    """
    annotations = {}
    for name, only in roles.items():
        groups = Attendance.objects.filter(session=OuterRef("pk")).order_by()
        persons = Presence.objects.filter(session=OuterRef("pk")).order_by()
        if only is not None:
            groups, persons = groups.filter(role__in=only), persons.filter(role__in=only)
        annotations[name] = _number(groups, Sum("count")) + _number(persons, Count("pk"))
    return sessions.annotate(**annotations)


def _number(rows: "QuerySet[Any]", sum_of: Any) -> Coalesce:
    number = rows.values("session").annotate(number=sum_of).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def get_marked_session(user: Any, pk: int) -> Session:
    """The session for those who mark its attendance."""
    rows = Session.objects.select_related("series__programme__office")

    def can(user: Any, session: Session) -> bool:
        tasks = SeriesPerson.objects.filter(series=session.series_id)
        return rules.can_mark(user, session, tasks if user.is_authenticated else ())

    return fetch(marked(rows, user), user, can, pk=pk)


def get_door(code: str) -> Session:
    """The session of a code at the door; a wrong code gives NotFound."""
    rows = Session.objects.select_related("series__programme__office")
    session = rows.filter(checkin_code=code.upper()).first() if code else None
    if session is None:
        raise NotFound(_("There is no such code. Check its letters at the door, or ask there."))
    return session


def expected_at(session: Session) -> list[Registration]:
    """Those who have a seat and come to this session, by name."""
    rows = Registration.objects.filter(
        series=session.series_id, state=Registration.State.REGISTERED
    ).select_related("participant__organisation", "session", "organisation")
    return sorted(
        (row for row in rows if comes_to(row, session)), key=lambda row: row.participant.name
    )


def presences_at(session: Session) -> dict[int, Presence]:
    """{participant id: presence} of the session."""
    rows = Presence.objects.filter(session=session).select_related("participant")
    return {row.participant_id: row for row in rows}


def counted_at(session: Session) -> dict[str, int]:
    """{role group: how many} of the groups that were counted, not marked by name."""
    rows = Attendance.objects.filter(session=session)
    return dict(rows.values_list("role", "count"))


def imports_of(session: Session) -> list[AttendanceImport]:
    """The lists that have been read in, newest first."""
    rows = AttendanceImport.objects.filter(session=session)
    return list(rows.select_related("imported_by").order_by("-pk"))


def was_imported(session: Session, sha256: str) -> bool:
    """The same file has been read in for the session."""
    return AttendanceImport.objects.filter(session=session, sha256=sha256).exists()


def known_at(session: Session, email: str) -> Participant | None:
    """The person of the address who has a seat at the session."""
    rows = Registration.objects.filter(
        series=session.series_id,
        state=Registration.State.REGISTERED,
        participant__email=email.lower(),
    )
    row = rows.select_related("participant", "session", "organisation").first()
    return row.participant if row is not None and comes_to(row, session) else None
