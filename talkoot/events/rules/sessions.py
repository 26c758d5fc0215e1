"""When a session may be, who comes to it, and who sees its link."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Mode, Registration, Session
from talkoot.people.models import Organisation

State = Session.State
# A meeting that takes longer is several sessions.
LONGEST = datetime.timedelta(days=3)
_checks: list[Callable[[Session, bool], None]] = []


def register_session_check(check: Callable[[Session, bool], None]) -> None:
    """Called by an app when it starts: it refuses what its own matters do not allow.

    It gets the session with its new times, and whether the office accepts a double booking.
    """
    _checks.append(check)


def check_others(session: Session, *, accepts_clash: bool) -> None:
    """Let the apps above refuse."""
    for check in _checks:
        check(session, accepts_clash)


def is_ahead(session: Session, at: datetime.datetime) -> bool:
    """It has been agreed and has not ended."""
    return session.state == State.AGREED and session.ends_at is not None and session.ends_at > at


def check_times(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    """Refuse times in the wrong order, and a session of more than three days."""
    if ends_at <= starts_at:
        raise NotAllowed(_("The session must end after it starts. Check the times."))
    if ends_at - starts_at > LONGEST:
        raise NotAllowed(_("A session lasts at most three days. Add a session for each meeting."))


def check_open(session: Session) -> None:
    """Refuse to change what has been held or cancelled."""
    if session.state == State.HELD:
        raise NotAllowed(_("This session has been held, so it can no longer be changed."))
    if session.state == State.CANCELLED:
        raise NotAllowed(_("This session has been cancelled. Add a new session instead."))


def is_for(session: Session, body: int | None) -> bool:
    """Everybody's, or that of the organisation `body`."""
    return session.organisation_id in (None, body)


def bodies_of(sessions: Iterable[Session]) -> set[int]:
    """The organisations that have sessions of their own among these."""
    there = [row.organisation_id for row in sessions if row.state != State.CANCELLED]
    return {pk for pk in there if pk is not None}


def check_body(session: Session, bodies: Iterable[Organisation]) -> None:
    """A session of one organisation is for one that takes part, and no choice of several."""
    if session.organisation is None:
        return
    if session.content_set:
        raise NotAllowed(
            _(
                "A session of one organisation is not one of several with the same content. Leave "
                "the group or the organisation out."
            )
        )
    if session.organisation not in bodies:
        raise NotAllowed(
            _("%(name)s does not take part in the series. Choose one that does.")
            % {"name": session.organisation}
        )


def joined(
    sessions: Iterable[Session], chosen: Session | None, body: int | None = None
) -> list[Session]:
    """The sessions to which one comes who registered for `chosen`, or for the whole series, from
    the organisation `body`: everybody's and those of the organisation.

    Of a set of sessions with the same content one comes to the chosen one only, and to all that
    stand outside the set. Who registered for a session of no set comes to that one alone.
    """
    sessions = [row for row in sessions if is_for(row, body)]
    if chosen is None:
        return sessions
    if not chosen.content_set:
        return [row for row in sessions if row.pk == chosen.pk]
    return [row for row in sessions if row.content_set != chosen.content_set or row.pk == chosen.pk]


def joined_by(registration: Registration, sessions: Iterable[Session]) -> list[Session]:
    """Those of the sessions to which the registered person comes. Reads `registration.session`."""
    return joined(sessions, registration.session, registration.body_id)


def comes_to(registration: Registration, session: Session) -> bool:
    """The registration is for this session. Reads `registration.session`."""
    return session in joined_by(registration, [session])


def has_link(session: Session) -> bool:
    """There is a meeting to join from afar."""
    return bool(session.link) and session.mode != Mode.ON_SITE


def overlaps(one: Any, starts_at: datetime.datetime, ends_at: datetime.datetime) -> bool:
    """Two meetings share a moment; one may begin when the other ends."""
    return bool(one.starts_at < ends_at and one.ends_at > starts_at)


def shares_moment(one: Session, other: Session) -> bool:
    """Both have their times, and these overlap."""
    if other.starts_at is None or other.ends_at is None:
        return False
    return overlaps(one, other.starts_at, other.ends_at)


def same_place(one: str, other: str) -> bool:
    """The same room, however it was typed."""
    plain = [" ".join(text.casefold().split()) for text in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]
