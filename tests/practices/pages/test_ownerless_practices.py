"""Whose practices nobody answers for."""

import pytest

from tests.factories.people import make_organisation
from tests.factories.practices import make_practice


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, office_user, programme, count):
    for _number in range(count):
        make_practice(organisation=make_organisation(), programme=programme)
    answer = page.sign_in(office_user).get("ownerless-practices", queries=6)
    assert sum("/organisations/" in url for url in answer.links.values()) >= count
