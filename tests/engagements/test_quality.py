"""What the feedback tells of an expert, with nobody's answer to be guessed."""

import datetime
from decimal import Decimal

import pytest

from talkoot.engagements.quality import quality_of, trend_of
from talkoot.surveys.queries import DatedGrades
from tests.factories.engagements import make_day_report, make_engagement
from tests.factories.events import make_session
from tests.factories.experts import make_expert
from tests.factories.surveys import make_response, make_round

SPRING, AUTUMN, NEXT = (
    datetime.date(2026, 3, 1),
    datetime.date(2026, 9, 1),
    datetime.date(2027, 2, 1),
)


def answers(*counts):
    """`counts` are (day, how many, grade)."""
    return [
        DatedGrades(day, {"competence": grade, "overall": grade})
        for day, count, grade in counts
        for _ in range(count)
    ]


def labels(*counts):
    return [(row.label, row.n) for row in trend_of(answers(*counts))]


def test_half_years_of_enough_answers_stand_alone():
    assert labels((SPRING, 5, 4), (AUTUMN, 6, 5)) == [("1/2026", 5), ("2/2026", 6)]
    trend = trend_of(answers((SPRING, 5, 4), (AUTUMN, 6, 5)))
    assert [row.means["overall"] for row in trend] == [Decimal("4.0"), Decimal("5.0")]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Four alone could be told from the whole by subtracting, so they join a neighbour.
        ([(SPRING, 5, 4), (AUTUMN, 4, 1), (NEXT, 5, 5)], [("1/2026", 5), ("2/2026–1/2027", 9)]),
        ([(SPRING, 4, 4), (AUTUMN, 5, 5), (NEXT, 5, 5)], [("1/2026–2/2026", 9), ("1/2027", 5)]),
        ([(SPRING, 5, 4), (AUTUMN, 5, 4), (NEXT, 1, 1)], [("1/2026", 5), ("2/2026–1/2027", 6)]),
        ([(SPRING, 5, 4), (AUTUMN, 4, 1)], []),
        ([(SPRING, 12, 4)], []),
        ([], []),
    ],
)
def test_few_answers_join_their_neighbours(counts, expected):
    assert labels(*counts) == expected


@pytest.fixture
def delivered(db, expert):
    """An engagement with a day of the expert and its feedback round."""
    engagement = make_engagement(expert=expert, state="delivered", feedback_round=make_round())
    session = engagement.series.sessions.get()
    make_day_report(
        session, expert=expert, hours=Decimal(3), feedback_round=engagement.feedback_round
    )
    return engagement


def test_means_wait_for_five_answers(delivered, expert, django_assert_num_queries):
    for _ in range(4):
        make_response(delivered.feedback_round, answers={"competence": "5", "overall": "4"})
    with django_assert_num_queries(2):
        few = quality_of(expert)
    assert (few.is_shown, few.n, few.trend) == (False, 4, [])

    make_response(delivered.feedback_round, answers={"competence": 4, "overall": 5})
    enough = quality_of(expert)
    assert enough.means == {"competence": Decimal("4.8"), "overall": Decimal("4.2")}


def test_a_round_on_the_days_of_two_experts_tells_of_neither(delivered, expert):
    for _number in range(5):
        make_response(delivered.feedback_round, {"competence": "5", "overall": "5"})
    assert quality_of(expert).n == 5
    successor = make_expert(supplier=expert.supplier)
    session = make_session(delivered.series, order=2, state="held")
    make_day_report(session=session, expert=successor, feedback_round=delivered.feedback_round)
    assert (quality_of(expert).n, quality_of(successor).n) == (0, 0)


def test_days_are_counted_from_the_reports(delivered, expert):
    found = quality_of(expert)
    assert (found.days, found.organisations) == (Decimal("0.5"), 1)


def test_half_an_answer_does_not_count(delivered, expert):
    for _ in range(5):
        make_response(delivered.feedback_round, answers={"overall": "4"})
    assert quality_of(expert).n == 0
