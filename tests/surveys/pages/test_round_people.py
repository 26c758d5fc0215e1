"""Who is asked and why."""

import pytest
from django.utils.translation import gettext as _

from talkoot.correspondence.models import OptOut
from talkoot.surveys import actions
from tests.factories.rounds import make_contacts, make_plan, make_planned_round
from tests.factories.surveys import make_invitation, make_round


@pytest.mark.parametrize("count", [1, 3])
def test_preview_costs_the_same_at_any_length(page, office_user, count):
    make_contacts(count)
    survey = make_planned_round()
    page.sign_in(office_user).get("round-people", survey.pk, queries=9)


@pytest.mark.parametrize("count", [1, 3])
def test_kept_population_costs_the_same_at_any_length(page, office_user, count):
    survey = make_round()
    for _number in range(count):
        make_invitation(survey)
    page.sign_in(office_user).get("round-people", survey.pk, queries=9)


def test_preview_tells_who_is_left_out_and_why(page, office_user):
    first, second = make_contacts(2)
    OptOut.objects.create(address=first, topic=OptOut.Topic.SURVEYS)
    survey = make_planned_round()
    answer = page.sign_in(office_user).get("round-people", survey.pk)
    assert first in answer.text and second in answer.text
    only = page.get("round-people", survey.pk, data={"standing": "opted_out"}).text
    assert first in only and second not in only
    assert not survey.invitations.exists()


@pytest.mark.parametrize(("mode", "is_told"), [("identified", True), ("confidential", False)])
def test_who_has_answered_stands_beside_identified_names_only(page, office_user, mode, is_told):
    survey = make_round(mode=mode)
    make_invitation(survey, has_answered=True)
    answer = page.sign_in(office_user).get("round-people", survey.pk)
    heads = [cell.text for cell in answer.page.all("th", scope="col")]
    assert any(_("Answered") in head for head in heads) == is_told


def test_other_offices_see_nobody(page, other_officer):
    survey = make_planned_round(make_plan())
    make_contacts(1)
    actions.open_round(survey)
    page.sign_in(other_officer).get("round-people", survey.pk, status=404)
