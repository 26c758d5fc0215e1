"""Days as the law counts them, against a calendar written from the statutes alone."""

import datetime

import pytest
from dateutil.easter import easter
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from talkoot.core.dates import (
    add_office_days,
    closed_because,
    closed_day_name,
    is_office_day,
    next_office_day,
)

DAY = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 12, 31))


def is_closed_by_the_statutes(day: datetime.date) -> bool:
    """Church holidays (Church Act), May Day, Independence Day, the two eves and weekends."""
    from_easter = (day - easter(day.year)).days
    fixed = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    # Good Friday, Easter Sunday and Monday, Ascension Day and Whit Sunday.
    moving = from_easter in (-2, 0, 1, 39, 49)
    return day.weekday() >= 5 or (day.month, day.day) in fixed or moving or midsummer_eve


def test_every_day_of_two_decades_agrees_with_the_statutes():
    day, last = datetime.date(2015, 1, 1), datetime.date(2035, 12, 31)
    while day <= last:
        assert is_office_day(day) is not is_closed_by_the_statutes(day), day
        assert bool(closed_because(day)) is is_closed_by_the_statutes(day), day
        day += DAY


@given(DAYS)
def test_next_office_day_is_the_first_open_one(day):
    found = next_office_day(day)
    assert not is_closed_by_the_statutes(found)
    assert all(
        is_closed_by_the_statutes(day + DAY * number) for number in range((found - day).days)
    )


@given(DAYS, st.integers(0, 30))
def test_add_office_days_passes_just_so_many_open_days(day, count):
    found = add_office_days(day, count)
    passed = [day + DAY * number for number in range(1, (found - day).days + 1)]
    assert sum(not is_closed_by_the_statutes(each) for each in passed) == count


@pytest.mark.parametrize(
    ("day", "fi", "sv", "en"),
    [
        (datetime.date(2026, 12, 5), "lauantai", "lördag", "Saturday"),
        (
            datetime.date(2026, 12, 6),
            "Itsenäisyyspäivä",
            "Självständighetsdagen",
            "Independence Day",
        ),
        (datetime.date(2026, 12, 24), "jouluaatto", "julafton", "Christmas Eve"),
        (datetime.date(2026, 12, 7), "", "", ""),
    ],
)
def test_closed_day_name_in_three_languages(day, fi, sv, en):
    for language, name in (("fi", fi), ("sv", sv), ("en", en)):
        with translation.override(language):
            assert closed_day_name(day).casefold() == name.casefold()
