"""Quiet hours, on the wall clock of Helsinki."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from talkoot.core.quiet import is_quiet, next_open_moment

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(*numbers: int) -> datetime.datetime:
    return datetime.datetime(*numbers, tzinfo=HELSINKI)


@pytest.fixture(autouse=True)
def quiet_hours(settings):
    settings.QUIET_HOURS = [20, 8]


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(2026, 11, 18, 8, 0), at(2026, 11, 18, 8, 0)),
        (at(2026, 11, 18, 19, 59), at(2026, 11, 18, 19, 59)),
        (at(2026, 11, 18, 20, 0), at(2026, 11, 19, 8, 0)),
        (at(2026, 11, 18, 7, 59), at(2026, 11, 18, 8, 0)),
        (at(2026, 11, 20, 20, 30), at(2026, 11, 23, 8, 0)),  # Friday evening: Monday.
        (at(2026, 11, 21, 12, 0), at(2026, 11, 23, 8, 0)),
        (at(2026, 12, 23, 21, 0), at(2026, 12, 28, 8, 0)),  # Christmas.
        (at(2026, 12, 6, 12, 0), at(2026, 12, 7, 8, 0)),  # Independence Day, a Sunday.
        (at(2026, 4, 30, 22, 0), at(2026, 5, 4, 8, 0)),  # May Day, a Friday.
    ],
)
def test_mail_waits_for_the_next_open_moment(moment, opening):
    assert next_open_moment(moment) == opening
    assert is_quiet(moment) == (moment != opening)


@pytest.mark.parametrize(
    ("evening", "morning", "hours"),
    [
        # Clocks go back on 25 October 2026 and forward on 29 March 2026.
        (at(2026, 10, 23, 20, 0), at(2026, 10, 26, 8, 0), 61),
        (at(2026, 3, 27, 20, 0), at(2026, 3, 30, 8, 0), 59),
    ],
)
def test_change_of_the_clock_moves_nothing(evening, morning, hours):
    opening = next_open_moment(evening)
    assert opening == morning
    assert opening.astimezone(HELSINKI).hour == 8
    passed = opening.astimezone(datetime.UTC) - evening.astimezone(datetime.UTC)
    assert passed == datetime.timedelta(hours=hours)


def test_time_in_another_zone_is_read_in_helsinki():
    assert is_quiet(datetime.datetime(2026, 11, 18, 18, 0, tzinfo=datetime.UTC))
    assert not is_quiet(datetime.datetime(2026, 11, 18, 17, 59, tzinfo=datetime.UTC))


def test_site_without_quiet_hours_has_none(settings):
    settings.QUIET_HOURS = []
    assert not is_quiet(at(2026, 12, 24, 3, 0))
