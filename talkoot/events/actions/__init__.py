"""Series, sessions and attendance."""

import datetime
from decimal import Decimal

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.events import rules
from talkoot.events.actions.closing import ask_of_session
from talkoot.events.actions.series import cancel_series, keep_span
from talkoot.events.models import Attendance, Series, Session
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering

__all__ = ["agree_session", "cancel_series", "create_series", "hold_session"]


def create_series(
    offering: Offering, *, title: str, organisation: Organisation, days: Decimal, by: User
) -> Series:
    """A series with its first session, to be agreed; the session holds all `days` until split."""
    series = Series.objects.create(
        programme=offering.programme,
        offering=offering,
        kind=offering.kind,
        title=title,
        organisation=organisation,
        is_demo=offering.programme.is_demo,
    )
    Session.objects.create(series=series, order=1, title=title, days=days, is_demo=series.is_demo)
    record("events.series.created", series, by=by, after={"days": str(days)})
    return series


def agree_session(
    session: Session,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    by: User,
) -> None:
    """Fix the session's time and place; refuses when it is held or cancelled."""
    session.starts_at, session.ends_at = starts_at, ends_at
    session.mode, session.place = mode, place
    session.save(update_fields=["starts_at", "ends_at", "mode", "place"])
    if session.state == Session.State.PLANNED:
        moved = change_state(session, Session.State.AGREED, rules.TRANSITIONS)
        record("events.session.agreed", session, by=by, **moved)


def hold_session(session: Session, *, counts: dict[str, int], by: User) -> None:
    """Record the counted role groups and close the session; surveys on it are planned.

    Refuses an empty attendance: nobody counted, and nobody marked one by one.
    """
    if not session.presences.exists():
        rules.check_attendance(counts)
    moved = change_state(session, Session.State.HELD, rules.TRANSITIONS)
    Attendance.objects.bulk_create(
        Attendance(session=session, role=role, count=count)
        for role, count in counts.items()
        if count
    )
    keep_span(session.series)
    record("events.session.held", session, by=by, **moved)
    ask_of_session(session)
