"""When an application may be decided, by whom, and until when a decision may be challenged."""

import datetime
from decimal import Decimal

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.decisions import rules
from talkoot.programmes.models import RemedyRegime
from tests.factories.calls import make_application
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.people import make_officer


@pytest.mark.parametrize(
    ("regime", "sent_on", "last_day"),
    [
        # Received on Thursday 7 January; 14 days later is Thursday 21 January.
        (RemedyRegime.MUNICIPAL, datetime.date(2027, 1, 4), datetime.date(2027, 1, 21)),
        # 14 days from 25 March is Maundy Thursday's week: 8 April is an ordinary Thursday.
        (RemedyRegime.MUNICIPAL, datetime.date(2027, 3, 22), datetime.date(2027, 4, 8)),
        # 12 March + 14 days is Good Friday 26 March; Easter Monday is the 29th, so the 30th.
        (RemedyRegime.MUNICIPAL, datetime.date(2027, 3, 9), datetime.date(2027, 3, 30)),
        # 24 November + 30 days is Christmas Eve (Friday); offices open on Monday the 27th.
        (RemedyRegime.STATE, datetime.date(2027, 11, 21), datetime.date(2027, 12, 27)),
        # 26 May + 30 days is Midsummer Eve's week: Friday 25 June 2027 is Midsummer Eve.
        (RemedyRegime.PRIVATE, datetime.date(2027, 5, 23), datetime.date(2027, 6, 28)),
        # A Saturday moves to Monday; Independence Day 2027 is a Monday, so to Tuesday.
        (RemedyRegime.MUNICIPAL, datetime.date(2027, 11, 17), datetime.date(2027, 12, 7)),
    ],
)
def test_remedy_deadline_counts_from_deemed_receipt_to_an_office_day(regime, sent_on, last_day):
    assert rules.remedy_deadline(regime, sent_on=sent_on) == last_day


def test_can_decide_decision_maker_only(application, office_user, officer, applicant, outsider):
    assert rules.can_decide(office_user, application)
    assert not rules.can_decide(officer, application)
    assert not rules.can_decide(applicant, application)
    assert not rules.can_decide(outsider, application)


def test_can_decide_not_ones_own_application(call):
    maker = make_officer(call.offering.programme.office, may_sign=True)
    own = make_application(state="submitted", call=call, applicant=maker)
    assert not rules.can_decide(maker, own)
    with pytest.raises(NotAllowed):
        rules.check_prepare(maker, own)


def test_can_decide_not_another_offices_application(application, outsider):
    other = make_officer(outsider.memberships.get().organisation, may_sign=True)
    assert not rules.can_decide(other, application)


def test_check_sign_tells_an_officer_who_may_only_prepare(application, officer):
    with pytest.raises(NotAllowed) as refusal:
        rules.check_sign(officer, application)
    assert refusal.value.status == 403


@pytest.mark.parametrize(
    ("outcome", "days", "reasons"),
    [
        ("granted", Decimal(1), "  "),
        ("granted", Decimal(0), "Perustelut."),
        ("granted", Decimal(3), "Perustelut."),
        ("refused", Decimal(1), "Perustelut."),
    ],
)
def test_check_decide_refuses_what_does_not_fit(application, outcome, days, reasons):
    with pytest.raises(NotAllowed):
        rules.check_decide(application, outcome=outcome, days=days, reasons=reasons)


def test_check_decide_refuses_without_expert(call, applicant):
    bare = make_application(state="submitted", expert=None)
    with pytest.raises(NotAllowed):
        rules.check_decide(bare, outcome="granted", days=Decimal(1), reasons="Perustelut.")
    rules.check_decide(bare, outcome="refused", days=Decimal(0), reasons="Perustelut.")


@pytest.mark.parametrize("state", ["approved", "rejected", "withdrawn"])
def test_check_undecided_refuses_what_is_over(call, applicant, state):
    with pytest.raises(NotAllowed):
        rules.check_undecided(make_application(state=state))


def test_can_read_letter_applicant_after_it_has_left(application, office_user, applicant, outsider):
    from tests.factories.correspondence import make_message

    decision = make_decision(application, state="signed")
    assert rules.can_read_letter(office_user, decision)
    assert not rules.can_read_letter(applicant, decision)
    message = make_message(letter=decision.letter)
    assert not rules.can_read_letter(applicant, decision)
    type(message).objects.filter(pk=message.pk).update(state="sent", sent_at=message.due_at)
    assert rules.can_read_letter(applicant, decision)
    assert not rules.can_read_letter(outsider, decision)


def test_wait_of_an_application_is_the_office(application):
    wait = rules.wait_of(application)
    assert wait is not None
    assert (wait.who, wait.days) == ("Ohjelmatoimisto", 0) or wait.who == "Programme office"


@pytest.mark.parametrize(
    ("state", "waits"), [("open", True), ("agreed", False), ("delivered", False)]
)
def test_wait_of_an_engagement_is_the_expert_until_the_day(call, applicant, state, waits):
    engagement = make_engagement(state=state)
    wait = rules.wait_of(engagement.application, session=engagement.series.sessions.get())
    assert (wait is not None) == waits
    if wait:
        assert wait.who == engagement.expert.name
