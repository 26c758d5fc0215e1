"""The list of rounds."""

import pytest

from tests.factories.rounds import make_plan, make_planned_round
from tests.factories.surveys import make_invitation, make_round


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, office_user, count):
    for _number in range(count):
        make_invitation(make_round())
    page.sign_in(office_user).get("office-rounds", queries=8)


def test_another_offices_rounds_are_not_shown(page, outsider, office_user, other_officer):
    survey = make_round(title="Salainen kierros")
    page.sign_in(outsider).get("office-rounds", status=403)
    page.get("office-round", survey.pk, status=403)
    page.sign_in(other_officer).get("office-round", survey.pk, status=404)
    assert "Salainen kierros" in page.sign_in(office_user).get("office-rounds").text


def test_list_is_narrowed_by_state_name_and_plan(page, office_user):
    plan = make_plan(title_fi="Vuosikysely")
    make_planned_round(plan)
    make_round(title="Sparrauspalaute", state="closed")
    page.sign_in(office_user)
    for asked in ({"state": "closed"}, {"q": "sparraus"}):
        text = page.get("office-rounds", data=asked).text
        assert "Sparrauspalaute" in text and "Vuosikysely" not in text
    asked = {"plan": plan.pk, "programme": "testiohjelma"}
    text = page.get("office-rounds", data=asked).text
    assert "Vuosikysely" in text and "Sparrauspalaute" not in text
    page.get("office-rounds", data={"plan": "x", "state": "outo", "programme": "ei-ole"})
