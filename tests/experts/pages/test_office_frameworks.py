"""The list of framework agreements."""

import pytest

from tests.factories.experts import make_call_off, make_expert, make_framework


@pytest.mark.parametrize("count", [1, 3])
def test_list_has_a_fixed_number_of_queries(page, office_user, programme, count):
    for number in range(count):
        framework = make_framework(programme, name=f"Puite {number}", days_cap=10)
        make_call_off(make_expert(framework=framework), days="8.5")
    answer = page.sign_in(office_user).get("office-frameworks", queries=7)
    assert "85 %" in answer.text


def test_another_offices_agreements_are_not_shown(page, programme, other_officer):
    make_framework(programme, name="Salainen")
    answer = page.sign_in(other_officer).get("office-frameworks")
    assert "Salainen" not in answer.text
