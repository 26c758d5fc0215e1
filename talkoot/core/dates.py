"""Dates as the law and the programme count them."""

import calendar
import datetime
from decimal import Decimal
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import ngettext


@lru_cache
def _holidays(year: int) -> frozenset[datetime.date]:
    import holidays  # Heavy, and few pages need it.

    return frozenset(holidays.country_holidays("FI", years=year))


def is_office_day(day: datetime.date) -> bool:
    """False on Saturdays, Sundays and the days on which a statutory period cannot end.

    Act on the Calculation of Statutory Time Limits 150/1930, section 5: church holidays,
    Independence Day, May Day, Midsummer Eve and Christmas Eve.
    """
    if day.weekday() >= 5 or day in _holidays(day.year):
        return False
    is_christmas_eve = (day.month, day.day) == (12, 24)
    is_midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return not (is_christmas_eve or is_midsummer_eve)


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
    return f"{local_date(here.date())} {formats.time_format(here, 'TIME_FORMAT')}"


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


def days_text(days: Decimal | None) -> str:
    """A number of days without needless decimals, as the language writes it: 2 or 1,5."""
    if days is None:
        return ""
    whole = days == days.to_integral_value()
    return str(formats.localize(int(days) if whole else days.normalize()))
