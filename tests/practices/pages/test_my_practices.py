"""One's own practices, and starting a new one."""

import re

import pytest

from talkoot.people.models import OrganisationSuccession
from talkoot.practices.models import Practice
from tests.factories.people import make_organisation, make_user
from tests.factories.practices import make_practice


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, applicant, count):
    for _number in range(count):
        make_practice(author=applicant)
    page.sign_in(applicant).get("my-practices", queries=4)


def test_only_ones_own_are_listed(page, applicant, outsider):
    make_practice("Oma teko", author=applicant)
    foreign = outsider.memberships.get().organisation
    make_practice("Vieras teko", author=outsider, organisation=foreign)
    text = page.sign_in(applicant).get("my-practices").text
    assert "Oma teko" in text and "Vieras teko" not in text


def test_contact_sees_what_the_organisation_owns_but_no_colleagues_draft(page, applicant):
    make_practice("Kollegan teko", author=make_user())
    make_practice("Kollegan luonnos", author=make_user(), state="draft")
    make_practice("Jäänyt luonnos", author=None, state="draft")
    text = page.sign_in(applicant).get("my-practices").text
    assert "Kollegan teko" in text and "Jäänyt luonnos" in text
    assert "Kollegan luonnos" not in text


def test_new_practice_starts_as_a_draft(page, applicant, programme):
    page.sign_in(applicant).get("start-practice")
    organisation = applicant.memberships.get().organisation_id
    values = {"title": "Uusi", "organisation": organisation, "programme": programme.pk}
    page.post("start-practice", values, redirects_to=re.compile("^/my/practices/uusi-"))
    assert Practice.objects.get().state == Practice.State.DRAFT


def test_strangers_organisation_is_refused(page, applicant, outsider, programme):
    foreign = outsider.memberships.get().organisation_id
    values = {"title": "Uusi", "organisation": foreign, "programme": programme.pk}
    page.sign_in(applicant).post("start-practice", values, status=403)
    page.sign_in(make_user()).get("start-practice", status=403)
    assert not Practice.objects.exists()


def test_contact_sees_drafts_of_closed_accounts_and_what_a_merged_organisation_left(
    page, applicant
):
    make_practice("Suljetun tilin luonnos", author=make_user(is_active=False), state="draft")
    old = make_organisation("Vanhakunta")
    make_practice("Vanhan kunnan teko", author=make_user(), organisation=old)
    OrganisationSuccession.objects.create(
        predecessor=old, successor=applicant.memberships.get().organisation, on="2020-01-01"
    )
    text = page.sign_in(applicant).get("my-practices").text
    assert "Suljetun tilin luonnos" in text and "Vanhan kunnan teko" in text
