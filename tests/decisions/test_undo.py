"""A signed decision is taken back while its letter waits, and nothing of it remains but the log."""

from decimal import Decimal

import pytest

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions import actions
from talkoot.decisions.actions.undo import undo_decision
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.events.models import Series, Session
from talkoot.experts.models import CallOff
from talkoot.surveys.models import Invitation, Round
from tests.decisions.test_outcomes import GRANT, words

pytestmark = pytest.mark.usefixtures("questionnaires")
SET_GOING = (Engagement, CallOff, Series, Session, Round, Invitation)


@pytest.fixture
def decision(application, office_user, expert_user):
    return actions.decide(application, **GRANT, by=office_user)


def send(**which):
    Message.objects.filter(**which).update(state="sent", sent_at="2026-11-22T12:00Z")


def test_undo_takes_everything_back(decision, application, office_user):
    undo_decision(decision, by=office_user)
    application.refresh_from_db()
    decision.refresh_from_db()
    assert application.state == Application.State.SUBMITTED
    assert decision.state == Decision.State.DRAFTED
    assert decision.reasons == GRANT["reasons"]
    assert (decision.number, decision.letter, decision.decided_by) == (None, None, None)
    assert [model.__name__ for model in SET_GOING if model.objects.exists()] == []
    assert set(Message.objects.values_list("state", flat=True)) == {"revoked"}


def test_undo_voids_the_number_in_the_log(decision, office_user):
    number, letter = decision.number, decision.letter
    undo_decision(decision, by=office_user)
    entry = LogEntry.objects.get(key="decisions.decision.undone")
    assert (entry.before["number"], entry.before["letter"]) == (number, letter.pk)
    assert entry.actor == office_user
    assert Letter.objects.get(number=number).content == letter.content


def test_decision_after_an_undoing_has_a_new_number_and_its_own_mail(
    decision, application, office_user
):
    number = decision.number
    undo_decision(decision, by=office_user)
    again = actions.decide(application, **words("refused"), by=office_user)
    assert again.number != number
    assert Message.objects.get(kind="decision", state="queued").letter == again.letter


def test_undo_after_the_mail_was_stopped_in_the_outbox(decision, application, office_user):
    revoke_message(Message.objects.get(kind="decision"), by=office_user)
    undo_decision(decision, by=office_user)
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED


@pytest.mark.parametrize("state", ["sending", "sent", "failed"])
def test_undo_refuses_when_the_letter_has_begun_to_leave(decision, office_user, state):
    Message.objects.filter(kind="decision").update(state=state, sent_at="2026-11-22T12:00Z")
    with pytest.raises(NotAllowed):
        undo_decision(decision, by=office_user)
    assert Engagement.objects.exists()


def test_undo_tells_an_expert_who_has_had_the_mail(decision, office_user):
    send(kind="engagement-opened")
    undo_decision(decision, by=office_user)
    assert Message.objects.filter(kind="engagement-cancelled", state="queued").count() == 1


def test_undo_refuses_when_a_day_is_agreed(decision, office_user):
    Engagement.objects.update(state="agreed")
    with pytest.raises(NotAllowed):
        undo_decision(decision, by=office_user)
    assert Message.objects.get(kind="decision").state == "queued"


def test_undo_twice_refuses(decision, office_user):
    undo_decision(decision, by=office_user)
    with pytest.raises(NotAllowed):
        undo_decision(decision, by=office_user)


def test_undo_keeps_the_presenter_as_the_drafts_writer(application, office_user, officer):
    actions.save_decision_draft(application, **GRANT, by=officer)
    decision = actions.decide(application, **GRANT, by=office_user)
    undo_decision(decision, by=office_user)
    assert actions.decide(application, **GRANT, by=office_user).presented_by == officer


def test_undo_gives_the_days_back(decision, office_user):
    assert CallOff.objects.get().days == Decimal(1)
    undo_decision(decision, by=office_user)
    assert not CallOff.objects.exists()
