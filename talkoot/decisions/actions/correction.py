"""Correcting a signed decision, its numbers with it."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.correspondence.models import Letter
from talkoot.decisions.actions.aid import grant_aid, lock_undertaking
from talkoot.decisions.messages.correction import correction_letter, correction_mail
from talkoot.decisions.models import Correction, Decision, Reconsideration
from talkoot.decisions.queries import mail_of
from talkoot.decisions.queries import remedy as queries
from talkoot.decisions.queries.aid import granted_on
from talkoot.decisions.queries.quotas import check_more_days
from talkoot.decisions.rules import correction as rules
from talkoot.decisions.rules.aid import check_aid
from talkoot.decisions.rules.correction import Grounds, Numbers
from talkoot.decisions.rules.remedy import deadline_of, regime_of, remedy_calculation
from talkoot.engagements.actions import correct_days, correct_use_by
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import GOING_ON
from talkoot.people.models import User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries


@transaction.atomic
def correct_decision(
    decision: Decision,
    *,
    kind: str,
    text: str,
    reasons: str,
    days: Decimal | None = None,
    use_by: datetime.date | None = None,
    is_adverse: bool = False,
    is_obvious: bool = False,
    consent: str = "",
    by: User,
) -> Correction:
    """Correct an error: a number and a letter of its own, and a mail; the decision's letter stays.

    With `days` or `use_by` the decision's own numbers change, and what follows from them: the
    engagement and its order, quotas and state aid. Fewer days or an earlier day are to the
    applicant's loss. Refuses before the letter has left, without the right to sign, to the
    applicant's loss without consent, days below what has been delivered or agreed, and days over
    what the call, its quotas, the aid ceiling and the framework hold.
    """
    Application.objects.select_for_update().get(pk=decision.application_id)
    decision = queries.decision_in_full(decision.pk)
    now, new = rules.numbers_of(decision), Numbers(days, use_by)
    grounds = Grounds(kind, is_adverse or new.is_less_than(now), is_obvious, consent.strip())
    rules.check_correct(by, decision, mail_of(decision), grounds)
    rules.check_numbers(decision, now, new)
    correction = _correction(decision, now, new, grounds)
    correction.text, correction.reasons, correction.corrected_by = text, reasons, by
    _correct_numbers(decision, now, new, by=by)
    correction.letter = _letter(correction)
    correction.save()
    _record(correction, renewed_until=_renew_remedy(correction))
    _queue(correction)
    return correction


def _correction(decision: Decision, now: Numbers, new: Numbers, grounds: Grounds) -> Correction:
    """The row with its number, not saved yet."""
    programme = decision.application.call.offering.programme
    return Correction(
        decision=decision,
        kind=grounds.kind,
        days_before=now.days if new.days is not None else None,
        days=new.days,
        use_by_before=now.use_by if new.use_by is not None else None,
        use_by=new.use_by,
        is_adverse=grounds.is_adverse,
        is_obvious=grounds.is_obvious,
        has_consent=bool(grounds.consent),
        consent=grounds.consent,
        number=next_number(programme, NumberSeries.Kind.DECISION, year=timezone.localdate().year),
    )


def _correct_numbers(decision: Decision, now: Numbers, new: Numbers, *, by: User) -> None:
    """Write the numbers where they are read from, and let what follows from them follow."""
    engagement: Engagement | None = getattr(decision.application, "engagement", None)
    if new.use_by is not None:
        if engagement is not None:
            rules.check_sessions(new, _last_session_on(engagement))
        decision.use_by = new.use_by
        Decision.objects.filter(pk=decision.pk).update(use_by=new.use_by)
        if engagement is not None:
            correct_use_by(engagement, use_by=new.use_by, by=by)
    if new.days is None:
        return
    assert now.days is not None  # check_numbers has seen to it.
    _check_more(decision, more=new.days - now.days, days=new.days)
    if engagement is not None:
        correct_days(engagement, days=new.days, by=by)
    _write_days(decision, new.days)
    grant_aid(decision, days=new.days, granted_on=granted_on(decision), by=by)


def _check_more(decision: Decision, *, more: Decimal, days: Decimal) -> None:
    """More days must fit under the aid ceiling and the quotas of the call."""
    application = decision.application
    lock_undertaking(application)
    if more > 0:
        today, granted = timezone.localdate(), Decision.Outcome.GRANTED
        check_aid(application, outcome=granted, days=days, on=today, decision=decision)
        check_more_days(application, more)


def _write_days(decision: Decision, days: Decimal) -> None:
    """To the row from which the days in force come: the decision, or a request that changed it."""
    application = decision.application
    changes = decision.reconsiderations.filter(outcome=Reconsideration.Outcome.CHANGED)
    changed_by = changes.exclude(days=None).order_by("decided_at").last()
    if changed_by is not None:
        Reconsideration.objects.filter(pk=changed_by.pk).update(days=days)
        return
    asked, outcome = application.days_requested, Decision.Outcome.GRANTED
    if asked is not None and days < asked:
        outcome = Decision.Outcome.PARTLY_GRANTED
    decision.days, decision.outcome = days, outcome
    Decision.objects.filter(pk=decision.pk).update(days=days, outcome=outcome)


def _last_session_on(engagement: Engagement) -> datetime.date | None:
    rows = engagement.series.sessions.filter(state__in=GOING_ON)
    last = rows.aggregate(last=Max("starts_at"))["last"]
    return timezone.localdate(last) if last else None


def _record(correction: Correction, *, renewed_until: datetime.date | None) -> None:
    before, after = {}, {"number": correction.number, "kind": correction.kind}
    if renewed_until is not None:
        after["due_on"] = str(renewed_until)
    if correction.days is not None:
        before["days"], after["days"] = str(correction.days_before), str(correction.days)
    if correction.use_by is not None:
        before["use_by"], after["use_by"] = str(correction.use_by_before), str(correction.use_by)
    record(
        "decisions.correction.made",
        correction.decision,
        by=correction.corrected_by,
        before=before,
        after={**after, "adverse": correction.is_adverse},
    )


def _renew_remedy(correction: Correction) -> datetime.date | None:
    """What is decided anew can be challenged anew, until the day that the correction's letter
    tells, unless the decision's own is later. Returns the new last day, or None.
    """
    decision = correction.decision
    if correction.kind != Correction.Kind.FACTUAL or not decision.remedy_calculation:
        return None
    calculation = remedy_calculation(regime_of(decision), sent_on=timezone.localdate())
    deadline, before = deadline_of(calculation), decision.remedy_deadline_on
    if before is not None and deadline <= before:
        return None
    decision.remedy_calculation, decision.remedy_deadline_on = calculation, deadline
    decision.save(update_fields=["remedy_calculation", "remedy_deadline_on"])
    return deadline


def _letter(correction: Correction) -> Letter:
    application = correction.decision.application
    with translation.override(application.language):
        content = correction_letter(correction)
        return issue_letter(
            content,
            number=correction.number,
            language=application.language,
            title=f"{content['title']} {correction.number}",
            is_demo=application.is_demo,
        )


def _queue(correction: Correction) -> None:
    """To each party of the case: the applicant, and who speaks for each joint applicant."""
    application = correction.decision.application
    with translation.override(application.language):
        subject, body = correction_mail(correction)
    people = {application.applicant_id: application.applicant}
    people |= {person.pk: person for person in queries.speakers_of(application).values()}
    for person in people.values():
        queue_message(
            "correction",
            key=f"correction-{correction.pk}-{person.pk}",
            office_id=application.call.offering.programme.office_id,
            to=person,
            subject=subject,
            body=body,
            letter=correction.letter,
            delay_seconds=0,
            is_demo=application.is_demo,
        )
