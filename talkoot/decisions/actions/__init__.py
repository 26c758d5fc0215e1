"""Drafting and signing decisions."""

import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from talkoot.assessments.models import Disqualification
from talkoot.audit.actions import record
from talkoot.calls.actions import set_state
from talkoot.calls.models import Application, Call
from talkoot.calls.rules.capacity import quotas_of
from talkoot.calls.rules.expert_ties import check_expert
from talkoot.core.states import change_state
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.decisions import messages, queries, rules
from talkoot.decisions.actions.aid import grant_aid, lock_undertaking
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.quotas import check_quotas
from talkoot.decisions.rules.aid import check_aid
from talkoot.decisions.rules.content import GRANTING, check_seen
from talkoot.decisions.rules.correction import use_by_of
from talkoot.decisions.rules.in_force import STATES
from talkoot.decisions.rules.parties import check_presenter
from talkoot.decisions.rules.remedy import deadline_of
from talkoot.engagements.actions import open_engagement
from talkoot.engagements.actions.teams import open_team
from talkoot.engagements.rules.teams import is_for_team
from talkoot.people.models import User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries

IN_FORCE = Disqualification.State.IN_FORCE
SIGNED_FIELDS = [
    "number",
    "decided_by",
    "decided_at",
    "presented_by",
    "disqualification_note",
    "remedy_calculation",
    "remedy_deadline_on",
    "letter",
    "use_by",
]


@transaction.atomic
def save_decision_draft(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    reasons: str,
    conditions: str,
    transferred_to: str = "",
    is_by_post: bool = False,
    seen: str | None = None,
    by: User,
) -> Decision:
    """Keep an officer's version of the draft; refuses once the application is decided.

    `seen` is the mark of the draft that the officer had before them (rules.content.draft_mark):
    with it, a draft that somebody has saved since is not written over. Another officer's text that
    is replaced stays in the log.
    """
    application = _locked(application)
    rules.check_undecided(application)
    earlier = Decision.objects.filter(application=application).select_related("edited_by").first()
    check_seen(earlier, seen, by=by)
    decision, _created = Decision.objects.update_or_create(
        application=application,
        defaults={
            "outcome": outcome,
            "days": days,
            "reasons": reasons,
            "conditions": conditions,
            "transferred_to": transferred_to,
            "is_by_post": is_by_post,
            "edited_by": by,
            "is_demo": application.is_demo,
        },
    )
    after = {"outcome": outcome}
    record(
        "decisions.decision.drafted", decision, by=by, before=_replaced(earlier, by), after=after
    )
    return decision


@transaction.atomic
def decide(
    application: Application,
    *,
    outcome: str,
    days: Decimal,
    reasons: str,
    conditions: str,
    transferred_to: str = "",
    is_by_post: bool = False,
    seen: str | None = None,
    by: User,
) -> Decision:
    """Sign the decision: one number, one frozen letter, one mail, and if granted the engagement.

    There is no engagement without an expert: a place in a school or a workshop series is granted,
    and an admitted team begins its work. `by` signs in person; the officer whose draft it was
    presents it. The letter leaves after the regret time. `seen` as in `save_decision_draft`.
    Refuses a second decision, missing reasons, days that do not fit, a disqualified signer or
    presenter, a grant over a quota of the call, aid over the ceiling, and a call-off outside the
    framework; then nothing changed.
    """
    application = _locked(application)
    rules.check_decide(
        application, outcome=outcome, days=days, reasons=reasons, transferred_to=transferred_to
    )
    rules.check_sign(by, application)
    _check_grant(application, outcome=outcome, days=days)
    presenter = _presenter(application, by=by)
    decision = save_decision_draft(
        application,
        outcome=outcome,
        days=days,
        reasons=reasons,
        conditions=conditions,
        transferred_to=transferred_to,
        is_by_post=is_by_post,
        seen=seen,
        by=by,
    )
    decision.presented_by = presenter
    _sign(decision, application, by=by)
    set_state(application, STATES[Decision.Outcome(outcome)], by=by)
    if outcome in GRANTING:
        grant_aid(decision, days=days, by=by)
        begin_work(application, days=days, use_by=decision.use_by, by=by)
    _queue_letter(decision)
    return decision


def _replaced(earlier: Decision | None, by: User) -> dict[str, str]:
    """Another officer's draft that gives way, for the log."""
    if earlier is None or earlier.edited_by_id in (None, by.pk):
        return {}
    return {
        "by": str(earlier.edited_by),
        "outcome": earlier.outcome,
        "days": str(earlier.days),
        "reasons": earlier.reasons,
        "conditions": earlier.conditions,
    }


def _check_grant(application: Application, *, outcome: str, days: Decimal) -> None:
    """Refuse aid over the ceiling; of a grant also an expert who is tied to an applicant, and
    more than the call's quotas leave, whose row is locked for that.
    """
    lock_undertaking(application)
    check_aid(application, outcome=outcome, days=days, on=timezone.localdate())
    if outcome in GRANTING:
        check_expert(application)
        if quotas_of(application.call):
            Call.objects.select_for_update().only("pk").get(pk=application.call_id)
            check_quotas(application, outcome=outcome, days=days)


def begin_work(
    application: Application, *, days: Decimal, use_by: datetime.date | None, by: User
) -> None:
    """The engagement of the expert and the team of a call for teams; a place alone has neither."""
    if application.expert is not None:
        delay = settings.REGRET_SECONDS
        open_engagement(application, days=days, use_by=use_by, delay_seconds=delay, by=by)
    if is_for_team(application):
        open_team(application, by=by)


def _presenter(application: Application, *, by: User) -> User | None:
    """The officer whose saved draft another one signs; a disqualified one may not have drafted."""
    presenter = queries.presenter_of(application, signer=by)
    if presenter is not None:
        check_presenter(presenter, application)
    return presenter


def _queue_letter(decision: Decision) -> None:
    application = decision.application
    with translation.override(application.language):
        subject, body = messages.decision_mail(decision)
    queue_message(
        "decision",
        # By the letter: after an undoing the next decision has a mail of its own.
        key=f"decision-{application.pk}-{decision.letter_id}",
        office_id=application.call.offering.programme.office_id,
        to=application.applicant,
        subject=subject,
        body=body,
        letter=decision.letter,
        delay_seconds=settings.REGRET_SECONDS,
        is_demo=application.is_demo,
    )


def _sign(decision: Decision, application: Application, *, by: User) -> None:
    """Number, date and freeze the decision; its letter is written in the case's language."""
    now = timezone.now()
    programme = application.call.offering.programme
    year = timezone.localdate(now).year
    decision.number = next_number(programme, NumberSeries.Kind.DECISION, year=year)
    decision.application = application
    decision.decided_by, decision.decided_at = by, now
    decision.remedy_calculation = messages.planned_calculation(decision)
    if decision.remedy_calculation:
        decision.remedy_deadline_on = deadline_of(decision.remedy_calculation)
    if decision.outcome in GRANTING and application.expert is not None:
        decision.use_by = use_by_of(decision)
    with translation.override(application.language):
        decision.disqualification_note = messages.disqualification_note(
            programme, somebody_is=application.disqualifications.filter(state=IN_FORCE).exists()
        )
        content = messages.decision_letter(decision)
        decision.letter = issue_letter(
            content,
            number=decision.number,
            language=application.language,
            title=f"{content['title']} {decision.number}",
            is_demo=decision.is_demo,
        )
    decision.save(update_fields=SIGNED_FIELDS)
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
