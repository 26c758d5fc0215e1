"""Case and decision numbers by the programme's own pattern."""

import pytest
from django.core.exceptions import ValidationError

from talkoot.programmes import rules
from talkoot.programmes.actions import next_number
from talkoot.programmes.checks import check_number_patterns
from talkoot.programmes.models import Programme
from tests.factories.programmes import make_programme

PATTERNS = {
    "{prefix}/{number}/{year}": "TK/12/2026",
    "{number}/{task_class}/{year}": "12/00.01.02/2026",
    "{prefix}-{year}-{number:04}": "TK-2026-0012",
    "{prefix}/{number}/{task_class}/{year}": "TK/12/00.01.02/2026",
}


@pytest.mark.parametrize(("pattern", "number"), PATTERNS.items())
def test_number_of_follows_the_pattern(pattern, number):
    programme = Programme(number_prefix="TK", task_class="00.01.02", case_pattern=pattern)
    assert rules.number_of(programme, "case", number=12, year=2026) == number


@pytest.mark.parametrize(
    "pattern",
    [
        "{prefix}/{number}",
        "{prefix}/{year}",
        "{prefix}/{number}/{year}/{month}",
        "{prefix}/{number/{year}",
        "{prefix}/{number!r}/{year}",
        "{prefix.__class__}/{number}/{year}",
        "{number:>99999999}/{year}",
        "{0}/{number}/{year}",
        "{number}/{task_class}/{year}",
    ],
)
def test_pattern_that_cannot_work_is_refused_with_a_sentence(pattern):
    with pytest.raises(ValidationError) as refusal:
        rules.check_number_pattern(pattern, task_class="")
    assert pattern in refusal.value.message


def test_patterns_of_two_programmes_may_not_meet(programme):
    other = make_programme()
    for one in (programme, other):
        one.case_pattern = "{number}/{year}"
        one.save()
    with pytest.raises(ValidationError):
        rules.check_numbers(other)
    assert [error.id for error in check_number_patterns(None, databases=["default"])] == [
        "talkoot.E010",
        "talkoot.E010",
    ]


def test_case_and_decision_need_patterns_that_differ(programme):
    programme.decision_pattern = programme.case_pattern
    with pytest.raises(ValidationError):
        rules.check_numbers(programme)


def test_next_number_runs_by_year_and_pattern(programme):
    programme.case_pattern = "{prefix}-{year}-{number:03}"
    prefix = programme.number_prefix
    numbers = [next_number(programme, "case", year=year) for year in (2026, 2026, 2027)]
    assert numbers == [f"{prefix}-2026-001", f"{prefix}-2026-002", f"{prefix}-2027-001"]


def test_usual_patterns_pass(programme):
    rules.check_numbers(programme)
    assert check_number_patterns(None, databases=["default"]) == []
