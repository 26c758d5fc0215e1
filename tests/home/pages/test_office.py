"""The office's desk."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.calls import make_application
from tests.factories.engagements import make_engagement
from tests.factories.practices import make_practice
from tests.factories.programmes import make_programme
from tests.factories.surveys import make_round, make_tally


def badges(answer):
    return [
        "".join(badge.itertext()).split()[0] for badge in answer.page.all("span", class_="ui-badge")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_desk_makes_the_same_queries_however_much_waits(page, office_user, call, count):
    for _number in range(count):
        make_application(state="submitted")
        make_engagement()
        make_practice(state="submitted")
    answer = page.sign_in(office_user).get("office", queries=14)
    assert len(answer.page.all("li", class_="ui-tile")) == 4
    assert len(answer.page.all("th", scope="row")) == 2 * count
    assert badges(answer) == [str(count), str(count)]


def test_desk_with_nothing_waiting(page, office_user):
    answer = page.sign_in(office_user).get("office")
    assert badges(answer) == []
    assert not answer.page.all("div", class_="ui-notice--warn")


def test_desk_shows_one_programme_at_a_time(page, office_user, call, programme):
    other = make_programme(office=programme.office)
    make_application(state="submitted", title="Näkyy")
    first = page.sign_in(office_user).get("office")
    assert "Näkyy" in first.text
    second = page.get(f"/office/?programme={other.slug}")
    assert "Näkyy" not in second.text
    assert other.name in second.text
    page.get("/office/?programme=olematon")


def test_desk_is_for_the_office(page, applicant, expert_user):
    page.get("office", redirects_to="/accounts/login/?next=/office/")
    for user in (applicant, expert_user):
        page.sign_in(user).get("office", status=403)


def test_menu_marks_where_one_is_and_is_smaller_for_the_expert(page, office_user, expert_user):
    answer = page.sign_in(office_user).get("engagements")
    here = [link.get("href") for link in answer.page.all("a", aria_current="page")]
    assert here == ["/engagements/"]
    assert "/office/" in [link.get("href") for link in answer.page.all("a")]
    answer = page.sign_in(expert_user).get("engagements")
    assert "/office/" not in [link.get("href") for link in answer.page.all("a")]
    assert answer.page.all("details", class_="ui-side")


def test_desk_flags_series_rated_below_four(page, office_user, programme):
    closed = timezone.localdate() - datetime.timedelta(days=1)
    grades = {"Heikko": {"3": 4, "4": 2}, "Rajalla": {"4": 6}, "Hyvä": {"5": 6}}
    for number, (title, counts) in enumerate(grades.items()):
        survey = make_round(
            programme=programme, title=title, occasion=f"series:{number}", state="closed",
            opens_on=closed, closes_on=closed,
        )  # fmt: skip
        make_tally(survey, "overall", counts)
    # Too few answers for a result of its own: nothing is told of them.
    hidden = make_round(
        programme=programme, title="Harvat", occasion="series:9", state="closed",
        opens_on=closed, closes_on=closed,
    )  # fmt: skip
    make_tally(hidden, "overall", {"1": 2}, figures={})
    answer = page.sign_in(office_user).get("office")
    assert "Heikko" in answer.text and "3,3" in answer.text
    for title in ("Rajalla", "Hyvä", "Harvat"):
        assert title not in answer.text
