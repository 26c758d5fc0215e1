"""Response rates by group tell of nobody who answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.surveys.models import Round
from talkoot.surveys.rates import hidden_groups, percent, rate_tables
from tests.factories.surveys import make_round

PAIRS = st.tuples(st.integers(1, 30), st.integers(0, 30)).map(lambda p: (p[0], min(p)))
COUNTS = st.dictionaries(st.sampled_from("abcdef"), PAIRS, min_size=1)


@settings(max_examples=200, deadline=None)
@given(COUNTS)
def test_what_is_hidden_cannot_be_told_from_the_rest(counts):
    hidden = hidden_groups(counts, is_protected=True)
    for group, (invited, answered) in counts.items():
        if group not in hidden:
            assert invited >= 5 and 0 < answered < invited
    if hidden and hidden != set(counts):
        # The total less what is shown: how many of all the hidden groups answered.
        invited = sum(counts[group][0] for group in hidden)
        answered = sum(counts[group][1] for group in hidden)
        assert invited >= 5 and 0 < answered < invited


def test_small_groups_of_identified_rounds_are_left_out():
    counts = {"a": (4, 1), "b": (5, 5), "c": (9, 0)}
    assert hidden_groups(counts, is_protected=False) == {"a"}


@pytest.mark.parametrize(
    ("mode", "state", "is_told"),
    [
        (Round.Mode.IDENTIFIED, "open", True),
        (Round.Mode.CONFIDENTIAL, "open", False),
        (Round.Mode.ANONYMOUS, "open", False),
        (Round.Mode.ANONYMOUS, "closed", True),
    ],
)
def test_protected_round_tells_by_group_after_its_close(db, mode, state, is_told):
    survey = make_round(mode=mode, state=state)
    tables = rate_tables(survey, {"region": {"11": (10, 4), "": (8, 2)}})
    assert bool(tables) == is_told
    if tables:
        first, second = tables[0].rows
        assert (first.label, first.percent, first.invited_share) == ("Pohjois-Savo", 40, 56)
        assert (second.invited, second.answered_share) == (8, 33)


def test_percent_is_rounded_half_up():
    assert (percent(1, 8), percent(1, 200), percent(0, 0)) == (13, 1, None)
