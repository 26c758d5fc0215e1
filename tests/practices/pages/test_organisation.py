"""The page of an organisation."""

import pytest
from django.utils.translation import gettext as _

from tests.factories.diffusion import make_spread
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number_of_practices(page, practice, count):
    organisation = practice.organisation
    for _number in range(count - 1):
        make_practice(organisation=organisation)
    make_spread(practice, count)
    page.get("organisation", organisation.key, queries=5)


def test_published_adopted_and_learned_stand_on_it(page, practice):
    organisation = practice.organisation
    (learner,) = make_spread(practice, 1)
    taken = make_adoption(organisation=organisation)
    text = page.get("organisation", organisation.key).text
    for words in (practice.title, learner.organisation.name, taken.practice.title):
        assert words in text


def test_shared_practice_stands_with_its_partner(page, practice, outsider):
    partner = outsider.memberships.get().organisation
    practice.partners.add(partner)
    assert practice.title in page.get("organisation", partner.key).text


def test_drafts_and_refused_marks_are_not_told(page, practice):
    draft = make_practice("Luonnos vuoroista", organisation=practice.organisation, state="draft")
    mark = make_adoption(practice, confirmed_at=None)
    text = page.get("organisation", practice.organisation.key).text
    assert draft.title not in text and mark.organisation.name not in text


def test_its_own_people_find_the_way_to_what_it_received(page, practice, applicant, outsider):
    words = _("Applications, days received, events and yearly summaries")
    key = practice.organisation.key
    assert words not in page.sign_in(outsider).get("organisation", key).text
    assert words in page.sign_in(applicant).get("organisation", key).text


def test_unknown_organisation_is_not_found(page, db):
    page.get("organisation", "ei-ole", status=404)


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        key = practice.organisation.key
        assert page.get(f"{prefix}/organisations/{key}/").h1 == practice.organisation.name
