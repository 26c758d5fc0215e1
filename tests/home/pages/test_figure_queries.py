"""A figure's page reads the same number of times however many records lie behind it."""

import pytest
from django.db import transaction

from talkoot.core.figures import all_figures
from tests.database import settle
from tests.figures import make_records

pytestmark = pytest.mark.django_db
# Session, user, programmes, the figure, what was published, and a page of records: number, rows;
# one or two for roles, what a filter offers, what the figure's groups and parts read, and the cases
# of series and decisions.
QUERIES = {
    figure_id: count
    for count, ids in {
        14: "decision-time",
        7: (
            "budget-annual budget-total campaigns channels evaluation-areas findings-condition "
            "findings-minus findings-plus funding-share impact-nodes-assessed interviewees "
            "lessons-learned lessons-positive long-term-effects newsletter-subscribers "
            "newsletters page-views podcast-episodes publications recommendations unique-views "
            "workshop-organisations"
        ),
        8: (
            "participations adopted-share adoptions adoptions-verified awards campaign-practices "
            "co-organised-seats context-statistics course-grade curated-lists "
            "feedback-response-rate funded-participants games-played media-hits network-members "
            "network-organisations networks networks-born newsletter-interesting "
            "newsletter-reads "
            "qualification-persons "
            "newsletter-topical newsletter-useful persons portal-content-interesting "
            "portal-recommend-agree portal-search-easy portal-tell-again practices-by-year "
            "practices-per-inhabitants practices-per-month practices-published practices-top "
            "presentations pulse-continues pulse-in-use pulse-spread repeat-submitters "
            "same-expert school-hours school-sessions series-grade-lowest series-participants "
            "staff stories stories-invited stories-published stories-seen sub-programmes "
            "survey-answers teams-withdrawn webinar-audience webinars"
        ),
        9: (
            "agent-roles coded-benefits commitments-kept cost-per-day cost-per-participant "
            "cost-per-practice days-ordered effect-areas-individual effect-areas-organisation "
            "effect-continuity-individual effect-continuity-organisation "
            "effect-direction-individual effect-direction-organisation effect-progress-individual "
            "effect-progress-organisation effect-start-individual effect-start-organisation "
            "effect-success-individual effect-success-organisation euros-ordered "
            "experiments-tried experts-named feedback-mean kinds-per-organisation "
            "lessons-carried-on municipalities-reached newsletter-content open-events "
            "organisations-in-series outside-grants perspective-statements "
            "portal-routes practice-organisations practices-by-period practices-cumulative "
            "support-needs survey-rounds "
            "workshop-persons"
        ),
        10: (
            "applications-lapsed applications-submitted applications-to-complete "
            "co-operation-realised course-participants days-to-first-session effect-ranks "
            "hours-delivered-share hours-granted interviews "
            "practices-by-sector service-effects service-staff-share teams-admitted"
        ),
        11: (
            "attendances challenge-workshops days-delivered days-granted days-per-organisation "
            "hours-delivered organisations-reached service-attendances "
            "service-persons staff-share survey-response-rate workshop-series"
        ),
        12: ("decision-time-best days-granted-usual organisations-granted trainings"),
        13: ("approval-rate "),
    }.items()
    for figure_id in ids.split()
}


@pytest.fixture(scope="module", params=[1, 3])
def count(request, django_db_setup, django_db_blocker):
    """So many records behind each figure, made once for all figures and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        for _number in range(request.param):
            make_records()
        settle()
        yield request.param
        transaction.set_rollback(True)


@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_records_read_the_same_however_many(count, figure, page, office_user):
    page.sign_in(office_user)
    answer = page.get("figure", figure.id, queries=QUERIES[figure.id])
    assert len(answer.context["records"]) >= count
