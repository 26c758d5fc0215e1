"""Response rates by group tell of nobody who answered."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.surveys.models import Round
from talkoot.surveys.rates import Cell, group_counts, hidden_groups, percent, rate_tables, tells_who
from tests.factories.surveys import make_round

PAIRS = st.tuples(st.integers(1, 30), st.integers(0, 30)).map(lambda p: (p[0], min(p)))
COUNTS = st.dictionaries(st.sampled_from("abcdef"), PAIRS, min_size=1)


@settings(max_examples=200)
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
    tables = rate_tables(survey, [Cell({"region": "11"}, 10, 4), Cell({"region": ""}, 8, 2)])
    assert bool(tables) == is_told
    if tables:
        first, second = tables[0].rows
        assert (first.label, first.percent, first.invited_share) == ("Pohjois-Savo", 40, 56)
        assert (second.invited, second.answered_share) == (8, 33)


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
    st.integers(1, 7).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size))),
    min_size=1,
)


@settings(max_examples=150)
@given(CELLS)
def test_tables_beside_each_other_leave_more_than_one_way(people):
    """Each cell of the tables that are told could hold another number, or not all and not none."""
    cells = [Cell({"region": a, "kind": b}, *pair) for (a, b), pair in people.items()]
    counts = group_counts(cells)
    names = list(counts)
    while names and tells_who(cells, {name: counts[name] for name in names}):
        names.pop()
    told = {name: counts[name] for name in names}
    shown = [
        (name, group, pair[1])
        for name, groups in told.items()
        for group, pair in groups.items()
        if group not in hidden_groups(groups, is_protected=True)
    ]
    total = sum(cell.answered for cell in cells)
    worlds = [
        world
        for world in itertools.product(*(range(cell.invited + 1) for cell in cells))
        if sum(world) == total
        and all(
            sum(n for n, cell in zip(world, cells, strict=True) if cell.groups[name] == group)
            == number
            for name, group, number in shown
        )
    ]
    assert worlds
    for place, cell in enumerate(cells if shown else ()):
        held = {world[place] for world in worlds}
        assert held not in ({0}, {cell.invited})


def test_percent_is_rounded_half_up():
    assert (percent(1, 8), percent(1, 200), percent(0, 0)) == (13, 1, None)
