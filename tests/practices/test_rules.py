"""Who reads and edits, what is missing, which stage fits which day."""

import datetime

import pytest

from talkoot.practices import rules
from talkoot.practices.models import Practice
from tests.factories.practices import make_practice

TODAY = datetime.date(2029, 11, 21)


def test_draft_is_read_by_its_author_and_the_office_only(applicant, outsider, office_user):
    practice = make_practice(state=Practice.State.DRAFT, author=applicant)
    assert rules.can_read(applicant, practice) and rules.can_read(office_user, practice)
    assert not rules.can_read(outsider, practice)
    assert not rules.can_edit(office_user, practice)


def test_at_most_six_answers_are_asked(db):
    assert len(rules.missing_answers(Practice())) == 6


@pytest.mark.parametrize(
    ("stage", "day", "is_right"),
    [
        ("in_use", TODAY, True),
        ("in_use", TODAY + datetime.timedelta(days=1), False),
        ("established", TODAY - datetime.timedelta(days=300), False),
        ("established", datetime.date(2028, 11, 21), True),
    ],
)
def test_stage_fits_its_day(stage, day, is_right):
    assert (rules.stage_problem(stage, day, on=TODAY) == "") == is_right
