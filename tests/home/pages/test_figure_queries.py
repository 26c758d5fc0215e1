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
        7: (
            "budget-annual budget-total evaluation-areas findings-condition findings-minus "
            "findings-plus funding-share council-decisions interviewees lessons-learned "
            "lessons-positive long-term-effects recommendations successor-principles"
        ),
        8: (
            "campaigns channels context-statistics impact-nodes-assessed network-members "
            "network-organisations newsletter-subscribers newsletters page-views "
            "podcast-episodes publications staff unique-views"
        ),
        9: (
            "adopted-share adoptions adoptions-after-programme adoptions-verified agent-roles "
            "awards coded-benefits cost-per-day cost-per-participant cost-per-practice "
            "curated-lists experts-named funded-participants kinds-per-organisation media-hits "
            "municipalities-reached networks practice-writing-time practices-by-year "
            "practices-per-inhabitants practices-per-month practices-published practices-top "
            "presentations repeat-submitters stories stories-invited stories-published "
            "stories-seen sub-programmes workshop-organisations"
        ),
        10: (
            "applications-lapsed applications-submitted applications-to-complete "
            "campaign-practices co-operation-realised co-organised-seats course-grade "
            "days-to-first-session feedback-response-rate games-played hours-delivered-share "
            "hours-granted networks-born newsletter-interesting newsletter-reads "
            "newsletter-topical newsletter-useful participations persons "
            "portal-content-interesting portal-recommend-agree portal-search-easy "
            "portal-tell-again practice-organisations practices-by-period practices-cumulative "
            "pulse-continues pulse-in-use pulse-spread qualification-persons same-expert "
            "school-hours school-sessions series-grade-lowest series-participants "
            "service-staff-share survey-answers teams-withdrawn time-to-apply webinar-audience "
            "webinars"
        ),
        11: (
            "attendances challenge-workshops commitments-kept days-delivered days-granted "
            "days-ordered days-per-organisation decision-time-kept effect-areas-individual "
            "effect-areas-organisation effect-continuity-individual "
            "effect-continuity-organisation effect-direction-individual "
            "effect-direction-organisation effect-progress-individual "
            "effect-progress-organisation effect-start-individual effect-start-organisation "
            "effect-success-individual effect-success-organisation euros-ordered "
            "experiments-tried feedback-mean hours-delivered interviews lessons-carried-on "
            "newsletter-content open-events organisations-in-series organisations-reached "
            "outside-grants perspective-statements planned-person-days planned-seats "
            "portal-routes practices-by-sector service-attendances service-persons staff-share "
            "support-needs survey-rounds workshop-persons workshop-series"
        ),
        12: (
            "course-participants days-granted-usual decision-time-best effect-ranks "
            "first-time-share organisations-granted planned-series "
            "planned-sessions service-effects teams-admitted trainings"
        ),
        13: "approval-rate survey-response-rate",
        14: "decision-time",
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
