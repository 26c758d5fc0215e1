"""Requests to change a decision: arrival, withdrawal and decision."""

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.actions import set_state
from talkoot.calls.models import Application
from talkoot.calls.rules.expert_ties import check_expert
from talkoot.calls.rules.writing import is_contact
from talkoot.core.states import change_state
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.decisions.actions import begin_work
from talkoot.decisions.actions.aid import grant_aid, lock_undertaking
from talkoot.decisions.messages import reconsideration as messages
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries import remedy as queries
from talkoot.decisions.rules import reconsideration as rules
from talkoot.decisions.rules.aid import check_aid
from talkoot.decisions.rules.correction import check_usable, use_by_from
from talkoot.decisions.rules.remedy import APPEAL_DAYS, regime_of, remedy_calculation
from talkoot.engagements.actions import extend_engagement
from talkoot.engagements.models import Engagement
from talkoot.people.models import Organisation, User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries

State, Outcome = Reconsideration.State, Reconsideration.Outcome


@transaction.atomic
def request_reconsideration(
    decision: Decision,
    *,
    demand: str,
    grounds: str,
    organisation: Organisation | None = None,
    received_at: datetime.datetime | None = None,
    by: User,
) -> Reconsideration:
    """Register the request of a party as a case of its own, with a receipt to it.

    `organisation` is the party, the lead without one. A late request is registered too and marked.
    `received_at` is given by the office for one that came by post or e-mail. Refuses before the
    letter has left, where no remedy exists, and beside the same party's request in processing.
    """
    Application.objects.select_for_update().get(pk=decision.application_id)
    decision = queries.decision_in_full(decision.pk)
    application = decision.application
    party = rules.own_party(organisation or application.organisation, application)
    sent_at = queries.sent_at(decision)
    rules.check_request(decision, sent_at, party)
    arrived_at = received_at or timezone.now()
    programme = application.call.offering.programme
    request = Reconsideration.objects.create(
        decision=decision,
        number=next_number(programme, NumberSeries.Kind.CASE, year=timezone.localdate().year),
        demand=demand,
        grounds=grounds,
        received_at=arrived_at,
        is_in_time=rules.is_in_time(decision, sent_at, arrived_at),
        requested_by=by,
        party=party,
        is_demo=decision.is_demo,
    )
    after = {"number": request.number, "request": request.pk, "in_time": request.is_in_time}
    record("decisions.reconsideration.received", application, by=by, after=after)
    _queue(
        request,
        "reconsideration-receipt",
        messages.receipt_mail,
        to=_asker(request),
        delay_seconds=0,
    )
    return request


@transaction.atomic
def withdraw_reconsideration(request: Reconsideration, *, by: User) -> None:
    """The party that asked takes the request back; refuses others, and once it has been decided."""
    request = queries.locked_reconsideration(request)
    rules.check_withdraw(by, request)
    moved = change_state(request, State.WITHDRAWN, rules.RECONSIDERATION_TRANSITIONS)
    application = request.decision.application
    record("decisions.reconsideration.withdrawn", application, by=by, **moved)


@transaction.atomic
def decide_reconsideration(
    request: Reconsideration, *, outcome: str, days: Decimal | None = None, reasons: str, by: User
) -> Reconsideration:
    """Sign the decision on a request: number, frozen letter with the appeal instruction, mail to
    each party of the case.

    A change that grants days opens the engagement and the team, or adds days to the engagement
    that goes on, and a refused application becomes granted. Refuses without the right to sign or
    reasons, a late statutory request on its merits, a change to the applicant's loss, days added
    after the last day to use them, and what `decide` refuses of aid, framework and the expert's
    ties.
    """
    request = queries.locked_reconsideration(request)
    rules.check_decide(by, request, outcome=outcome, days=days, reasons=reasons)
    moved = change_state(request, State.DECIDED, rules.RECONSIDERATION_TRANSITIONS)
    request.outcome, request.days, request.reasons = outcome, days or None, reasons
    request.decided_by, request.decided_at = by, timezone.now()
    if request.days:
        _grant(request, days=request.days, by=by)
    _sign(request)
    after = {**moved["after"], "outcome": outcome, "number": request.decision_number}
    application = request.decision.application
    record(
        "decisions.reconsideration.decided",
        application,
        by=by,
        before=moved["before"],
        after=after,
    )
    _tell_result(request)
    return request


def _tell_result(request: Reconsideration) -> None:
    """The letter to whoever asked, and to the other parties of a joint application.

    Administrative Procedure Act 434/2003, section 54: a decision is notified to the parties.
    """
    asker = _asker(request)
    others = {
        person.pk: person
        for person in queries.speakers_of(request.decision.application).values()
        if person.pk != asker.pk
    }
    for person in (asker, *others.values()):
        _queue(
            request,
            "reconsideration-decided",
            messages.result_mail if person == asker else messages.told_mail,
            to=person,
            part="" if person == asker else str(person.pk),
            delay_seconds=settings.REGRET_SECONDS,
        )


def _asker(request: Reconsideration) -> User:
    """Who hears for the party that asked: its contact person who wrote the request, or the one who
    confirmed that it takes part; of the lead always the applicant.
    """
    application = request.decision.application
    if request.party is None:
        return application.applicant
    if is_contact(request.requested_by, request.party.pk):
        return request.requested_by
    return queries.speakers_of(application).get(request.party.pk, application.applicant)


def _grant(request: Reconsideration, *, days: Decimal, by: User) -> None:
    """What a changed decision sets going, as in `decide`."""
    decision = request.decision
    application = decision.application
    granted = Decision.Outcome.GRANTED
    today = timezone.localdate()
    lock_undertaking(application)
    check_aid(application, outcome=granted, days=days, on=today, decision=decision)
    check_expert(application)
    grant_aid(decision, days=days, by=by)
    engagement = Engagement.objects.filter(application=application).first()
    if engagement is not None:
        check_usable(decision)
        extend_engagement(engagement, days=days, by=by)
        return
    if application.state == Application.State.APPROVED:  # A place alone, or a team at work.
        return
    set_state(application, Application.State.APPROVED, by=by)
    if application.expert is not None:  # The days are granted today, not when they were refused.
        decision.use_by = use_by_from(application, today)
        decision.save(update_fields=["use_by"])
    begin_work(application, days=days, use_by=decision.use_by, by=by)


def _sign(request: Reconsideration) -> None:
    """Number and freeze the decision on the request, in the case's language."""
    application = request.decision.application
    programme = application.call.offering.programme
    leaves_at = timezone.now() + datetime.timedelta(seconds=settings.REGRET_SECONDS)
    sent_on = timezone.localdate(leaves_at)
    request.decision_number = next_number(
        programme, NumberSeries.Kind.DECISION, year=timezone.localdate().year
    )
    with translation.override(application.language):
        regime = regime_of(request.decision)
        calculation = remedy_calculation(regime, sent_on=sent_on, days=APPEAL_DAYS)
        content = messages.reconsideration_letter(request, calculation)
        request.letter = issue_letter(
            content,
            number=request.decision_number,
            language=application.language,
            title=f"{content['title']} {request.decision_number}",
            is_demo=request.is_demo,
        )
    request.save()


def _queue(
    request: Reconsideration,
    kind: str,
    write: Any,
    *,
    to: User,
    part: str = "",
    delay_seconds: int,
) -> None:
    """One mail of the kind; `part` tells the mails of one letter apart."""
    application = request.decision.application
    with translation.override(application.language):
        subject, body = write(request)
    queue_message(
        kind,
        # By the letter: after an undoing the next decision has a mail of its own.
        key="-".join(filter(None, (kind, str(request.pk), str(request.letter_id or ""), part))),
        office_id=application.call.offering.programme.office_id,
        to=to,
        subject=subject,
        body=body,
        letter=request.letter,
        delay_seconds=delay_seconds,
        is_demo=request.is_demo,
    )
