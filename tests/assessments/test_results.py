"""Weighted means, spread and severity."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.assessments.models import Score
from talkoot.assessments.queries.results import latest_result, results_of, severities
from talkoot.people.rules import office_ids
from tests.factories.assessments import (
    make_assessor,
    make_assignment,
    make_phase,
    make_yardstick,
)
from tests.factories.calls import make_application


@pytest.fixture
def phase(call):
    """Two yardsticks: 5 points of weight 1 and 10 points of weight 3, and one met or not."""
    phase = make_phase(call)
    make_yardstick(phase, most_points=10, weight=Decimal(3))
    make_yardstick(phase, is_pass_fail=True)
    return phase


def give(phase, application, assessor, *points, is_passed=True):
    row = make_assignment(phase, application=application, assessor=assessor, state="submitted")
    scored = phase.yardsticks.filter(is_pass_fail=False)
    for yardstick, value in zip(scored, points, strict=True):
        Score.objects.create(assignment=row, yardstick=yardstick, points=value)
    Score.objects.create(
        assignment=row, yardstick=phase.yardsticks.get(is_pass_fail=True), is_passed=is_passed
    )


def test_mean_spread_and_severity(phase, call, office_user):
    first, second = (make_application(call=call, state="submitted") for _n in range(2))
    mild, severe = make_assessor(call), make_assessor(call)
    give(phase, first, mild, 5, 10)  # 100
    give(phase, first, severe, 5, 5, is_passed=False)  # (1*1 + 3*0.5) / 4 = 62.5
    give(phase, second, mild, 0, 4)  # 3*0.4 / 4 = 30
    make_assignment(phase, application=second, assessor=severe)
    best, other = results_of(office_user, phase)
    assert best.application == first
    assert (best.mean, best.spread, best.deviation) == (81.25, 37.5, 18.75)
    assert best.is_flagged
    assert (best.passed, best.failed) == (1, 1)
    assert (other.mean, other.spread, other.waiting) == (pytest.approx(30), None, 1)
    assert not other.is_flagged
    by_assessor = {row.assessor: row for row in severities([best, other])}
    assert by_assessor[severe].difference == -37.5
    assert (by_assessor[mild].difference, by_assessor[mild].compared) == (37.5, 1)
    assert by_assessor[mild].mean == pytest.approx(65)


def test_orders(phase, call, office_user):
    rows = [make_application(call=call, state="submitted") for _n in range(3)]
    for row, points in zip(rows, [(1, 1), (5, 10), (3, 5)], strict=True):
        give(phase, row, make_assessor(call), *points)
    assert [r.application for r in results_of(office_user, phase)] == [rows[1], rows[2], rows[0]]
    assert [r.application for r in results_of(office_user, phase, sort="number")] == rows


@pytest.mark.parametrize("count", [1, 3])
def test_results_take_a_fixed_number_of_queries(phase, call, office_user, count):
    for _number in range(count):
        application = make_application(call=call, state="submitted")
        give(phase, application, make_assessor(call), 3, 6)
    office_ids(office_user)
    with CaptureQueriesContext(connection) as captured:
        severities(results_of(office_user, phase))
    assert len(captured) == 3


def test_latest_result_is_of_the_last_phase_assessed(phase, call, office_user, application):
    give(phase, application, make_assessor(call), 5, 10)
    later = make_phase(call)
    found = latest_result(office_user, application)
    assert found is not None
    assert found[0] == phase
    make_assignment(later, application=application, points=1)
    found = latest_result(office_user, application)
    assert found is not None
    assert (found[0], found[1].mean) == (later, 20.0)


def test_an_application_without_points_has_no_result(office_user, application):
    assert latest_result(office_user, application) is None
