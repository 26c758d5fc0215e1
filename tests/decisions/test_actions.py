"""Signing a decision sets everything going in one transaction, once."""

import threading
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.experts.models import CallOff, Expert, Framework
from talkoot.surveys.models import Invitation, Round
from tests.factories.calls import make_application
from tests.factories.experts import make_call_off

GRANT = {
    "outcome": "granted",
    "days": Decimal(1),
    "reasons": "Hakemus täyttää haun ehdot.",
    "conditions": "Päivä sovitaan puolen vuoden kuluessa.",
}
REFUSAL = {**GRANT, "outcome": "refused", "days": Decimal(0), "conditions": ""}
pytestmark = pytest.mark.usefixtures("questionnaires")
MADE = (Decision, Engagement, CallOff, Letter, Message, Round, LogEntry)


def counts():
    return {model.__name__: model.objects.count() for model in MADE}


def test_decide_grant_opens_everything(application, office_user, expert):
    decision = actions.decide(application, **GRANT, by=office_user)

    application.refresh_from_db()
    assert application.state == Application.State.APPROVED
    assert decision.state == Decision.State.SIGNED
    assert decision.number.startswith(f"{application.call.offering.programme.number_prefix}-P/1/")
    assert decision.decided_by == office_user
    assert decision.remedy_deadline_on > timezone.localdate()
    engagement = Engagement.objects.get(application=application)
    session = Session.objects.get(series=engagement.series)
    assert (session.state, session.days) == (Session.State.PLANNED, Decimal(1))
    assert engagement.series.organisation == application.organisation
    assert engagement.call_off.expert == expert
    assert engagement.call_off.case_number == application.number
    rounds = [engagement.feedback_round, engagement.followup_round]
    assert [row.questionnaire.code for row in rounds] == [
        "session-feedback",
        "effectiveness-organisation",
    ]
    assert all(row.state == Round.State.PLANNED and row.opens_on is None for row in rounds)
    assert Invitation.objects.filter(address=application.applicant.email).count() == 2


def test_decide_letter_waits_for_the_regret_time(application, office_user, expert_user):
    before = timezone.now()
    decision = actions.decide(application, **GRANT, by=office_user)
    mails = {mail.kind: mail for mail in Message.objects.all()}
    assert set(mails) == {"decision", "engagement-opened"}
    assert mails["decision"].letter == decision.letter
    assert mails["decision"].user == application.applicant
    assert mails["engagement-opened"].user == expert_user
    for mail in mails.values():
        assert (mail.due_at - before).total_seconds() >= settings.REGRET_SECONDS
    content = decision.letter.content
    assert content["number"] == decision.number
    assert "Hakemus täyttää haun ehdot." in str(content["sections"])
    assert content["remedy"]["paragraphs"]


def test_decide_logs_each_step(application, office_user):
    actions.decide(application, **GRANT, by=office_user)
    keys = set(LogEntry.objects.values_list("key", flat=True))
    assert keys >= {
        "decisions.decision.drafted",
        "decisions.decision.signed",
        "calls.application.approved",
        "engagements.engagement.opened",
        "events.series.created",
        "experts.call_off.ordered",
        "surveys.round.planned",
    }


def test_decide_refusal_opens_nothing(application, office_user):
    decision = actions.decide(application, **REFUSAL, by=office_user)
    application.refresh_from_db()
    assert application.state == Application.State.REJECTED
    assert decision.letter is not None
    assert counts() | {"LogEntry": 0} == {
        "Decision": 1,
        "Engagement": 0,
        "CallOff": 0,
        "Letter": 1,
        "Message": 1,
        "Round": 0,
        "LogEntry": 0,
    }


def test_decide_letter_in_the_language_of_the_case(application, office_user):
    Application.objects.filter(pk=application.pk).update(language="sv")
    decision = actions.decide(application, **REFUSAL, by=office_user)
    assert decision.letter.language == "sv"


def test_decide_twice_refuses_and_changes_nothing(application, office_user):
    actions.decide(application, **GRANT, by=office_user)
    before = counts()
    with pytest.raises(NotAllowed):
        actions.decide(application, **REFUSAL, by=office_user)
    assert counts() == before


@pytest.mark.parametrize(
    "changes", [{"reasons": " "}, {"days": Decimal(9)}, {"outcome": "refused"}], ids=str
)
def test_decide_bad_content_changes_nothing(application, office_user, changes):
    before = counts()
    with pytest.raises(NotAllowed):
        actions.decide(application, **{**GRANT, **changes}, by=office_user)
    assert counts() == before


def test_decide_over_the_framework_changes_nothing(application, office_user, expert):
    Framework.objects.update(days_cap=Decimal(2))
    make_call_off(expert, days=Decimal("1.5"))
    before = counts()
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=office_user)
    application.refresh_from_db()
    assert (counts(), application.state) == (before, Application.State.SUBMITTED)


def test_decide_after_the_framework_has_ended_changes_nothing(application, office_user):
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    Framework.objects.update(valid_to=yesterday)
    before = counts()
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=office_user)
    assert counts() == before


def test_decide_unavailable_expert_changes_nothing(application, office_user, expert):
    Expert.objects.filter(pk=expert.pk).update(is_available=False)
    before = counts()
    with pytest.raises(NotAllowed):
        actions.decide(application, **GRANT, by=office_user)
    assert counts() == before


def test_save_decision_draft_replaces_the_earlier_one(application, office_user, officer):
    actions.save_decision_draft(application, **GRANT, by=office_user)
    draft = actions.save_decision_draft(application, **REFUSAL, by=officer)
    assert Decision.objects.count() == 1
    assert (draft.outcome, draft.edited_by) == ("refused", officer)


def test_save_decision_draft_refuses_a_decided_one(application, office_user):
    actions.decide(application, **GRANT, by=office_user)
    with pytest.raises(NotAllowed):
        actions.save_decision_draft(application, **REFUSAL, by=office_user)


def test_decide_numbers_run_without_gaps(call, applicant, expert, office_user):
    numbers = [
        actions.decide(
            make_application(state="submitted", expert=expert), **GRANT, by=office_user
        ).number
        for _time in range(3)
    ]
    assert [number.split("/")[1] for number in numbers] == ["1", "2", "3"]


@pytest.mark.django_db(transaction=True)
def test_decide_two_people_at_once_one_decision_and_one_letter(
    transactional_db, application, office_user, officer
):
    """Both press the button at the same moment; one gets through, the other a sentence."""
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def press(user, content):
        try:
            start.wait(timeout=20)
            actions.decide(Application.objects.get(pk=application.pk), **content, by=user)
            outcomes.append("signed")
        except NotAllowed as refusal:
            outcomes.append(refusal.sentence)
        finally:
            connections.close_all()

    people = [(office_user, GRANT), (officer, REFUSAL)]
    threads = [threading.Thread(target=press, args=pair) for pair in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(outcomes) == 2
    assert outcomes.count("signed") == 1, f"{connection.vendor}: {outcomes}"
    decision = Decision.objects.get()
    application.refresh_from_db()
    assert Letter.objects.count() == 1
    assert Message.objects.filter(kind="decision").count() == 1
    granted = decision.outcome == Decision.Outcome.GRANTED
    assert application.state == ("approved" if granted else "rejected")
    assert Engagement.objects.count() == CallOff.objects.count() == int(granted)
