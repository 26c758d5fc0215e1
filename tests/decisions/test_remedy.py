"""The last day for challenging a decision: counted step by step, by each regime."""

import datetime

import pytest
from dateutil.easter import easter
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from talkoot.decisions.messages.remedy import appeal_part, counting, remedy_part
from talkoot.decisions.rules.remedy import (
    deadline_of,
    effective_calculation,
    remedy_calculation,
)
from talkoot.programmes.models import RemedyRegime
from tests.factories.decisions import make_decision

DAY = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 11, 1))
REGIMES = st.sampled_from([("municipal", 14), ("state", 30), ("private", 30)])


def is_closed(day: datetime.date) -> bool:
    """Written from Act 150/1930, section 5, apart from the product's own calendar."""
    fixed = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
    from_easter = (day - easter(day.year)).days
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return (
        day.weekday() >= 5
        or (day.month, day.day) in fixed
        or from_easter in (-2, 0, 1, 39, 49)
        or midsummer_eve
    )


@given(DAYS, REGIMES, st.booleans())
def test_last_day_of_twenty_years_agrees_with_the_acts(sent_on, regime, is_by_post):
    name, days = regime
    found = remedy_calculation(name, sent_on=sent_on, is_by_post=is_by_post)
    wanted = sent_on + DAY * ((7 if is_by_post else 3) + days)
    assert found["last_day"] == wanted.isoformat()
    assert bool(found["moved_because"]) is is_closed(wanted)
    while is_closed(wanted):
        wanted += DAY
    assert deadline_of(found) == wanted


def test_calculation_tells_each_step():
    # 3 + 14 days from 19 November 2026 is Sunday 6 December, Independence Day.
    found = remedy_calculation("municipal", sent_on=datetime.date(2026, 11, 19))
    assert found == {
        "regime": "municipal",
        "is_by_post": False,
        "sent_on": "2026-11-19",
        "received_on": "2026-11-22",
        "days": 14,
        "last_day": "2026-12-06",
        "deadline_on": "2026-12-07",
        "moved_because": "holiday",
    }
    with translation.override("en"):
        told = dict(counting(found))
    assert told["Offices are closed on that day"] == "Independence Day"


def test_mail_that_leaves_later_moves_the_last_day(db):
    sent_on = datetime.date(2026, 11, 9)
    decision = make_decision(
        state="signed", remedy_calculation=remedy_calculation("state", sent_on=sent_on)
    )
    at = timezone.make_aware(datetime.datetime(2026, 11, 9, 10))
    assert effective_calculation(decision, at) == decision.remedy_calculation
    later = effective_calculation(decision, at + DAY * 3)
    assert later["sent_on"] == "2026-11-12"
    assert deadline_of(later) > deadline_of(decision.remedy_calculation)


@pytest.mark.parametrize("regime", RemedyRegime.values)
def test_instruction_names_the_right_remedy(programme, regime):
    programme.remedy_regime = regime
    found = remedy_calculation(regime, sent_on=datetime.date(2026, 11, 9))
    with translation.override("en"):
        text = " ".join(remedy_part(programme, found)["paragraphs"])
        appeal = " ".join(appeal_part(programme, found)["paragraphs"])
        transfer = " ".join(remedy_part(programme, {}, outcome="transferred")["paragraphs"])
    wanted = {
        "municipal": ("Local Government Act", "section 135"),
        "state": ("Administrative Procedure Act", "section 7"),
        "private": ("no statutory appeal", "no statutory appeal"),
    }[regime]
    assert wanted[0] in text
    assert wanted[1] in appeal
    assert "does not settle the matter" in transfer
