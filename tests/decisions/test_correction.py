"""A correction has a number, a letter and a mail of its own; the decision stays as it was sent."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application, Call, JointApplicant, Quota
from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions import actions
from talkoot.decisions.actions.correction import correct_decision
from talkoot.decisions.actions.reconsideration import (
    decide_reconsideration,
    request_reconsideration,
)
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.rules.in_force import in_force
from talkoot.decisions.rules.reconsideration import is_in_time
from talkoot.decisions.rules.remedy import deadline_of, regime_of, remedy_calculation
from talkoot.engagements.actions import agree_day
from talkoot.engagements.actions.sessions import move_session
from talkoot.engagements.models import Engagement
from talkoot.experts.models import CallOff, Framework
from tests.decisions.test_outcomes import GRANT
from tests.decisions.test_undo import send
from tests.engagements.steps import at, hold
from tests.factories.correspondence import make_message
from tests.factories.decisions import make_reconsideration
from tests.factories.people import make_contact

pytestmark = pytest.mark.usefixtures("questionnaires")
WEEKS = datetime.timedelta(weeks=10)
WORDS = {
    "kind": "clerical",
    "text": "Yksikön nimi on Varhaiskasvatus, ei Varhaiskavatus.",
    "reasons": "Kirjoitusvirhe.",
}


@pytest.fixture
def decision(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    send(kind="decision")
    return decision


@pytest.mark.parametrize("kind", ["clerical", "factual"])
def test_correction_leaves_the_decision_as_it_was(decision, office_user, kind):
    before = decision.letter.content
    correction = correct_decision(decision, **{**WORDS, "kind": kind}, by=office_user)
    decision.refresh_from_db()
    decision.letter.refresh_from_db()
    assert decision.letter.content == before
    assert correction.number not in (None, decision.number)
    assert decision.number in str(correction.letter.content)
    assert WORDS["text"] in str(correction.letter.content)
    assert ("remedy" in correction.letter.content) is (kind == "factual")
    mail = Message.objects.get(kind="correction")
    assert (mail.letter, mail.user) == (correction.letter, decision.application.applicant)


@pytest.mark.parametrize("kind", ["clerical", "factual"])
def test_what_is_decided_anew_can_be_challenged_anew(decision, office_user, kind):
    now = timezone.now()
    old = remedy_calculation(regime_of(decision), sent_on=(now - WEEKS).date())
    Decision.objects.update(remedy_calculation=old, remedy_deadline_on=deadline_of(old))
    correct_decision(decision, **{**WORDS, "kind": kind}, by=office_user)
    decision.refresh_from_db()
    assert is_in_time(decision, now - WEEKS, now) is (kind == "factual")


def test_factual_error_to_the_applicants_loss_needs_consent(decision, office_user):
    words = {**WORDS, "kind": "factual", "is_adverse": True}
    with pytest.raises(NotAllowed):
        correct_decision(decision, **words, by=office_user)
    assert not Correction.objects.exists()
    consent = "Maija Mallikas, sähköposti 20.11.2026"
    correction = correct_decision(decision, **words, consent=consent, by=office_user)
    assert correction.has_consent
    assert consent in str(correction.letter.content)


def test_correction_waits_until_the_letter_has_left(application, office_user):
    decision = actions.decide(application, **GRANT, by=office_user)
    with pytest.raises(NotAllowed):
        correct_decision(decision, **WORDS, by=office_user)


@pytest.fixture
def two_days(application, office_user, expert_user):
    """Two days granted, and the letter and the expert's mail have left."""
    Application.objects.update(days_requested=Decimal(2))
    decision = actions.decide(application, **GRANT | {"days": Decimal(2)}, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    return decision


FEWER = WORDS | {"days": Decimal(1), "is_obvious": True}


def test_corrected_days_change_the_decision_and_all_that_follows_from_it(two_days, office_user):
    correction = correct_decision(two_days, **FEWER, by=office_user)
    two_days.refresh_from_db()
    assert (two_days.days, two_days.outcome) == (Decimal(1), "partly_granted")
    engagement = Engagement.objects.get()
    assert (engagement.days_granted, engagement.call_off.days) == (Decimal(1), Decimal(1))
    assert engagement.call_off.value_eur == engagement.call_off.unit_price_eur
    assert engagement.series.hours_granted == engagement.hours_per_day
    assert Message.objects.filter(kind="engagement-extended", state="queued").count() == 1
    assert (correction.days_before, correction.is_adverse) == (Decimal(2), True)
    rows = [row for part in correction.letter.content["sections"] for row in part.get("rows", [])]
    assert rows[0][1] == "1"
    entry = LogEntry.objects.get(key="decisions.correction.made")
    assert (entry.before["days"], entry.after["days"]) == ("2.0", "1")


def test_corrected_days_replace_the_experts_mail_that_waits(two_days, office_user):
    Message.objects.filter(kind="engagement-opened").update(state="queued", sent_at=None)
    correct_decision(two_days, **FEWER, by=office_user)
    assert Message.objects.get(kind="engagement-opened").state == "revoked"
    assert (
        Message.objects.filter(user=two_days.application.expert.user, state="queued").count() == 1
    )


def test_fewer_days_need_consent_unless_the_error_is_obvious(two_days, office_user):
    for kind in ("clerical", "factual"):
        words = FEWER | {"kind": kind}
        with pytest.raises(NotAllowed):
            correct_decision(two_days, **words | {"is_obvious": False}, by=office_user)
    two_days.refresh_from_db()
    assert two_days.days == Decimal(2)
    correct_decision(two_days, **words, by=office_user)
    two_days.refresh_from_db()
    assert two_days.days == Decimal(1)


@pytest.mark.parametrize("is_held", [True, False])
def test_days_are_not_corrected_below_what_was_delivered_or_agreed(two_days, office_user, is_held):
    engagement = Engagement.objects.get()
    for days in (-3, -2) if is_held else (3, 4):
        if is_held:
            hold(engagement, days, is_last=False)
        else:
            agree_day(engagement, **at(days), by=office_user)
    with pytest.raises(NotAllowed):
        correct_decision(two_days, **FEWER, by=office_user)
    assert CallOff.objects.get().days == Decimal(2)


def test_more_days_stop_at_the_ceiling_of_the_framework_and_at_the_quota(two_days, office_user):
    more = WORDS | {"days": Decimal(3)}
    Call.objects.update(max_days=3)
    Framework.objects.update(days_cap=2)
    with pytest.raises(NotAllowed):
        correct_decision(two_days, **more, by=office_user)
    Framework.objects.update(days_cap=10)
    quota = Quota.objects.create(call=two_days.application.call, measure="days", amount=2)
    with pytest.raises(NotAllowed):
        correct_decision(two_days, **more, by=office_user)
    quota.delete()
    correct_decision(two_days, **more, by=office_user)
    assert CallOff.objects.get().days == Decimal(3)


def test_corrected_last_day_of_use_stands_in_the_letter(two_days, office_user):
    two_days.refresh_from_db()
    day = two_days.use_by - datetime.timedelta(days=1)
    correct_decision(two_days, **WORDS, use_by=day, is_obvious=True, by=office_user)
    two_days.refresh_from_db()
    assert two_days.use_by == day == Engagement.objects.get().use_by
    later = day + datetime.timedelta(days=10_000)
    before = timezone.localdate(two_days.decided_at) - datetime.timedelta(days=1)
    for wrong in (later, before):
        with pytest.raises(NotAllowed):
            correct_decision(two_days, **WORDS, use_by=wrong, is_obvious=True, by=office_user)


def test_session_after_the_last_day_of_use_waits_for_a_prolonged_decision(two_days, office_user):
    engagement = Engagement.objects.get()
    assert engagement.use_by == two_days.use_by
    soon = timezone.localdate() + datetime.timedelta(days=2)
    correct_decision(two_days, **WORDS, use_by=soon, is_obvious=True, by=office_user)
    with pytest.raises(NotAllowed, match=local_date(soon)):
        agree_day(engagement, **at(3), by=office_user)
    session = agree_day(engagement, **at(1), by=office_user)
    with pytest.raises(NotAllowed):
        move_session(engagement, session, **at(3), by=office_user)
    correct_decision(two_days, **WORDS, use_by=soon + WEEKS, by=office_user)
    move_session(engagement, session, **at(3), by=office_user)


def test_days_of_a_changed_decision_are_corrected_in_the_change(two_days, applicant, office_user):
    Call.objects.update(max_days=4)
    request = request_reconsideration(two_days, demand="Lisää.", grounds="Syy.", by=applicant)
    change = {"outcome": "changed", "days": Decimal(4), "reasons": "Perusteltu tarve on osoitettu."}
    decide_reconsideration(request, **change, by=office_user)
    fewer = FEWER | {"days": Decimal(3)}
    with pytest.raises(NotAllowed):
        correct_decision(two_days, **fewer, by=office_user)
    Message.objects.update(state="sent", sent_at=timezone.now())
    correct_decision(two_days, **fewer, by=office_user)
    assert in_force(Decision.objects.get()).days == Decimal(3)
    assert CallOff.objects.get().days == Decimal(3)
    # A later change of something else leaves the days where they are.
    later = make_reconsideration(two_days, state="decided", outcome="changed")
    make_message(letter=later.letter, state="sent")
    correct_decision(two_days, **FEWER | {"days": Decimal("2.5")}, by=office_user)
    assert in_force(Decision.objects.get()).days == Decimal("2.5")


def test_correction_is_told_to_every_party(decision, office_user):
    partner = make_contact(name="Kumppani")
    JointApplicant.objects.create(
        application=decision.application,
        organisation=partner.memberships.get().organisation,
        confirmed_by=partner,
        confirmed_at=timezone.now(),
    )
    correct_decision(decision, **WORDS, by=office_user)
    told = set(Message.objects.filter(kind="correction").values_list("user", flat=True))
    assert told == {decision.application.applicant_id, partner.pk}


def test_correction_is_signed_by_the_decision_maker(decision, officer):
    with pytest.raises(NotAllowed) as refusal:
        correct_decision(decision, **WORDS, by=officer)
    assert refusal.value.status == 403
