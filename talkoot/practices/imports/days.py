"""A day as people and spreadsheets write it: “14.5.2019 klo 12.30”, “14/05/19”, 43599.

The day stands before the month, as here; what would be a day only the other way round is none.
"""

import datetime
import re

from django.utils import timezone
from django.utils.dateparse import parse_datetime

TIME = re.compile(r"[\s,T]+(?:klo|kl\.?|at)?\s*\d{1,2}[.:]\d{2}(?:[.:]\d{2}(?:[.,]\d+)?)?\s*Z?$")
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
YEAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
MONTH = re.compile(r"(\d{1,2})[/.](\d{4})")
# A workbook's number of a day whose cell is not shown as one: 1954 to 2064.
SERIAL = re.compile(r"([2-5]\d{4})(?:[.,]\d+)?")
FIRST_SERIAL = datetime.date(1899, 12, 30)
LAST_CENTURY = 70


def read_day(text: str) -> datetime.date | None:
    """The day, or the first one of a year or a month; None for what is none."""
    try:
        moment = parse_datetime(text) if len(text) > 10 else None
        if moment:
            return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
        return _day(TIME.sub("", text))
    except ValueError:
        return None


def _day(text: str) -> datetime.date | None:
    if match := YEAR_FIRST.fullmatch(text):
        return datetime.date(int(match[1]), int(match[3]), int(match[4]))
    if match := DAY_FIRST.fullmatch(text):
        return datetime.date(_year(match[4]), int(match[3]), int(match[1]))
    if match := YEAR.fullmatch(text):
        return datetime.date(int(match[1]), int(match[2] or 1), 1)
    if match := MONTH.fullmatch(text):
        return datetime.date(int(match[2]), int(match[1]), 1)
    if match := SERIAL.fullmatch(text):
        return FIRST_SERIAL + datetime.timedelta(days=int(match[1]))
    return None


def _year(text: str) -> int:
    """Of two digits: 70 to 99 are of the last century."""
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) >= LAST_CENTURY else 2000)
