"""School grades in quarters."""

from decimal import Decimal

import pytest

from talkoot.core.grades import GRADES, grade_text, grade_value


@pytest.mark.parametrize(
    ("text", "value"),
    [("10", "10"), ("9-", "8.75"), ("9+", "9.25"), ("9½", "9.5"), ("4", "4"), ("10-", "9.75")],
)
def test_a_grade_is_written_as_at_school(text, value):
    assert GRADES[text] == Decimal(value)
    assert grade_text(Decimal(value)) == text


def test_there_are_four_steps_to_a_grade():
    assert len(GRADES) == 25
    assert list(GRADES)[:5] == ["10", "10-", "9½", "9+", "9"]


@pytest.mark.parametrize(("value", "text"), [("8.624", "8½"), ("8.625", "9-"), ("8.9", "9")])
def test_a_mean_is_printed_as_the_nearest_grade(value, text):
    assert grade_text(Decimal(value)) == text


@pytest.mark.parametrize("text", ["9 1/2", " 9½ ", "9½"])
def test_a_half_is_read_in_two_ways(text):
    assert grade_value(text) == Decimal("9.5")


@pytest.mark.parametrize("text", ["3", "11", "10+", "9,5", "4-", ""])
def test_what_is_no_grade(text):
    assert grade_value(text) is None


@pytest.mark.parametrize("value", ["3.8", "10.2", "0"])
def test_what_no_grade_can_print(value):
    with pytest.raises(ValueError):
        grade_text(Decimal(value))
