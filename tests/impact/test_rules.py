"""Loops, lights and expectations."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.impact.models import Light, Threshold
from talkoot.impact.rules import find_loop
from talkoot.impact.rules.lights import (
    Outcome,
    light_of_figure,
    light_of_levels,
    light_problem,
    outcome_of,
    weakest,
)


def test_loop_is_found_and_named_in_order():
    assert find_loop([(1, 2), (2, 3)], start=3, end=1) == [1, 2, 3]
    assert find_loop([(1, 2), (2, 3)], start=1, end=3) == []


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_links_that_are_let_in_never_make_a_loop(pairs):
    links: list[tuple[int, int]] = []
    for start, end in pairs:
        if start != end and not find_loop(links, start, end):
            links.append((start, end))
    left = {node for pair in links for node in pair}
    while left:  # Without a loop there is always a node to which nothing leads.
        free = {node for node in left if not any(a in left and b == node for a, b in links)}
        assert free
        left -= free


@pytest.mark.parametrize(
    ("expected", "achieved", "light", "outcome"),
    [
        (3, 4, Light.VERY_MUCH, Outcome.EXCEEDED),
        (3, 3, Light.VERY_MUCH, Outcome.MET),
        (4, 3, Light.MUCH, Outcome.PARTLY),
        (4, 1, Light.SOMEWHAT, Outcome.PARTLY),
        (2, 0, Light.NOT, Outcome.NOT),
        (2, None, "", Outcome.UNKNOWN),
        (None, 3, "", Outcome.NO_EXPECTATION),
    ],
)
def test_light_is_relative_to_the_expectation(expected, achieved, light, outcome):
    assert light_of_levels(expected, achieved, is_adverse=False) == light
    assert outcome_of(expected, achieved, is_adverse=False) == outcome


def test_the_wrong_direction_is_no_colour_of_the_three():
    assert light_of_levels(3, 3, is_adverse=True) == Light.ADVERSE
    assert outcome_of(3, 3, is_adverse=True) == Outcome.NEGATIVE


@pytest.mark.parametrize(
    ("value", "light"),
    [(80, "very_much"), (79, "much"), (50, "somewhat"), (49, "not"), (None, "")],
)
def test_limits_of_a_figure_that_should_grow(value, light):
    limits = Threshold(very_much=Decimal(80), much=Decimal(60), somewhat=Decimal(50))
    assert light_of_figure(value, limits) == light


@pytest.mark.parametrize(("value", "light"), [(2, "very_much"), (3, "much"), (9, "not")])
def test_limits_of_a_figure_that_should_fall(value, light):
    limits = Threshold(very_much=Decimal(2), much=Decimal(4), somewhat=Decimal(8))
    assert light_of_figure(value, limits) == light


def test_the_weakest_of_the_known_lights_is_proposed():
    assert weakest(["very_much", "", "somewhat"]) == "somewhat"
    assert weakest(["", ""]) == ""


def test_another_light_needs_a_reason():
    assert light_problem("much", "very_much", "")
    assert light_problem("much", "", "")
    assert light_problem("much", "very_much", "Kolme tapausta.") == ""
    assert light_problem("", "", "") == ""
    assert light_problem("", "much", "")
