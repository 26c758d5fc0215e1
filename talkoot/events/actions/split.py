"""Sessions of a series that are agreed one by one, as days granted to one organisation are."""

import datetime
from decimal import Decimal

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.events import rules
from talkoot.events.actions import agree_session
from talkoot.events.actions.tellings import (
    in_each_language,
    tell_of_cancelled_session,
    tell_of_change,
)
from talkoot.events.models import Attendance, Series, Session
from talkoot.people.models import User


def grant_hours(series: Series, *, hours: Decimal) -> None:
    """Note the hours that were granted; the caller logs why."""
    series.hours_granted = hours
    series.save(update_fields=["hours_granted"])


def free_session(series: Series) -> Session:
    """The session that still waits for its time, or a new one after the last."""
    rows = series.sessions.order_by("order")
    waiting = rows.filter(state=Session.State.PLANNED, starts_at=None).first()
    if waiting is not None:
        return waiting
    last = rows.last()
    order = last.order + 1 if last else 1
    return Session.objects.create(
        series=series, order=order, title=series.title, is_demo=series.is_demo
    )


def fix_session(
    session: Session,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    link: str = "",
    days: Decimal,
    by: User,
) -> None:
    """Agree or move the session; calendars learn of a move from the sequence.

    Of a published course everybody who comes is told.
    """
    series, how_it_was = session.series, in_each_language(session)
    if session.state == Session.State.AGREED:
        session.sequence += 1
        before = {"starts_at": str(session.starts_at), "ends_at": str(session.ends_at)}
        after = {"starts_at": str(starts_at), "ends_at": str(ends_at)}
        record("events.session.moved", session, by=by, before=before, after=after)
    session.days, session.link = days, link
    session.save(update_fields=["days", "link", "sequence"])
    agree_session(session, starts_at=starts_at, ends_at=ends_at, mode=mode, place=place, by=by)
    if series.state == Series.State.PUBLISHED:
        tell_of_change(session, series, before=how_it_was)


def drop_session(session: Session, *, reason: str, by: User) -> None:
    """Cancel one session with its reason; refuses one that has been held.

    Of a published course everybody who would have come is told.
    """
    moved = change_state(session, Session.State.CANCELLED, rules.TRANSITIONS)
    session.cancel_reason = reason
    session.sequence += 1
    session.save(update_fields=["cancel_reason", "sequence"])
    moved["after"]["reason"] = reason
    record("events.session.cancelled", session, by=by, **moved)
    if session.starts_at and session.series.state == Series.State.PUBLISHED:
        tell_of_cancelled_session(session, session.series)


def correct_attendance(session: Session, *, counts: dict[str, int], by: User) -> None:
    """Replace the counted groups of a session that has been held."""
    before = dict(session.attendances.values_list("role", "count"))
    after = {role: count for role, count in counts.items() if count}
    if before == after:
        return
    session.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, role=role, count=count) for role, count in after.items()
    )
    record("events.attendance.corrected", session, by=by, before=before, after=after)
