"""Two at the same moment: one confirms, one mark of an organisation, one answer, one mail."""

import datetime

import pytest
from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.practices.actions import adoptions as actions
from talkoot.practices.actions.adoption_links import state_by_link
from talkoot.practices.actions.talk import answer_question
from talkoot.practices.models import Adoption, Practice
from tests.engagements.test_races import at_once
from tests.factories.adoptions import make_adoption_link, make_question
from tests.factories.people import make_contact, make_organisation
from tests.factories.practices import make_adoption

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
DAY = datetime.date(2025, 3, 1)


def adopting(practice, user):
    organisation = user.memberships.get().organisation
    return lambda: actions.adopt(
        practice,
        organisation=organisation,
        stage="in_use",
        fidelity="as_is",
        adopted_on=DAY,
        by=user,
    )


def test_two_contacts_confirm_and_one_wins(practice):
    organisation = make_organisation()
    contacts = [make_contact(organisation) for _number in range(2)]
    adoption = make_adoption(practice, organisation=organisation, confirmed_at=None)
    refused = at_once(*[lambda by=by: actions.confirm_adoption(adoption, by=by) for by in contacts])
    assert len(refused) == 1
    assert Practice.objects.get(pk=practice.pk).adoption_count == 1


def test_confirming_and_refusing_at_once_leaves_one_answer(practice):
    organisation = make_organisation()
    contacts = [make_contact(organisation) for _number in range(2)]
    adoption = make_adoption(practice, organisation=organisation, confirmed_at=None)
    refused = at_once(
        lambda: actions.confirm_adoption(adoption, by=contacts[0]),
        lambda: actions.deny_adoption(adoption, by=contacts[1]),
    )
    adoption.refresh_from_db()
    assert len(refused) == 1
    assert (adoption.state == Adoption.State.VISIBLE) == (adoption.confirmed_at is not None)


def test_double_press_is_one_mark_and_many_marks_are_all_counted(practice):
    people = [make_contact() for _number in range(3)]
    calls = [adopting(practice, user) for user in people for _press in range(2)]
    assert at_once(*calls) == []
    assert Adoption.objects.count() == 3
    assert Practice.objects.get(pk=practice.pk).adoption_count == 3


def test_one_link_states_once(practice):
    link = make_adoption_link(practice)
    told = {"stage": "in_use", "fidelity": "as_is", "adopted_on": DAY}
    refused = at_once(*[lambda: state_by_link(link, told=told)] * 2)
    assert len(refused) == 1 and Adoption.objects.count() == 1


def test_one_answer_to_a_question(practice):
    question = make_question(practice)
    people = [make_contact(practice.organisation) for _number in range(2)]
    refused = at_once(
        *[lambda by=by: answer_question(question, answer="Viikon.", by=by) for by in people]
    )
    assert len(refused) == 1
    assert Message.objects.filter(kind="question-answered").count() == 1


def test_benefit_is_asked_once_by_two_workers(practice):
    contact = make_contact()
    adoption = make_adoption(
        practice,
        organisation=contact.memberships.get().organisation,
        stated_by=contact,
        adopted_on=timezone.localdate() - datetime.timedelta(days=200),
    )
    at_once(*[lambda: actions.ask_benefit(adoption)] * 2)
    assert Message.objects.filter(kind="adoption-benefit").count() == 1
