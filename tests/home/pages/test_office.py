"""The office's desk."""

import pytest

from tests.factories.calls import make_application
from tests.factories.engagements import make_engagement
from tests.factories.practices import make_practice
from tests.factories.programmes import make_programme


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
    answer = page.sign_in(office_user).get("office", queries=13)
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
