"""The expert's own profile in one view."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.experts import make_expert, make_framework
from tests.factories.profiles import make_availability, make_profile_change, make_tie

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_overview_tells_what_waits(page, expert, expert_user, count):
    for _ in range(count):
        make_availability(expert)
        make_tie(expert)
    make_profile_change(expert)

    answer = page.sign_in(expert_user).get("my-profile", queries=15)

    assert answer.h1
    assert expert.title_fi in answer.text
    assert "Uusi nimike" not in answer.text


def test_a_return_tells_what_to_change(page, expert, expert_user):
    make_profile_change(expert, state="returned", note="Kerro kokemuksesta.")
    assert "Kerro kokemuksesta." in page.sign_in(expert_user).get("my-profile").text


def test_others_have_none(page, applicant):
    page.sign_in(applicant).get("my-profile", status=404)


def test_a_person_of_two_agreements_chooses_which_profile_to_edit(page, expert, expert_user):
    framework = make_framework(expert.supplier.framework.programme, name="Toinen sopimus")
    other = make_expert(framework=framework, user=expert_user, title_fi="Kouluttaja")
    page.sign_in(expert_user)
    shown = page.get("my-profile").text
    assert "Toinen sopimus" in shown and expert.supplier.framework.name in shown
    for mine in (other, expert):
        page.get("my-profile", data={"profile": mine.slug}, redirects_to="my-profile")
        assert mine.title_fi in page.get("my-profile").text
        assert mine.title_fi in page.get("edit-profile").content.decode()
    assert expert.title_fi in page.get("my-profile", data={"profile": "vieras"}).text


def test_a_profile_under_an_ended_agreement_links_to_no_public_page(page, expert, expert_user):
    def links():
        return page.sign_in(expert_user).get("my-profile").links.values()

    assert expert.get_absolute_url() in links()
    day = timezone.localdate() - datetime.timedelta(days=1)
    type(expert).objects.filter(pk=expert.pk).update(ended_on=day)
    assert expert.get_absolute_url() not in links()
