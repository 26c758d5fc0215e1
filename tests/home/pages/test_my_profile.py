"""The expert's own profile in one view."""

import pytest

from tests.factories.profiles import make_availability, make_profile_change, make_tie

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_overview_tells_what_waits(page, expert, expert_user, count):
    for _ in range(count):
        make_availability(expert)
        make_tie(expert)
    make_profile_change(expert)

    answer = page.sign_in(expert_user).get("my-profile", queries=14)

    assert answer.h1
    assert expert.title_fi in answer.text
    assert "Uusi nimike" not in answer.text


def test_a_return_tells_what_to_change(page, expert, expert_user):
    make_profile_change(expert, state="returned", note="Kerro kokemuksesta.")
    assert "Kerro kokemuksesta." in page.sign_in(expert_user).get("my-profile").text


def test_others_have_none(page, applicant):
    page.sign_in(applicant).get("my-profile", status=404)
