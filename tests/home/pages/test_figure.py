"""One figure: its definition, and its records for those who may see them."""

import pytest

from talkoot.core.figures import all_figures
from talkoot.surveys.results.shares import EFFECTS
from tests.factories.practices import make_practice
from tests.figures import make_records

pytestmark = pytest.mark.django_db
# Session, user, programmes, the figure, what was published, and a page of records: number, rows.
PUBLIC_QUERIES = 7
OFFICE_QUERIES = 8  # The person's roles, too.
# Series and sessions lead to their cases, decisions to what changed them: one query for the rows.
CASE_QUERIES = {
    **dict.fromkeys(
        [
            *("approval-rate", "organisations-granted", "days-granted", "days-granted-usual"),
            *("decision-time", "decision-time-best"),
        ],
        OFFICE_QUERIES + 1,
    ),
    **dict.fromkeys(
        [
            *("days-delivered", "attendances", "staff-share", "service-attendances"),
            *("organisations-in-series", "course-participants"),
        ],
        OFFICE_QUERIES + 1,
    ),
    **dict.fromkeys(
        ["trainings", "workshop-series", "challenge-workshops", "webinars"], PUBLIC_QUERIES + 1
    ),
}

GROUP_QUERIES = {  # Breakdowns; what a unit cost divides, and the costs.
    **dict.fromkeys(["cost-per-day", "cost-per-participant", "cost-per-practice"], 2),
    "approval-rate": 2,
    "decision-time": 2,
    "days-granted-usual": 1,
    "hours-delivered": 1,
    "commitments-kept": 1,
    "teams-admitted": 1,
    "experiments-tried": 1,
    "perspective-statements": 1,
    "trainings": 2,
    "workshop-series": 1,
    "organisations-in-series": 1,
    "course-participants": 1,
    "experts-named": 1,
    "days-ordered": 1,
    "euros-ordered": 1,
    "interviews": 1,
    "coded-benefits": 1,
    "agent-roles": 1,
    "survey-response-rate": 1,
    **dict.fromkeys(
        [
            *("effect-areas-organisation", "effect-areas-individual", "newsletter-content"),
            *("portal-routes", "support-needs"),
            *(
                f"effect-{effect}-{viewpoint}"
                for effect in EFFECTS
                for viewpoint in ("organisation", "individual")
            ),
        ],
        2,
    ),
}

PART_QUERIES = {  # What stands under the figure.
    **dict.fromkeys(
        [
            "funding-share",
            "staff",
            "sub-programmes",
            "survey-rounds",
            "interviews",
            "workshop-series",
            "challenge-workshops",
            "service-persons",
            "participations",
            "series-participants",
            "workshop-persons",
            "webinar-audience",
            "school-sessions",
            "co-organised-seats",
            "teams-admitted",
            "perspective-statements",
            "days-per-organisation",
            "practices-top",
            "practices-cumulative",
            "practices-by-year",
            "practices-per-month",
            "curated-lists",
            "practice-organisations",
            "networks",
            "network-organisations",
            "network-members",
            "stories",
            "newsletter-subscribers",
            "channels",
            "media-hits",
            "awards",
            "presentations",
            "context-statistics",
        ],
        1,
    ),
    **dict.fromkeys(
        [
            "feedback-mean",
            "survey-response-rate",
            "newsletter-content",
            "portal-routes",
            "support-needs",
            "trainings",
            "organisations-reached",
            "open-events",
            "school-hours",
            "organisations-granted",
            "practices-by-sector",
            "practices-by-period",
        ],
        2,
    ),
    **dict.fromkeys(["service-effects", "effect-ranks"], 3),
    **dict.fromkeys(["campaign-practices"], 4),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_records_read_the_same_however_many(figure, count, page, call, office_user):
    for _number in range(count):
        make_records()
    queries = PUBLIC_QUERIES if figure.has_public_records else OFFICE_QUERIES
    page.sign_in(office_user)
    queries = CASE_QUERIES.get(figure.id, queries) + GROUP_QUERIES.get(figure.id, 0)
    queries += PART_QUERIES.get(figure.id, 0)
    answer = page.get("figure", figure.id, queries=queries)
    assert len(answer.context["records"]) >= count


def test_records_open(page, programme):
    practices = [make_practice(state="published") for _number in range(3)]
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}")
    for practice in practices:
        assert answer.links[practice.title] == practice.get_absolute_url()


def test_records_of_applications_are_the_office_s(page, application, office_user):
    assert application.title not in page.get("figure", "applications-submitted").text
    page.sign_in(office_user)
    assert application.title in page.get("figure", "applications-submitted").text


def test_day_before_everything_counts_nothing(page, programme):
    make_practice(state="published")
    url = f"/figures/practices-published/?programme={programme.slug}&as_of=2001-01-01"
    assert "Ei tietueita" in page.get(url).text


def test_nonsense_day_means_today(page, programme):
    make_practice(state="published")
    page.get(f"/figures/practices-published/?programme={programme.slug}&as_of=2026-13-99")


def test_unknown_figure_gets_a_sentence(page, programme):
    page.get("/figures/no-such-figure/", status=404)
