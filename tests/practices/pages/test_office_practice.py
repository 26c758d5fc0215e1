"""Moderation."""

import pytest

from talkoot.practices.models import Practice
from talkoot.search.queries import find
from tests.factories.people import make_officer, make_organisation
from tests.factories.practices import make_practice

State = Practice.State


@pytest.fixture
def waiting(applicant):
    return make_practice("Sanelukello", state=State.SUBMITTED, author=applicant, may_publish=True)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_at_any_length(page, office_user, count):
    for _number in range(count):
        make_practice(state=State.SUBMITTED)
    page.sign_in(office_user).get("office-practices", queries=7)


def test_queue_is_the_offices_own(page, waiting, office_user, outsider):
    page.sign_in(outsider).get("office-practices", status=403)
    other = make_officer(make_organisation(kind="association"))
    assert "Sanelukello" not in page.sign_in(other).get("office-practices").text
    page.get("office-practice", waiting.slug, status=404)
    assert "Sanelukello" in page.sign_in(office_user).get("office-practices").text


def test_office_reads_asks_once_more_and_publishes(page, waiting, office_user):
    page.sign_in(office_user).get("office-practice", waiting.slug)
    page.get("publish-practice", waiting.slug)
    answer = page.post(
        "publish-practice", {}, waiting.slug, redirects_to=waiting.get_absolute_url()
    )
    assert "Sanelukello" in answer.follow().text
    assert find("practice", "sanelukello").count == 1
    page.post("publish-practice", {}, waiting.slug, status=409)


def test_return_needs_a_note_which_reaches_the_author(page, waiting, office_user, applicant):
    page.sign_in(office_user)
    assert len(page.post("return-practice", {"note": " "}, waiting.slug).errors) == 1
    page.post(
        "return-practice",
        {"note": "Kerro tuloksista."},
        waiting.slug,
        redirects_to="office-practices",
    )
    waiting.refresh_from_db()
    assert waiting.state == State.RETURNED
    assert "Kerro tuloksista." in page.sign_in(applicant).get("my-practice", waiting.slug).text


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.PUBLISHED])
def test_what_does_not_wait_is_neither_published_nor_returned(page, office_user, state):
    practice = make_practice(state=state)
    page.sign_in(office_user).get("office-practice", practice.slug)
    for name in ("publish-practice", "return-practice"):
        page.get(name, practice.slug, status=409)
