"""Planning, opening, reminding and answering."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.surveys import actions, jobs
from talkoot.surveys.models import AnswerLink, Response, Round
from talkoot.surveys.queries import get_invitation, token_hash
from tests.factories.people import make_user
from tests.factories.surveys import make_invitation, make_questionnaire, make_round

WHOLE = {"grade": "5", "effect": "4", "yes-no": "yes"}


def test_round_is_planned_opened_and_closed_by_the_worker(programme, office_user):
    make_questionnaire("palaute")
    person = make_user(language="sv")
    survey = actions.plan_round(
        programme, "palaute", title="Päivä", invitees=[person], by=office_user
    )
    today = timezone.localdate()
    actions.schedule_round(survey, opens_on=today, by=office_user)
    assert jobs.open_due_rounds() == 1
    message = Message.objects.get(kind="survey-invitation")
    assert "/sv/s/" in message.body and message.language == "sv"
    token = message.body.split("/sv/s/")[1].split("/")[0]
    assert get_invitation(token).address == person.email
    survey.refresh_from_db()
    assert survey.state == Round.State.OPEN
    Round.objects.update(closes_on=today - datetime.timedelta(days=1))
    assert jobs.close_ended_rounds() == 1


def test_unknown_questionnaire_is_refused(programme, office_user):
    with pytest.raises(NotAllowed):
        actions.plan_round(programme, "puuttuu", title="x", invitees=[], by=office_user)


def test_opened_round_keeps_its_dates(db, office_user):
    with pytest.raises(NotAllowed):
        actions.schedule_round(make_round(), opens_on=timezone.localdate(), by=office_user)


def test_reminder_goes_once_with_a_new_link(db):
    week_ago = timezone.now() - datetime.timedelta(days=8)
    invitation = make_invitation(make_round(), token="vanha", sent_at=week_ago)
    assert (jobs.remind(), jobs.remind()) == (1, 0)
    assert AnswerLink.objects.get(invitation=invitation).token_hash != token_hash("vanha")


def test_answer_is_stored_without_a_link_to_the_person(db):
    invitation = make_invitation(make_round(), token="abc")
    actions.answer(invitation, answers={**WHOLE, "outo": "x", "text": ""}, on=timezone.localdate())
    response = Response.objects.get()
    assert response.answers == WHOLE
    assert invitation.address not in str(response.__dict__)


@pytest.mark.parametrize("answers", [{}, {"grade": "5"}])
def test_missing_required_answer_stores_nothing(db, answers):
    invitation = make_invitation(make_round(), token="abc")
    with pytest.raises(NotAllowed):
        actions.answer(invitation, answers=answers, on=timezone.localdate())
    assert not Response.objects.exists()


def test_second_answer_is_refused(db):
    invitation = make_invitation(make_round(), token="abc")
    actions.answer(invitation, answers=WHOLE, on=timezone.localdate())
    with pytest.raises(NotAllowed) as refusal:
        actions.answer(invitation, answers=WHOLE, on=timezone.localdate())
    assert refusal.value.status == 409
    assert Response.objects.count() == 1


def test_last_day_answers_and_the_next_is_refused(db):
    survey = make_round()
    late = survey.closes_on + datetime.timedelta(days=1)
    with pytest.raises(NotAllowed) as refusal:
        actions.answer(make_invitation(survey), answers=WHOLE, on=late)
    assert refusal.value.status == 410
    actions.answer(make_invitation(survey), answers=WHOLE, on=survey.closes_on)
