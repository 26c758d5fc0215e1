"""Who marks attendance, when, and what attendance tells of co-operation."""

import datetime
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.access import is_barred
from talkoot.core.dates import local_moment
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import SeriesPerson, Session
from talkoot.people import rules as people
from talkoot.people.models import ParticipantRole

# The door is open from so long before the start to so long after the end.
DOOR_BEFORE = datetime.timedelta(hours=1)
DOOR_AFTER = datetime.timedelta(hours=1)
COUNT_MOST = 5000
State = Session.State


def can_mark(user: Any, session: Session, tasks: Iterable[SeriesPerson] = ()) -> bool:
    """The programme's office and the facilitators of the session or of the whole series."""
    if not getattr(user, "is_authenticated", False):
        return False
    if people.is_officer(user, session.series.programme.office_id):
        return not is_barred(user, session)
    return any(
        task.user_id == user.pk
        and task.task == SeriesPerson.Task.FACILITATOR
        and task.session_id in (None, session.pk)
        for task in tasks
    )


def check_mark(session: Session, now: datetime.datetime) -> None:
    """Refuse the attendance of a cancelled session, and before its day."""
    if session.state == State.CANCELLED:
        raise NotAllowed(_("This session was cancelled, so nobody was present."))
    if session.starts_at is None and session.state != State.HELD:
        raise NotAllowed(_("Agree on the time of the session first; then mark who were present."))
    if session.starts_at and now < session.starts_at - DOOR_BEFORE:
        raise NotAllowed(
            _("The session begins on %(moment)s. Mark who are present when it begins.")
            % {"moment": local_moment(session.starts_at)}
        )


def check_counts(counts: Mapping[str, int]) -> None:
    """Refuse unknown role groups and impossible numbers."""
    if any(role not in ParticipantRole.values for role in counts):
        raise NotAllowed(_("Choose the role groups from the list."))
    if any(not 0 <= count <= COUNT_MOST for count in counts.values()):
        raise NotAllowed(
            _("A role group has from 0 to %(most)s people. Check the numbers.")
            % {"most": COUNT_MOST}
        )


def check_close(session: Session, total: int) -> None:
    """A session is held when it has begun and somebody was present."""
    if session.state == State.HELD:
        raise NotAllowed(_("The attendance of this session has been confirmed already."))
    if total == 0:
        raise NotAllowed(
            _("Nobody has been marked present. Tick the names or enter the numbers first.")
        )


def is_door_open(session: Session, now: datetime.datetime) -> bool:
    """People may come in with the code."""
    if session.starts_at is None or session.state not in (State.AGREED, State.HELD):
        return False
    ends = session.ends_at or session.starts_at + datetime.timedelta(hours=12)
    return session.starts_at - DOOR_BEFORE <= now <= ends + DOOR_AFTER


def check_door(session: Session, now: datetime.datetime) -> None:
    """Refuse coming in with the code at other times, so that a code on a photo is worth nothing."""
    if is_door_open(session, now):
        return
    is_early = session.starts_at is not None and now < session.starts_at - DOOR_BEFORE
    raise NotAllowed(
        _("The door opens an hour before the session begins. Open the code again then.")
        if is_early
        else _("This code works only during the session. Ask the facilitator to mark you present."),
        status=HTTPStatus.GONE,
    )


def is_cooperative(counts: Mapping[str, int]) -> bool:
    """The programme's terms on realised attendance: both sides of the work were present.

    `counts` are attendances by role group, as queries.attendance.attendance_counts gives them.
    """
    return people.is_cooperative(role for role, count in counts.items() if count > 0)
