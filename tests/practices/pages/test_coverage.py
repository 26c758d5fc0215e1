"""Of how much of the field something is known."""

import pytest

from talkoot.people.models import Municipality, OrganisationSuccession
from tests.factories.diffusion import make_place
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, programme, count):
    for number in range(count):
        make_practice(organisation=make_organisation(municipality=make_place(number)))
    page.get("coverage", queries=8)


def test_publisher_and_adopter_are_seen_and_the_rest_are_not(page, programme):
    rows = [make_organisation(municipality=make_place(number)) for number in range(4)]
    Municipality.objects.update(region_code="06")
    practice = make_practice(organisation=rows[0])
    make_adoption(practice, organisation=rows[1])
    by_region, _by_sector = page.get("coverage").context["tables"]
    assert [row[1:] for row in by_region[2]] == [[4, 2, "50 %"]]


def test_invented_and_ended_organisations_are_none_of_the_field(page, programme):
    """Unless they have a practice; that of a merged one is its successor's."""
    new, old = make_organisation(), make_organisation(valid_to="2020-12-31")
    OrganisationSuccession.objects.create(predecessor=old, successor=new, on="2021-01-01")
    invented = [make_organisation(is_demo=True) for _number in range(3)]
    sector = make_practice(organisation=old).sector
    make_practice(organisation=invented[0], sector=sector)
    make_organisation()
    _by_region, by_sector = page.get("coverage").context["tables"]
    assert [row[1:] for row in by_sector[2]] == [[3, 2, "67 %"]]


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/diffusion/coverage/")
