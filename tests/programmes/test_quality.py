"""Checks of published figures."""

import datetime
from decimal import Decimal

import pytest

from talkoot.programmes import quality
from talkoot.programmes.models import PublishedFact
from talkoot.programmes.quality import can_both_hold, possible_n

CUT_OFF = datetime.date(2020, 10, 12)


def fact(value: str, **fields: object) -> PublishedFact:
    values: dict[str, object] = {
        "label_fi": "Luku",
        "code": "luku",
        "as_of": CUT_OFF,
        "figure": "x",
    }
    return PublishedFact(value=Decimal(value), **{**values, **fields})


def checks(*facts: PublishedFact) -> list[str]:
    """The names of the checks over facts that warn; those over records have tests of their own."""
    found = []
    for check in (
        quality.published_twice,
        quality.two_cut_offs,
        quality.impossible_shares,
        quality.shares_without_n,
        quality.shares_that_do_not_sum,
        quality.doubtful_divisor,
        quality.one_sided_scale,
    ):
        found += check(None, CUT_OFF, facts)
    return [warn.check for warn in found]


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        (fact("102"), fact("101"), False),
        (fact("102"), fact("100", rule="over"), True),
        (fact("100"), fact("100", rule="over"), True),
        (fact("136"), fact("140", rule="nearest", step=Decimal(10)), True),
        (fact("130"), fact("140", rule="nearest", step=Decimal(10)), False),
        (fact("667"), fact("670", rule="over"), False),
        (fact("1", rule="between", upper=Decimal(2)), fact("2"), True),
    ],
)
def test_two_values_can_both_hold(one, other, holds):
    assert can_both_hold(one, other) is holds
    assert can_both_hold(other, one) is holds


@pytest.mark.parametrize(
    ("value", "n", "decimals", "possible"),
    [
        ("80", 75, 0, 75),
        ("69.4", 75, 1, 72),
        ("97", 52, 0, 39),
        ("78", 52, 0, 51),
        ("39", 3, 0, None),
    ],
)
def test_greatest_possible_n(value, n, decimals, possible):
    assert possible_n(fact(value, n=n, decimals=decimals, unit="%")) == possible


def test_facts_that_agree_raise_nothing():
    assert (
        checks(fact("102"), fact("100", rule="over"), fact("80", n=75, unit="%", figure="y")) == []
    )


def test_another_day_is_told_apart_from_a_contradiction():
    later = datetime.date(2020, 11, 13)
    assert checks(fact("667"), fact("670", rule="over", as_of=later)) == ["cut-offs"]


def test_share_without_n_is_told_but_not_of_money():
    assert checks(fact("80", unit="%"), fact("70", unit="%", figure="y")) == ["missing-n"]
    assert checks(fact("75", unit="%", figure="funding-share")) == []


def test_scale_without_a_negative_step():
    steps = [fact(value, code=f"scale-{value}", figure="") for value in ("3", "2", "1")]
    assert checks(*steps) == ["one-sided-scales"]
    assert checks(*steps, fact("0", code="scale-none", figure="")) == []


def test_divisor_of_a_broken_month():
    new = fact("101", figure="practices-by-year", part="2020")
    mean = fact("10", figure="practices-per-month", part="2020")
    assert checks(new, mean) == ["divisors"]
    mean.as_of = new.as_of = datetime.date(2020, 12, 31)
    assert checks(new, mean) == []
