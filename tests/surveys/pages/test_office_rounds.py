"""The list of rounds."""

import pytest

from tests.factories.surveys import make_invitation, make_round


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, office_user, count):
    for _number in range(count):
        make_invitation(make_round(state="planned", opens_on=None, closes_on=None))
    page.sign_in(office_user).get("office-rounds", queries=6)


def test_another_offices_rounds_are_not_shown(page, outsider, office_user, other_officer):
    survey = make_round(title="Salainen kierros")
    page.sign_in(outsider).get("office-rounds", status=403)
    page.get("office-round", survey.pk, status=403)
    page.sign_in(other_officer).get("office-round", survey.pk, status=404)
    assert "Salainen kierros" in page.sign_in(office_user).get("office-rounds").text
