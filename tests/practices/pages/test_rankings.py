"""The most active organisations."""

import pytest

from tests.factories.diffusion import make_place
from tests.factories.people import make_organisation
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, programme, count):
    for number in range(count):
        make_practice(organisation=make_organisation(municipality=make_place(number)))
    page.get("rankings", queries=5)


def test_small_municipality_leads_in_proportion(page, programme):
    big = make_organisation("Isokaupunki", municipality=make_place(9))
    small = make_organisation("Pikkukunta", municipality=make_place(0))
    make_practice(organisation=big)
    make_practice(organisation=big)
    make_practice(organisation=small)
    _title, published = page.get("rankings").context["lists"][0]
    assert [row.name for row in published.raw] == [big.name, small.name]
    assert [row.name for row in published.fair] == [small.name, big.name]


def test_page_opens_in_each_language(page, practice):
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/diffusion/rankings/")
