"""How many open answers may be read."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.surveys.models import Item, Round
from talkoot.surveys.reading.release import releasable

TEXT = Item(kind="text")
SENSITIVE = Item(kind="text", is_sensitive=True)


def more(given, released=0, *, mode="anonymous", state="closed", item=TEXT):
    return releasable(Round(mode=mode, state=state), item, given=given, released=released)


@pytest.mark.parametrize(
    ("given", "released", "state", "expected"),
    [
        (4, 0, "closed", 0),
        (5, 0, "closed", 5),
        (9, 0, "open", 0),
        (10, 0, "open", 5),
        (14, 5, "open", 0),
        (15, 5, "open", 5),
        (23, 0, "open", 15),
        (12, 5, "closed", 7),
    ],
)
@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_protected_answers_come_in_steps(given, released, state, expected, mode):
    assert more(given, released, state=state, mode=mode) == expected


def test_sensitive_answers_need_more():
    assert more(19, item=SENSITIVE) == 0
    assert more(20, item=SENSITIVE) == 20
    assert more(29, state="open", item=SENSITIVE) == 0
    assert more(30, state="open", item=SENSITIVE) == 20


def test_identified_answers_come_as_they_are_given():
    assert more(1, mode="identified", state="open") == 1


@settings(max_examples=200)
@given(arrivals=st.lists(st.integers(0, 12), max_size=12), item=st.sampled_from([TEXT, SENSITIVE]))
def test_no_two_looks_differ_by_a_few(arrivals, item):
    """Whenever somebody looks, and after the close, what is new comes from enough people."""
    step, least = (10, 20) if item is SENSITIVE else (5, 5)
    count, released, looks = 0, 0, [0]
    for arrived in arrivals:
        count += arrived
        released += more(count, released, state="open", item=item)
        looks.append(released)
    released += more(count, released, state="closed", item=item)
    looks.append(released)
    for earlier, later in pairwise(looks):
        assert later == earlier or (later - earlier >= step and later >= least)
    assert released in (0, count)
