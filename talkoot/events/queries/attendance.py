"""Reads of attendance: counted groups and persons together, never the same people twice."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, DecimalField, QuerySet, Value
from django.db.models.functions import Cast
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


def sessions_and_present(
    sessions: "QuerySet[Session]",
) -> Iterable[tuple[int, str, str, Decimal]]:
    """Each session as (id, kind of series, "", days), and who were there; one query.

    The groups and the persons at the sessions are (session id, "", role group, how many), counted
    from an index alone, so that hundreds of thousands take no time to speak of.
    """
    none = Value("", CharField())
    # Wide enough for how many were there, too, which stands in the same column.
    days = Cast("days", DecimalField(max_digits=12, decimal_places=2))
    wanted = {"session__in": sessions.order_by().values("pk")}
    groups = Attendance.objects.filter(**wanted).order_by()
    persons = Presence.objects.filter(**wanted).order_by().values_list("session", none, "role")
    return (
        sessions.order_by()
        .values_list("pk", "series__kind", none, days)
        .union(
            groups.values_list("session", none, "role", "count"),
            persons.annotate(number=Count("*")),
            all=True,
        )
    )


def total_counts(sessions: Iterable[Session]) -> dict[str, int]:
    """{role group: attendances} over the sessions; one person at two sessions counts twice."""
    totals: Counter[str] = Counter()
    for counts in attendance_counts(sessions).values():
        totals.update(counts)
    return {role: totals[role] for role in ROLES if totals[role]}


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
