"""Of how much of the field something is known."""

import pytest

from talkoot.people.models import Municipality
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


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/diffusion/coverage/")
