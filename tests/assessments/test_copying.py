"""Carrying phases on to the copy of a call."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from talkoot.assessments.models import Phase
from talkoot.assessments.rules.copying import next_times
from tests.factories.calls import make_call

pytestmark = pytest.mark.django_db


def test_phase_over_a_leap_day_still_closes_after_it_opens():
    def at(*when):
        return datetime.datetime(*when, tzinfo=ZoneInfo("Europe/Helsinki"))

    phase = Phase(opens_at=at(2024, 2, 28, 12), closes_at=at(2024, 2, 29, 10))
    moved = next_times(make_call(), [phase], at(2024, 3, 1))
    assert moved == [(at(2025, 2, 28, 12), at(2025, 3, 1, 10))]
