"""Dates as the law and the programme count them."""

import calendar
import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import FloatField, Func, Q
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, ngettext

CLOSED_DAYS = {
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
    "midsummer_eve": gettext_lazy("Midsummer Eve"),
    "christmas_eve": gettext_lazy("Christmas Eve"),
}


@lru_cache
def _holidays(year: int) -> dict[datetime.date, str]:
    """Finnish public holidays of the year with their Finnish names."""
    import holidays  # Heavy, and few pages need it.

    return dict(holidays.country_holidays("FI", years=year, language="fi"))


def closed_because(day: datetime.date) -> str:
    """Why a statutory period cannot end on `day`: a key of CLOSED_DAYS, "holiday", or "".

    Act on the Calculation of Statutory Time Limits 150/1930, section 5: church holidays,
    Independence Day, May Day, Midsummer Eve, Christmas Eve and Saturdays.
    """
    if (day.month, day.day) == (12, 24):
        return "christmas_eve"
    if day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4:
        return "midsummer_eve"
    if day in _holidays(day.year):
        return "holiday"
    return {5: "saturday", 6: "sunday"}.get(day.weekday(), "")


def closed_day_name(day: datetime.date) -> str:
    """The name of a day on which offices are closed, in the active language; "" for an open one."""
    if day not in _holidays(day.year):
        return str(CLOSED_DAYS.get(closed_because(day), ""))
    import holidays

    language = {"sv": "sv_FI", "en": "en_US"}.get((get_language() or "fi")[:2], "fi")
    return holidays.country_holidays("FI", years=day.year, language=language)[day]


def is_office_day(day: datetime.date) -> bool:
    """False on the days on which a statutory period cannot end."""
    return not closed_because(day)


def add_office_days(day: datetime.date, count: int) -> datetime.date:
    """The `count`th office day after `day`."""
    for _each in range(count):
        day = next_office_day(day + datetime.timedelta(days=1))
    return day


def next_office_day(day: datetime.date) -> datetime.date:
    """`day` itself, or the first office day after it."""
    while not is_office_day(day):
        day += datetime.timedelta(days=1)
    return day


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later, or that month's last day if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def local_date(day: datetime.date | None) -> str:
    """The date as the active language writes it, for letters and mails."""
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def local_moment(moment: datetime.datetime) -> str:
    """Date and time of day in Helsinki, as the active language writes them."""
    here = timezone.localtime(moment)
    joint = {"fi": " klo ", "sv": " kl. "}.get((get_language() or "fi")[:2], " ")
    return f"{local_date(here.date())}{joint}{formats.time_format(here, 'TIME_FORMAT')}"


def days_words(days: Decimal | int) -> str:
    """The same with its word: 1 day, 1,5 days."""
    words = ngettext("%(days)s day", "%(days)s days", 1 if days == 1 else 2)
    return words % {"days": days_text(Decimal(days))}


def local_time(moment: datetime.datetime) -> str:
    """Time of day in Helsinki, as the active language writes it."""
    return formats.time_format(timezone.localtime(moment), "TIME_FORMAT")


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The last moment of the day in Helsinki; as-of dates include the whole day."""
    start = datetime.datetime.combine(day, datetime.time.max)
    return timezone.make_aware(start)


def within(field: str, first: datetime.date, last: datetime.date) -> Q:
    """Whose moment is on one of these days in Helsinki, both included.

    Compares moments, for taking the day of each of many rows costs more.
    """
    before = end_of_day(first - datetime.timedelta(days=1))
    return Q(**{f"{field}__gt": before, f"{field}__lte": end_of_day(last)})


class Seconds(Func):
    """A moment as seconds, to order many rows by the time between two of their moments.

    SQLite's may be some microseconds wrong.
    """

    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(julianday(%(expressions)s) * 86400.0)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "EXTRACT(EPOCH FROM %(expressions)s)::float8"
        return self.as_sql(compiler, connection, template=template, **context)


def days_text(days: Decimal | None) -> str:
    """A number of days without needless decimals, as the language writes it: 2 or 1,5."""
    if days is None:
        return ""
    whole = days == days.to_integral_value()
    return str(formats.localize(int(days) if whole else days.normalize()))
