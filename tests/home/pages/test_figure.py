"""One figure: its definition, and its records for those who may see them."""

import pytest

from talkoot.core.figures import all_figures
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice
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


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("figure", all_figures(), ids=lambda figure: figure.id)
def test_records_read_the_same_however_many(figure, count, page, call, office_user):
    for _number in range(count):
        make_records()
    page.sign_in(office_user)
    answer = page.get("figure", figure.id, queries=QUERIES[figure.id])
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


def test_empty_base_says_so_and_gives_no_number(page, programme):
    answer = page.get(f"/en/figures/approval-rate/?programme={programme.slug}")
    assert answer.context["row"].counted.value is None
    assert "Nothing can be said" in answer.text


def test_figure_tells_how_it_is_rounded(page, programme):
    make_practice(state="published")
    answer = page.get(f"/en/figures/practices-published/?programme={programme.slug}")
    assert "Half up, to whole numbers" in answer.text
    assert "Nothing can be said" not in answer.text


def test_nonsense_day_means_today_and_says_so(page, programme):
    make_practice(state="published")
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&as_of=2026-13-99")
    assert "2026-13-99" in answer.text


def test_day_before_the_programme_is_told(page, programme):
    day = programme.starts_on.replace(year=programme.starts_on.year - 1)
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&as_of={day}")
    assert len(answer.context["choice"].notes) == 1


def test_figure_of_one_kind_of_organisation(page, programme):
    for kind in ("municipality", "company"):
        make_practice(organisation=make_organisation(kind=kind), state="published")
    answer = page.get(f"/figures/practices-published/?programme={programme.slug}&kind=company")
    assert answer.context["row"].counted.value == len(answer.context["records"]) == 1


@pytest.mark.parametrize("asked", ["period=9", "region=99", "kind=x", "service=ei-ole"])
def test_unknown_filter_is_refused(asked, page, programme):
    page.get(f"/figures/practices-published/?programme={programme.slug}&{asked}", status=400)


def test_filter_that_the_figure_does_not_know_is_refused(page, programme):
    answer = page.get(f"/figures/newsletters/?programme={programme.slug}&region=06", status=400)
    assert "maakunta" in answer.text


def test_planned_programme_is_its_office_s(page, programme, office_user):
    type(programme).objects.update(state="planned")
    address = f"/figures/practices-published/?programme={programme.slug}"
    page.get(address, status=404)
    page.sign_in(office_user).get(address)


def test_unknown_figure_gets_a_sentence(page, programme):
    page.get("/figures/no-such-figure/", status=404)
