"""How a round is sent, and who has answered, as far as it is told."""

import pytest
from django.utils.translation import gettext as _

from tests.factories.rounds import make_contacts, make_planned_round
from tests.factories.surveys import make_invitation, make_round


@pytest.mark.parametrize("count", [1, 30])
def test_page_costs_the_same_with_any_number_invited(page, office_user, count):
    survey = make_round()
    for number in range(count):
        groups = {"region": "11", "kind": "municipality", "service": "ei-ole"}
        make_invitation(survey, groups=groups, has_answered=number % 2 == 0)
    page.sign_in(office_user).get("office-round", survey.pk, queries=9)


def test_planned_round_is_sent_from_here(page, office_user):
    make_contacts(1)
    survey = make_planned_round()
    answer = page.sign_in(office_user).get("office-round", survey.pk)
    assert _("Look at the mail and send") in answer.text
    assert _("Remind now") not in answer.text


def test_round_without_people_says_why_it_was_not_opened(page, office_user):
    survey = make_planned_round()
    page.sign_in(office_user).post("send-round", {}, survey.pk, status=409)
    assert _("The round was not opened") in page.get("office-round", survey.pk).text


def test_groups_of_a_protected_open_round_are_not_told(page, office_user):
    survey = make_round(mode="anonymous")
    for number in range(12):
        make_invitation(survey, groups={"region": "11"}, has_answered=number < 5)
    text = page.sign_in(office_user).get("office-round", survey.pk).text
    assert "Pohjois-Savo" not in text and "5" in text
    survey.state = "closed"
    survey.save()
    assert "42 %" in page.get("office-round", survey.pk).text
