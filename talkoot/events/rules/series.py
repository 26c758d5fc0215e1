"""Who may change a series, when it can be published and ended, and where its days fall."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import is_office_day, next_office_day
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import LearningTask, Series, SeriesTemplate, Session
from talkoot.people.rules import is_officer

State = Series.State
SERIES_TRANSITIONS = {
    State.DRAFT: frozenset({State.PUBLISHED, State.CANCELLED}),
    State.PUBLISHED: frozenset({State.ENDED, State.CANCELLED}),
    State.ENDED: frozenset(),
    State.CANCELLED: frozenset(),
}
# A day of delivery in hours, where a session has no times of its own.
HOURS_OF_DAY = Decimal("7.5")


def can_edit_series(user: Any, series: Series) -> bool:
    """The office of the programme."""
    return is_officer(user, series.programme.office_id)


def can_read_series(user: Any, series: Series) -> bool:
    """Everybody once it has been published; a draft is its office's own."""
    return series.state != State.DRAFT or can_edit_series(user, series)


def can_edit_template(user: Any, template: SeriesTemplate) -> bool:
    """An office's own; nobody changes what the product ships."""
    programme = template.programme
    return programme is not None and is_officer(user, programme.office_id)


def check_open(series: Series) -> None:
    """Refuse to change a series that has ended or been cancelled."""
    if series.state == State.ENDED:
        raise NotAllowed(_("This series has ended. Copy it to hold it again."))
    if series.state == State.CANCELLED:
        raise NotAllowed(_("This series has been cancelled. Copy it to hold it after all."))


_cancel_checks: list[Callable[[Series], None]] = []


def register_cancel_check(check: Callable[[Series], None]) -> None:
    """Called by an app when it starts: it refuses to cancel a series that it needs."""
    _cancel_checks.append(check)


def check_cancel(series: Series) -> None:
    """Refuse to cancel what is over, and what something else still rests on."""
    check_open(series)
    for check in _cancel_checks:
        check(series)


def check_give_page(series: Series, first_day: datetime.date | None) -> None:
    """Agreed days get their page once, when the first of them has its time."""
    if series.slug is not None:
        raise NotAllowed(_("The series has its page already. Change it there."))
    check_open(series)
    if first_day is None:
        raise NotAllowed(_("No session has a time yet. Agree the sessions first."))


def publishing_gaps(series: Series, sessions: Sequence[Session]) -> list[str]:
    """What keeps the series from being published, as sentences."""
    ahead = [row for row in sessions if row.state != Session.State.CANCELLED]
    gaps = []
    if not series.summary_fi.strip():
        gaps.append(_("The description in Finnish is missing."))
    if not ahead:
        gaps.append(_("There is no session. Add at least one."))
    if any(row.starts_at is None for row in ahead):
        gaps.append(_("A session has no time. Give it one, or cancel it."))
    if series.entry == Series.Entry.TEAMS and not series.team_size_max:
        gaps.append(_("Say how many make a team."))
    return gaps


def check_publish(series: Series, sessions: Sequence[Session]) -> None:
    """Refuse a series that has been published already or that lacks something."""
    if series.state == State.PUBLISHED:
        raise NotAllowed(_("This series has been published already."))
    check_open(series)
    gaps = publishing_gaps(series, sessions)
    if gaps:
        raise NotAllowed(_("The series cannot be published yet.") + " " + " ".join(gaps))


def check_end(series: Series, sessions: Iterable[Session], at: datetime.datetime) -> None:
    """A series ends when nothing of it is ahead any more."""
    if series.state == State.DRAFT:
        raise NotAllowed(_("This series has not been published, so it cannot end. Cancel it."))
    check_open(series)
    for row in sessions:
        is_open = row.state in (Session.State.PLANNED, Session.State.AGREED)
        if is_open and (row.ends_at is None or row.ends_at > at):
            raise NotAllowed(
                _("“%(session)s” is still ahead. Hold it or cancel it, then end the series.")
                % {"session": row}
            )


@dataclass(frozen=True)
class Placed:
    """A day of the plan; `moved_from` is the closed day on which it would have fallen."""

    day: datetime.date
    moved_from: datetime.date | None = None


def placed_days(first_day: datetime.date, offsets: Sequence[int]) -> dict[int, Placed]:
    """{offset: day} of sessions so many days from the first day; closed days are skipped.

    Days that follow each other in the plan stay different days and in the same order.
    """
    placed: dict[int, Placed] = {}
    earlier: datetime.date | None = None
    for offset in sorted(set(offsets)):
        wanted = first_day + datetime.timedelta(days=offset)
        day = next_office_day(wanted)
        if earlier is not None and day <= earlier:
            day = next_office_day(earlier + datetime.timedelta(days=1))
        placed[offset] = Placed(day, wanted if day != wanted else None)
        earlier = day
    return placed


def due_day(first_day: datetime.date, offset: int) -> datetime.date:
    """The day by which a task is due; from a closed day it comes earlier."""
    day = first_day + datetime.timedelta(days=offset)
    while not is_office_day(day):
        day -= datetime.timedelta(days=1)
    return day


def task_kind(offset: int, *, last_offset: int) -> str:
    """A task before the first day, between the sessions, or after the last one."""
    if offset < 0:
        return LearningTask.Kind.BEFORE
    is_final = offset > last_offset
    return LearningTask.Kind.FINAL if is_final else LearningTask.Kind.BETWEEN


def hours_of(session: Session) -> Decimal:
    """The session's hours by its times, else by its days."""
    if session.starts_at and session.ends_at:
        minutes = (session.ends_at - session.starts_at).total_seconds() / 60
        return (Decimal(int(minutes)) / 60).quantize(Decimal("0.01"))
    return session.days * HOURS_OF_DAY


@dataclass(frozen=True)
class Hours:
    """Hours of a series: promised, delivered and agreed for later; `left` may be under zero."""

    granted: Decimal | None
    delivered: Decimal
    ahead: Decimal

    @property
    def left(self) -> Decimal | None:
        return None if self.granted is None else self.granted - self.delivered - self.ahead


def hours(series: Series, sessions: Iterable[Session]) -> Hours:
    """Granted against delivered. Each session of a set counts: somebody holds each of them."""
    delivered, ahead = Decimal(0), Decimal(0)
    for row in sessions:
        if row.state == Session.State.HELD:
            delivered += hours_of(row)
        elif row.state == Session.State.AGREED:
            ahead += hours_of(row)
    return Hours(series.hours_granted, delivered, ahead)


def first_and_last(
    sessions: Iterable[Session], *, only_held: bool = False
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of the sessions that are not cancelled, or of those held."""
    spans = [
        (timezone.localtime(row.starts_at).date(), timezone.localtime(row.ends_at).date())
        for row in sessions
        if row.starts_at
        and row.ends_at
        and (row.state == Session.State.HELD if only_held else row.state != Session.State.CANCELLED)
    ]
    return min((first for first, _last in spans), default=None), max(
        (last for _first, last in spans), default=None
    )
