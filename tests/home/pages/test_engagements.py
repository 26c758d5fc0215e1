"""The list of engagements."""

import pytest

from tests.factories.engagements import make_engagement

QUERIES = 7


def titles(answer):
    return [
        cell.find("a").text.replace("\u00ad", "") for cell in answer.page.all("th", scope="row")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries_however_long_it_is(
    page, expert_user, call, applicant, expert, count
):
    for state in ("open", "agreed", "delivered") * count:
        make_engagement(expert=expert, state=state)
    answer = page.sign_in(expert_user).get("engagements", queries=QUERIES)
    assert len(titles(answer)) == 3 * count


def test_list_shows_the_experts_own_and_the_offices_all(
    page, expert_user, office_user, applicant, call, expert
):
    own = make_engagement(expert=expert)
    make_engagement()
    assert titles(page.sign_in(expert_user).get("engagements")) == [own.application.title]
    assert len(titles(page.sign_in(office_user).get("engagements"))) == 2
    assert titles(page.sign_in(applicant).get("engagements")) == []


def test_list_needs_signing_in(page, db):
    page.get("engagements", redirects_to="/accounts/login/?next=/engagements/")


@pytest.mark.parametrize(
    ("role", "title"), [("expert_user", "Asiantuntija"), ("office_user", "Ohjelmatoimisto")]
)
def test_header_tells_whose_pages_these_are(request, page, role, title):
    answer = page.sign_in(request.getfixturevalue(role)).get("engagements")
    assert answer.page.all("span", class_="ui-brand__sub")[0].text == title
