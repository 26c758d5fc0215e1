"""A month as weeks of days, for the calendar of events."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats, timezone

from talkoot.core.dates import closed_because, closed_day_name, local_time
from talkoot.events.calendars import event_path
from talkoot.events.models import Mode, Session

# More in a day are behind a link, so that a crowded month is still a page.
IN_DAY = 4
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass
class Day:
    """A day with its events, the rows of queries.sessions.month_rows.

    Only those that a page shows are put into words: {"clock", "title", "url", "is_cancelled",
    "is_remote"}.
    """

    on: datetime.date
    is_other: bool
    is_today: bool
    holiday: str
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def shown(self) -> list[dict[str, Any]]:
        return [event_of(row) for row in self.rows[:IN_DAY]]

    @property
    def all(self) -> list[dict[str, Any]]:
        return [event_of(row) for row in self.rows]

    @property
    def more_count(self) -> int:
        return max(len(self.rows) - IN_DAY, 0)


@dataclass
class Month:
    """`weeks` is a list of (week number, its seven days)."""

    first: datetime.date
    weeks: list[tuple[int, list[Day]]]

    @property
    def name(self) -> str:
        return formats.date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def earlier(self) -> str:
        return f"{self.first - datetime.timedelta(days=1):%Y-%m}"

    @property
    def later(self) -> str:
        return f"{self.first + datetime.timedelta(days=31):%Y-%m}"

    @property
    def start(self) -> datetime.datetime:
        return midnight(self.weeks[0][1][0].on)

    @property
    def end(self) -> datetime.datetime:
        return midnight(self.weeks[-1][1][-1].on + datetime.timedelta(days=1))

    @property
    def is_empty(self) -> bool:
        return not any(day.rows for _number, week in self.weeks for day in week)


def month_of(text: str, today: datetime.date) -> Month:
    """The month of "2026-12"; anything else gives this month."""
    year, month = today.year, today.month
    left, _dash, right = text.partition("-")
    named = (int(left), int(right)) if left.isdecimal() and right.isdecimal() else (0, 0)
    if FIRST_YEAR <= named[0] <= LAST_YEAR and 1 <= named[1] <= 12:
        year, month = named
    weeks = [
        (
            week[0].isocalendar().week,
            [
                Day(
                    on=day,
                    is_other=day.month != month,
                    is_today=day == today,
                    holiday=closed_day_name(day) if _is_named(day) else "",
                )
                for day in week
            ],
        )
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return Month(datetime.date(year, month, 1), weeks)


def _is_named(day: datetime.date) -> bool:
    """A holiday; a Saturday or a Sunday shows by its column."""
    return closed_because(day) not in ("", "saturday", "sunday")


def fill(month: Month, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put the sessions into their days; one of several days stands on its first."""
    days = {day.on: day for _number, week in month.weeks for day in week}
    zone = timezone.get_current_timezone()
    for row in rows:
        day = days.get(row[0].astimezone(zone).date())
        if day is not None:
            day.rows.append(row)


def event_of(row: tuple[Any, ...]) -> dict[str, Any]:
    """A session in words."""
    starts_at, title, series_title, slug, state, mode = row
    return {
        "clock": local_time(starts_at),
        "title": f"{series_title}: {title}" if title not in ("", series_title) else series_title,
        "url": event_path(slug),
        "is_cancelled": state == Session.State.CANCELLED,
        "is_remote": mode == Mode.REMOTE,
    }


def midnight(day: datetime.date) -> datetime.datetime:
    """The first moment of the day in Helsinki."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def day_of(text: str) -> datetime.date | None:
    """The day of "2026-12-03", or None."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
