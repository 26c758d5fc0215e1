"""Marking who were present: in the list, at the door, as groups, from a meeting tool's list."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.events import rules as session_rules
from talkoot.events.actions.closing import ask_of_session
from talkoot.events.actions.series import keep_span
from talkoot.events.models import (
    Attendance,
    AttendanceImport,
    Participant,
    Presence,
    Registration,
    Session,
)
from talkoot.events.queries import attendance as queries
from talkoot.events.rules import attendance as rules
from talkoot.events.rules.matching import Match
from talkoot.people.models import ParticipantRole, User

# Without letters and digits that look alike.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
Source = Presence.Source


@transaction.atomic
def mark_presences(
    session: Session, *, came: Collection[int], gone: Collection[int] = (), by: User
) -> None:
    """Mark the registrations `came` present and take the marks of `gone` away; others stay.

    So somebody who comes in with the code while the list is open keeps the mark. Refuses before
    the session's day, and people who do not come to this session.
    """
    session = _locked(session)
    rules.check_mark(session, timezone.now())
    expected = {row.pk: row for row in queries.expected_at(session)}
    if not {*came, *gone} <= expected.keys():
        raise NotAllowed(_("The list has changed. Reload the page and mark again."))
    removed, _rows = Presence.objects.filter(
        session=session, participant__in=[expected[key].participant_id for key in gone]
    ).delete()
    added = _add(session, [expected[key] for key in came], source=Source.LIST)
    record("events.presence.marked", session, by=by, after={"added": added, "removed": removed})


@transaction.atomic
def record_counts(session: Session, *, counts: Mapping[str, int], by: User) -> None:
    """Keep how many of each role group were present beside those marked by name.

    Replaces the earlier numbers. Refuses impossible ones and a session before its day.
    """
    session = _locked(session)
    rules.check_mark(session, timezone.now())
    rules.check_counts(counts)
    before = queries.counted_at(session)
    Attendance.objects.filter(session=session).delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, role=role, count=count)
        for role, count in counts.items()
        if count
    )
    after = {role: count for role, count in counts.items() if count}
    record("events.attendance.counted", session, by=by, before=before, after=after)


@transaction.atomic
def close_attendance(session: Session, *, by: User) -> None:
    """The session has been held: its attendance counts in the figures, surveys are planned."""
    session = _locked(session)
    rules.check_mark(session, timezone.now())
    rules.check_close(session, sum(queries.total_counts([session]).values()))
    if session.state == Session.State.PLANNED:
        raise NotAllowed(_("Agree on the time of the session first; then mark who were present."))
    moved = change_state(session, Session.State.HELD, session_rules.TRANSITIONS)
    keep_span(session.series)
    record("events.session.held", session, by=by, **moved)
    ask_of_session(session)


@transaction.atomic
def open_door(session: Session, *, by: User) -> Session:
    """Give the session its code for the door; one that has a code keeps it."""
    session = _locked(session)
    if session.state in (Session.State.CANCELLED, Session.State.PLANNED):
        raise NotAllowed(_("Only a session whose time has been agreed gets a code."))
    if not session.checkin_code:
        session.checkin_code = "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))
        session.save(update_fields=["checkin_code"])
        record("events.session.door_opened", session, by=by)
    return session


@transaction.atomic
def check_in(session: Session, participant: Participant) -> Presence:
    """The person came in with the code; a second time changes nothing. Refuses a closed door."""
    session = _locked(session)
    rules.check_door(session, timezone.now())
    row = next(
        (row for row in queries.expected_at(session) if row.participant_id == participant.pk), None
    )
    if row is None:
        raise NotAllowed(_("You have no seat in this session. Ask the facilitator."))
    if _add(session, [row], source=Source.CODE):
        record("events.presence.checked_in", session, by=None)
    return Presence.objects.get(session=session, participant=participant)


@transaction.atomic
def import_attendance(
    session: Session,
    matched: Sequence[Match],
    *,
    file_name: str,
    sha256: str,
    counts_unmatched: bool,
    by: User,
) -> AttendanceImport:
    """Mark the matched persons present with their minutes; all or nothing.

    `counts_unmatched`: those whom the list of registrations lacks are added to the group "others".
    Refuses a file that has been read in for this session.
    """
    session = _locked(session)
    rules.check_mark(session, timezone.now())
    if queries.was_imported(session, sha256):
        raise NotAllowed(
            _("This file has been read in already, so nothing was changed. See the list below.")
        )
    known = [row for row in matched if row.registration is not None]
    _mark_matched(session, known)
    unmatched = len(matched) - len(known)
    if counts_unmatched and unmatched:
        _count_others(session, unmatched)
    row = AttendanceImport.objects.create(
        session=session,
        file_name=file_name[:160],
        sha256=sha256,
        rows=len(matched),
        matched=len(known),
        unmatched=unmatched,
        imported_by=by,
    )
    after = {"matched": row.matched, "unmatched": row.unmatched}
    record("events.attendance.imported", session, by=by, after=after)
    return row


def _mark_matched(session: Session, known: Sequence[Match]) -> None:
    expected = {row.pk: row for row in queries.expected_at(session)}
    minutes = {row.registration.pk: row.listed.minutes for row in known if row.registration}
    if not minutes.keys() <= expected.keys():
        raise NotAllowed(_("Registrations have changed meanwhile. Choose the file again."))
    _add(session, [expected[key] for key in minutes], source=Source.IMPORT, minutes=minutes)


def _count_others(session: Session, count: int) -> None:
    group, _new = Attendance.objects.get_or_create(
        session=session, role=ParticipantRole.OTHER, defaults={"count": 0}
    )
    group.count += count
    group.save(update_fields=["count"])


def _add(
    session: Session,
    rows: Sequence[Registration],
    *,
    source: str,
    minutes: Mapping[int, Any] | None = None,
) -> int:
    """Presences of those who have none yet, with role and organisation as on the day."""
    minutes = minutes or {}
    there = set(Presence.objects.filter(session=session).values_list("participant", flat=True))
    new = [
        Presence(
            session=session,
            participant=row.participant,
            role=row.role,
            organisation=row.organisation,
            source=source,
            minutes=minutes.get(row.pk),
        )
        for row in rows
        if row.participant_id not in there
    ]
    Presence.objects.bulk_create(new)
    late = {row.participant_id: minutes[row.pk] for row in rows if minutes.get(row.pk)}
    for presence in Presence.objects.filter(
        session=session, participant__in=late.keys() & there, minutes=None
    ):
        presence.minutes = late[presence.participant_id]
        presence.save(update_fields=["minutes"])
    return len(new)


def _locked(session: Session) -> Session:
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("series__programme__office").get(pk=session.pk)
