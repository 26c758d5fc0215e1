"""Figures of feedback."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.figures import Filters, get_figure
from talkoot.home.queries import figure_rows
from talkoot.surveys.actions.tallies import tally_rounds
from talkoot.surveys.figure_rows import responders_by_region
from tests.factories.programmes import make_offering
from tests.factories.surveys import (
    make_invitation,
    make_item,
    make_questionnaire,
    make_response,
    make_round,
    make_tally,
)
from tests.figures import count

pytestmark = pytest.mark.django_db


def test_mean_is_of_what_has_been_settled(programme):
    feedback = make_questionnaire("session-feedback")
    survey = make_round(feedback, state="closed")
    make_tally(survey, "overall", {"5": 3, "4": 1, "2": 1})
    hidden = make_round(feedback, state="closed")
    make_tally(hidden, "overall", {"1": 3}, figures={})
    waiting = make_round(feedback, state="closed")
    make_tally(waiting, "overall", {"1": 3}, figures={"block": [waiting.pk, 0]})
    found = count("feedback-mean")
    assert (found.value, found.n) == (Decimal(21) / 5, 5)
    assert survey in found.records


def test_mean_leaves_out_other_questionnaires_and_open_rounds(programme):
    make_tally(make_round(make_questionnaire("muu"), state="closed"), "overall", {"1": 9})
    make_tally(make_round(make_questionnaire("session-feedback")), "overall", {"1": 9})
    found = count("feedback-mean")
    assert (found.value, found.n) == (None, 0)
    assert not found.records


YES_ITEMS = {"reads", "same-expert"}
PUBLISHED = [
    ("effectiveness-individual", "start", "individual", "effect-start-individual", 71, 90, 79),
    ("effectiveness-individual", "direction", "individual",
     "effect-direction-individual", 52, 90, 58),
    ("effectiveness-organisation", "continuity", "organisation",
     "effect-continuity-organisation", 15, 16, 94),
    ("newsletter-survey", "reads", "", "newsletter-reads", 60, 75, 80),
    ("portal-survey", "recommend-agree", "", "portal-recommend-agree", 80, 91, 88),
    ("effectiveness-organisation", "same-expert", "organisation", "same-expert", 16, 32, 50),
]  # fmt: skip


@pytest.mark.parametrize(("survey", "item", "viewpoint", "figure", "k", "n", "percent"), PUBLISHED)
def test_published_shares_come_of_the_answers(
    programme, survey, item, viewpoint, figure, k, n, percent
):
    questionnaire = make_questionnaire(survey)
    make_item(questionnaire, code=item, kind="yes_no" if item in YES_ITEMS else "effect")
    round_ = make_round(questionnaire, state="closed", mode="confidential", viewpoint=viewpoint)
    best, worst = ("yes", "no") if item in YES_ITEMS else ("5", "1")
    for number in range(n):
        make_response(round_, {item: best if number < k else worst})
    tally_rounds()
    found = count(figure)
    assert (found.n, round(found.value)) == (n, percent)


def test_areas_are_ranked_with_shared_ranks(programme):
    survey = make_round(
        make_questionnaire("effectiveness-individual"), state="closed", viewpoint="individual"
    )
    make_tally(survey, "areas.new-ways", {"5": 6, "4": 2, "1": 2})
    make_tally(survey, "areas.customers", {"5": 6, "4": 2, "1": 2})
    make_tally(survey, "areas.competence", {"5": 9, "1": 1})
    found = count("effect-areas-individual")
    assert (found.value, found.n) == (90, 10)
    figure = get_figure("effect-areas-individual")
    rows = figure.breakdown.rows(programme, timezone.localdate())
    assert [(row[0], row[2]) for row in rows] == [(1, "90"), (2, "80"), (2, "80")]


def test_regions_too_small_go_together(programme):
    survey = make_round(state="closed")
    now = timezone.now() - datetime.timedelta(days=3)
    sizes = {"01": 20, "02": 6, "04": 3, "05": 1}
    for region, size in sizes.items():
        for number in range(size):
            make_invitation(
                survey, sent_at=now, groups={"region": region}, has_answered=number % 2 == 0
            )
    rows = responders_by_region(programme, timezone.localdate())
    assert [row[1] for row in rows] == [20, 10]
    assert rows[0][2:] == ["67", "63", "50"]


def test_response_rate_counts_requests_sent(programme):
    now = timezone.now()
    survey = make_round()
    make_invitation(survey, sent_at=now, has_answered=True, answered_at=now)
    for _number in range(3):
        make_invitation(survey, sent_at=now)
    make_invitation(survey)
    found = count("feedback-response-rate")
    assert (found.value, found.n) == (25, 4)
    assert list(found.records) == [survey]


def test_answers_and_rates_are_narrowed_to_a_service(programme):
    feedback = make_questionnaire("session-feedback")
    mine, other = make_offering(programme), make_offering(programme)
    for service, grade, requests in ((mine, "5", 5), (other, "3", 4)):
        survey = make_round(feedback, state="closed", service=service)
        make_tally(survey, "overall", {grade: 6})
        for _number in range(requests):
            make_invitation(survey, sent_at=timezone.now())
    ids = ["feedback-mean", "feedback-response-rate"]
    found = {
        service.pk: [
            (row.counted.value, row.counted.n)
            for row in figure_rows(programme, timezone.localdate(), ids, Filters(service=service))
        ]
        for service in (mine, other)
    }
    # Of a few requests nothing is told.
    assert found == {mine.pk: [(5, 6), (0, 5)], other.pk: [(3, 6), (None, 0)]}


def test_planned_round_is_not_counted(programme):
    make_invitation(make_round(state="planned"), sent_at=timezone.now())
    assert count("feedback-response-rate").value is None
