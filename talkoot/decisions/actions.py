"""Drafting and signing decisions."""

from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.actions import set_state
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.decisions import messages, rules
from talkoot.decisions.models import Decision
from talkoot.engagements.actions import open_engagement
from talkoot.people.models import User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries


@transaction.atomic
def save_decision_draft(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    reasons: str,
    conditions: str,
    by: User,
) -> Decision:
    """Keep an officer's version of the draft; refuses once the application is decided."""
    application = _locked(application)
    rules.check_undecided(application)
    decision, _created = Decision.objects.update_or_create(
        application=application,
        defaults={
            "outcome": outcome,
            "days": days,
            "reasons": reasons,
            "conditions": conditions,
            "edited_by": by,
            "is_demo": application.is_demo,
        },
    )
    record("decisions.decision.drafted", decision, by=by, after={"outcome": outcome})
    return decision


@transaction.atomic
def decide(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    reasons: str,
    conditions: str,
    by: User,
) -> Decision:
    """Sign the decision: one number, one frozen letter, one mail, and the engagement if granted.

    The letter leaves after the regret time. Refuses a second decision, missing reasons, days that
    do not fit, and a call-off outside the framework agreement; then nothing has changed.
    """
    application = _locked(application)
    rules.check_decide(application, outcome=outcome, days=days, reasons=reasons)
    decision = save_decision_draft(
        application, outcome=outcome, days=days, reasons=reasons, conditions=conditions, by=by
    )
    _sign(decision, application, by=by)
    is_refused = outcome == Decision.Outcome.REFUSED
    state = Application.State.REJECTED if is_refused else Application.State.APPROVED
    set_state(application, state, by=by)
    if not is_refused:
        open_engagement(application, days=days, delay_seconds=settings.REGRET_SECONDS, by=by)
    with translation.override(application.language):
        subject, body = messages.decision_mail(decision)
    queue_message(
        "decision",
        key=f"decision-{application.pk}",
        to=application.applicant,
        subject=subject,
        body=body,
        letter=decision.letter,
        delay_seconds=settings.REGRET_SECONDS,
        is_demo=application.is_demo,
    )
    return decision


def _sign(decision: Decision, application: Application, *, by: User) -> None:
    """Number, date and freeze the decision; its letter is written in the case's language."""
    now = timezone.now()
    today = timezone.localdate(now)
    programme = application.call.offering.programme
    decision.number = next_number(programme, NumberSeries.Kind.DECISION, year=today.year)
    decision.application = application
    decision.decided_by, decision.decided_at = by, now
    decision.remedy_deadline_on = rules.remedy_deadline(programme.remedy_regime, sent_on=today)
    with translation.override(application.language):
        content = messages.decision_letter(decision)
        decision.letter = issue_letter(
            content,
            number=decision.number,
            language=application.language,
            title=f"{content['title']} {decision.number}",
            is_demo=decision.is_demo,
        )
    decision.save(
        update_fields=["number", "decided_by", "decided_at", "remedy_deadline_on", "letter"]
    )
    moved = change_state(decision, Decision.State.SIGNED, rules.TRANSITIONS)
    record("decisions.decision.signed", decision, by=by, **moved)


def _locked(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme__office",
        "organisation",
        "applicant",
        "expert__supplier__organisation",
        "expert__supplier__framework",
        "expert__user",
    )
    return rows.get(pk=application.pk)
