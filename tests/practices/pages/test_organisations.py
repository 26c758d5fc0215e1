"""The list of organisations with practices."""

import pytest

from talkoot.practices.queries.organisations import adopted_by, practices_of
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_with_any_number(page, count):
    for _number in range(count):
        make_practice(organisation=make_organisation())
    page.get("organisations", queries=2)


def test_only_those_with_something_stand_in_it(page, practice):
    idle = make_organisation("Hiljainen kunta")
    text = page.get("organisations").text
    assert practice.organisation.name in text and idle.name not in text


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/organisations/")


def test_counts_are_those_of_the_organisation_s_page(page):
    organisation = make_organisation("Listakunta")
    for state in ("published", "withdrawn"):
        make_adoption(make_practice(state=state), organisation=organisation)
        make_practice(state=state).partners.add(organisation, make_organisation())
    own = make_practice(organisation=organisation)
    own.partners.add(organisation)
    (row,) = [row for row in page.get("organisations").context["page"] if row == organisation]
    assert (row.published, row.adopted) == (2, 1)
    assert (practices_of(organisation).count(), adopted_by(organisation).count()) == (2, 1)
