"""A request to change a decision is a case of its own, from arrival to its decision."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.decisions import actions
from talkoot.decisions.actions.giving_up import give_up_grant
from talkoot.decisions.actions.reconsideration import (
    decide_reconsideration,
    request_reconsideration,
    withdraw_reconsideration,
)
from talkoot.decisions.actions.undo_request import undo_reconsideration
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries.publicity import register_entries
from talkoot.decisions.rules.in_force import in_force
from talkoot.engagements.models import Engagement, Team
from talkoot.experts.models import CallOff, Framework
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.surveys.reference import load_questionnaire
from tests.decisions.test_outcomes import GRANT, words
from tests.factories.calls import make_application, make_call
from tests.factories.people import make_officer
from tests.factories.profiles import make_tie

pytestmark = pytest.mark.usefixtures("questionnaires")
ASKED = {"demand": "Hakemus tulee hyväksyä.", "grounds": "Edustaja on nimetty."}
REASONS = "Hakija on nimennyt henkilöstön edustajan, joten ehto täyttyy."


def decided(application, office_user, **content):
    decision = actions.decide(application, **content, by=office_user)
    now = timezone.now()
    Message.objects.filter(kind="decision").update(state="sent", sent_at=now)
    return decision


@pytest.fixture
def refusal(application, office_user):
    return decided(application, office_user, **words("refused"))


def test_request_is_a_case_of_its_own(refusal, applicant):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    assert request.is_in_time
    assert request.number not in (None, refusal.application.number)
    assert Message.objects.get(kind="reconsideration-receipt").user == applicant


def test_late_request_is_received_and_marked(refusal, applicant):
    late = timezone.make_aware(
        datetime.datetime.combine(refusal.remedy_deadline_on, datetime.time(12))
    ) + datetime.timedelta(days=1)
    request = request_reconsideration(refusal, **ASKED, received_at=late, by=applicant)
    assert not request.is_in_time


def test_request_on_the_last_day_is_in_time(refusal, applicant):
    last = timezone.make_aware(
        datetime.datetime.combine(refusal.remedy_deadline_on, datetime.time(23, 59))
    )
    assert request_reconsideration(refusal, **ASKED, received_at=last, by=applicant).is_in_time


def test_request_refuses_before_the_letter_and_twice(application, office_user, applicant):
    decision = actions.decide(application, **words("refused"), by=office_user)
    with pytest.raises(NotAllowed):
        request_reconsideration(decision, **ASKED, by=applicant)
    Message.objects.filter(kind="decision").update(state="sent", sent_at=timezone.now())
    request_reconsideration(decision, **ASKED, by=applicant)
    with pytest.raises(NotAllowed):
        request_reconsideration(decision, **ASKED, by=applicant)


def test_transfer_cannot_be_challenged(application, office_user, applicant):
    content = words("transferred", transferred_to="Muu viranomainen")
    decision = decided(application, office_user, **content)
    with pytest.raises(NotAllowed):
        request_reconsideration(decision, **ASKED, by=applicant)


def test_change_grants_the_days_and_opens_the_engagement(refusal, applicant, office_user):
    Decision.objects.update(decided_at=timezone.now() - datetime.timedelta(days=300))
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    before = refusal.letter.content
    done = decide_reconsideration(
        request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
    )
    application = Application.objects.get(pk=refusal.application_id)
    assert (done.state, application.state) == ("decided", "approved")
    assert Engagement.objects.get().days_granted == CallOff.objects.get().days == 1
    refusal.refresh_from_db()
    # The time of use begins from this day, not from the refusal.
    assert Engagement.objects.get().use_by == refusal.use_by > timezone.localdate()
    assert local_date(refusal.use_by) in str(done.letter.content)
    assert (refusal.outcome, refusal.letter.content) == ("refused", before)
    assert done.decision_number in str(done.letter.content)
    assert done.letter.content["remedy"]["paragraphs"]
    assert Message.objects.get(kind="reconsideration-decided").letter == done.letter


@pytest.fixture
def refused_team(applicant, office_user):
    form = load_questionnaire(read_json("forms/team.json"))
    call = make_call(questionnaire=form, checks=[], max_days=Decimal(4))
    team = make_application(state="submitted", call=call, expert=None, days_requested=None)
    return decided(team, office_user, **words("refused"))


def test_a_refused_team_that_wins_its_request_begins_its_work(refused_team, applicant, office_user):
    request = request_reconsideration(refused_team, **ASKED, by=applicant)
    change = {"outcome": "changed", "days": Decimal(2), "reasons": REASONS, "by": office_user}
    decide_reconsideration(request, **change)
    assert Team.objects.get().application.state == "approved"
    undone = undo_reconsideration(request, by=office_user)
    assert not Team.objects.exists()
    assert Application.objects.get().state == "rejected"
    decide_reconsideration(undone, **change)
    Message.objects.update(state="sent", sent_at=timezone.now())
    # More days leave the team as it is, and so does taking them back.
    more = request_reconsideration(refused_team, **ASKED, by=applicant)
    decide_reconsideration(more, **{**change, "days": Decimal(4)})
    undo_reconsideration(more, by=office_user)
    assert Team.objects.get().application.state == "approved"


def test_a_change_refuses_an_expert_who_is_tied_to_the_applicant(refusal, applicant, office_user):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    make_tie(refusal.application.expert, refusal.application.organisation)
    with pytest.raises(NotAllowed):
        decide_reconsideration(
            request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
        )
    assert not Engagement.objects.exists()


def test_change_adds_days_to_an_engagement(application, office_user, applicant):
    Application.objects.update(days_requested=Decimal(2))
    content = {**GRANT, "outcome": "partly_granted"}
    decision = decided(application, office_user, **content)
    request = request_reconsideration(decision, **ASKED, by=applicant)
    with pytest.raises(NotAllowed):
        decide_reconsideration(
            request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
        )
    decide_reconsideration(
        request, outcome="changed", days=Decimal(2), reasons=REASONS, by=office_user
    )
    engagement = Engagement.objects.get()
    assert (engagement.days_granted, engagement.call_off.days) == (2, 2)
    assert engagement.series.hours_granted == engagement.hours_granted == 12


def test_change_over_the_framework_changes_nothing(refusal, applicant, office_user):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    Framework.objects.update(days_cap=0)
    with pytest.raises(NotAllowed):
        decide_reconsideration(
            request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
        )
    request.refresh_from_db()
    assert (request.state, request.decision_number) == ("received", None)
    assert Application.objects.get().state == "rejected"


@pytest.mark.parametrize("outcome", ["upheld", "not_examined"])
def test_other_outcomes_leave_the_case(refusal, applicant, office_user, outcome):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    decide_reconsideration(request, outcome=outcome, reasons=REASONS, by=office_user)
    assert Application.objects.get().state == "rejected"
    with pytest.raises(NotAllowed):
        decide_reconsideration(request, outcome=outcome, reasons=REASONS, by=office_user)


@pytest.mark.parametrize(("regime", "is_examined"), [("municipal", False), ("private", True)])
def test_late_statutory_request_is_not_examined(
    application, applicant, office_user, regime, is_examined
):
    Programme.objects.update(remedy_regime=regime)
    refusal = decided(application, office_user, **words("refused"))
    late = timezone.now() + datetime.timedelta(days=60)
    request = request_reconsideration(refusal, **ASKED, received_at=late, by=applicant)
    asked = {"outcome": "upheld", "reasons": REASONS, "by": office_user}
    if is_examined:
        decide_reconsideration(request, **asked)
    else:
        with pytest.raises(NotAllowed):
            decide_reconsideration(request, **asked)
        decide_reconsideration(request, **{**asked, "outcome": "not_examined"})


@pytest.mark.parametrize(
    "changes", [{"reasons": " "}, {"outcome": "upheld", "days": Decimal(1)}, {"days": Decimal(9)}]
)
def test_bad_content_is_refused(refusal, applicant, office_user, changes):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    content = {"outcome": "changed", "days": Decimal(1), "reasons": REASONS, **changes}
    with pytest.raises(NotAllowed):
        decide_reconsideration(request, **content, by=office_user)


def test_only_the_decision_maker_decides(refusal, applicant, officer):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    with pytest.raises(NotAllowed):
        decide_reconsideration(request, outcome="upheld", reasons=REASONS, by=officer)


def test_withdrawn_request_is_not_decided(refusal, applicant, office_user):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    withdraw_reconsideration(request, by=applicant)
    with pytest.raises(NotAllowed):
        decide_reconsideration(request, outcome="upheld", reasons=REASONS, by=office_user)
    assert request_reconsideration(refusal, **ASKED, by=applicant).state == "received"
    assert Reconsideration.objects.count() == 2


def test_second_decider_is_somebody_else(refusal, applicant, office_user):
    from talkoot.decisions.rules.reconsideration import has_same_decider

    request = request_reconsideration(refusal, **ASKED, by=applicant)
    office = refusal.application.call.offering.programme.office
    other: User = make_officer(office, may_sign=True, email="toinen@esimerkki.fi")
    assert has_same_decider(office_user, request)
    assert not has_same_decider(other, request)


def test_undoing_a_change_takes_the_engagement_back(refusal, applicant, office_user):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    decide_reconsideration(
        request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
    )
    number = Reconsideration.objects.get().decision_number
    undone = undo_reconsideration(request, by=office_user)
    assert (undone.state, undone.outcome, undone.reasons) == ("received", "", REASONS)
    assert Application.objects.get().state == "rejected"
    assert not Engagement.objects.exists() and not CallOff.objects.exists()
    again = decide_reconsideration(undone, outcome="upheld", reasons=REASONS, by=office_user)
    assert again.decision_number != number
    sent = Message.objects.filter(kind="reconsideration-decided")
    assert sorted(sent.values_list("state", flat=True)) == ["queued", "revoked"]


def test_undoing_added_days_puts_the_engagement_back(application, office_user, applicant):
    Application.objects.update(days_requested=Decimal(2))
    decision = decided(application, office_user, **{**GRANT, "outcome": "partly_granted"})
    request = request_reconsideration(decision, **ASKED, by=applicant)
    change = {"outcome": "changed", "days": Decimal(2), "reasons": REASONS, "by": office_user}
    # Days that nobody could use any more are not added: the last day is moved first.
    Decision.objects.update(use_by=timezone.localdate() - datetime.timedelta(days=1))
    with pytest.raises(NotAllowed):
        decide_reconsideration(request, **change)
    Decision.objects.update(use_by=decision.use_by)
    decide_reconsideration(request, **change)
    assert in_force(Decision.objects.get()).outcome == "granted"
    undo_reconsideration(request, by=office_user)
    engagement = Engagement.objects.get()
    assert (engagement.days_granted, engagement.call_off.days) == (1, 1)
    assert Application.objects.get().state == "approved"
    assert in_force(Decision.objects.get()).outcome == "partly_granted"


def test_expert_hears_of_days_decided_anew_and_not_of_those_given_up(
    application, office_user, expert_user, applicant
):
    Application.objects.update(days_requested=Decimal(2))
    decision = decided(application, office_user, **{**GRANT, "outcome": "partly_granted"})
    Message.objects.update(state="sent", sent_at=timezone.now())
    request = request_reconsideration(decision, **ASKED, by=applicant)
    change = {"outcome": "changed", "days": Decimal(2), "reasons": REASONS, "by": office_user}
    decide_reconsideration(request, **change)
    decide_reconsideration(undo_reconsideration(request, by=office_user), **change)
    mails = Message.objects.filter(kind="engagement-extended").order_by("pk")
    assert list(mails.values_list("state", flat=True)) == ["revoked", "queued"]
    letter = Message.objects.filter(kind="reconsideration-decided", state="queued")
    letter.update(state="sent", sent_at=timezone.now())
    give_up_grant(Application.objects.get(), by=applicant)
    assert set(mails.values_list("state", flat=True)) == {"revoked"}
    assert Message.objects.filter(kind="engagement-withdrawn", state="queued").exists()


@pytest.mark.parametrize("state", ["sending", "sent", "failed"])
def test_undoing_refuses_when_the_letter_has_begun_to_leave(refusal, applicant, office_user, state):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    decide_reconsideration(request, outcome="upheld", reasons=REASONS, by=office_user)
    sent = Message.objects.filter(kind="reconsideration-decided")
    sent.update(state=state, sent_at=timezone.now())
    with pytest.raises(NotAllowed):
        undo_reconsideration(request, by=office_user)


def test_undoing_is_the_decision_makers(refusal, applicant, office_user, officer):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    with pytest.raises(NotAllowed):
        undo_reconsideration(request, by=office_user)
    decide_reconsideration(request, outcome="upheld", reasons=REASONS, by=office_user)
    with pytest.raises(NotAllowed):
        undo_reconsideration(request, by=officer)


def test_outcome_in_force_is_told_when_the_letter_has_left(refusal, applicant, office_user):
    request = request_reconsideration(refusal, **ASKED, by=applicant)
    decide_reconsideration(
        request, outcome="changed", days=Decimal(1), reasons=REASONS, by=office_user
    )
    decision = Decision.objects.get()
    assert in_force(decision).outcome == "granted"
    assert in_force(decision, is_told=True).outcome == "refused"
    assert register_entries().get().is_told is False
    sent = Message.objects.filter(kind="reconsideration-decided")
    sent.update(state="sent", sent_at=timezone.now())
    assert in_force(decision, is_told=True).outcome == "granted"
    assert register_entries().get().is_told is True
