"""Every write of an engagement."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.dates import add_months
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message, revoke_message
from talkoot.correspondence.models import Message
from talkoot.engagements import messages, rules
from talkoot.engagements.models import DayReport, Engagement
from talkoot.events.actions import agree_session, create_series, hold_session, raise_days
from talkoot.events.models import Session
from talkoot.experts.actions import call_off, raise_call_off
from talkoot.people.models import User
from talkoot.surveys.actions import plan_round, schedule_round
from talkoot.surveys.models import Round

SURVEYS = ("session-feedback", "effectiveness-organisation")


def open_engagement(
    application: Application, *, days: Decimal, delay_seconds: int | None = None, by: User
) -> Engagement:
    """Open what a granted application sets going; called inside the decision's transaction.

    Makes the call-off, the series with its session, the feedback round and the follow-up round,
    and queues the mail to the expert. Refuses outside the framework agreement.
    """
    assert application.expert is not None and application.number is not None
    order = call_off(
        application.expert,
        days=days,
        case_number=application.number,
        on=timezone.localdate(),
        by=by,
    )
    series = create_series(
        application.call.offering,
        title=application.title,
        organisation=application.organisation,
        days=days,
        by=by,
    )
    feedback, followup = (_plan_survey(application, code, by=by) for code in SURVEYS)
    engagement = Engagement.objects.create(
        application=application,
        expert=application.expert,
        days_granted=days,
        series=series,
        call_off=order,
        feedback_round=feedback,
        followup_round=followup,
        is_demo=application.is_demo,
    )
    record("engagements.engagement.opened", engagement, by=by, after={"days": str(days)})
    if engagement.expert.user:
        _tell(engagement, engagement.expert.user, "engagement-opened", delay_seconds)
    return engagement


def cancel_engagement(engagement: Engagement, *, by: User) -> None:
    """Remove an engagement whose decision is undone, with its call-off, series and rounds.

    The waiting mail to the expert is revoked; an expert who has had it is told of the
    cancellation. Refuses once the day has been agreed. Call inside the decision's transaction.
    """
    rules.check_cancel(engagement)
    mail = Message.objects.filter(key=f"engagement-opened-{engagement.pk}").first()
    if mail is not None and mail.state == Message.State.QUEUED:
        revoke_message(mail, by=by)
    elif mail is not None and mail.state != Message.State.REVOKED and engagement.expert.user:
        _tell(
            engagement,
            engagement.expert.user,
            "engagement-cancelled",
            0,
            write=messages.cancelled_to_expert,
        )
    after = {"days": str(engagement.days_granted), "case": engagement.application.number}
    record("engagements.engagement.cancelled", engagement.application, by=by, before=after)
    made = (
        engagement.series,
        engagement.call_off,
        engagement.feedback_round,
        engagement.followup_round,
    )
    engagement.delete()
    for row in made:
        row.delete()


def extend_engagement(engagement: Engagement, *, days: Decimal, by: User) -> None:
    """Raise an engagement to `days` in all, when a decision has been changed.

    Refuses once the day has been held, and outside the framework agreement.
    """
    rules.check_extend(engagement)
    more = days - engagement.days_granted
    raise_call_off(engagement.call_off, days=more, on=timezone.localdate(), by=by)
    raise_days(engagement.series, days=more, by=by)
    engagement.days_granted = days
    engagement.save(update_fields=["days_granted"])
    record("engagements.engagement.extended", engagement, by=by, after={"days": str(days)})
    if engagement.expert.user:
        _tell(
            engagement,
            engagement.expert.user,
            "engagement-extended",
            None,
            write=messages.extended_to_expert,
        )


@transaction.atomic
def agree_day(
    engagement: Engagement,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    mode: str,
    place: str,
    by: User,
) -> Session:
    """Record or move the agreed day and tell the applicant. Refuses once the day is reported."""
    engagement = _locked(engagement)
    rules.check_agree(engagement)
    rules.check_times(starts_at, ends_at)
    session = engagement.series.sessions.get(order=1)
    agree_session(session, starts_at=starts_at, ends_at=ends_at, mode=mode, place=place, by=by)
    if engagement.state == Engagement.State.OPEN:
        moved = change_state(engagement, Engagement.State.AGREED, rules.TRANSITIONS)
        record("engagements.engagement.agreed", engagement, by=by, **moved)
    applicant = engagement.application.applicant
    with translation.override(applicant.language):
        subject, body = messages.day_agreed(engagement, session)
    queue_message(
        "day-agreed",
        key=f"day-agreed-{engagement.pk}-{starts_at:%Y%m%d%H%M}",
        office_id=engagement.application.call.offering.programme.office_id,
        to=applicant,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=engagement.is_demo,
    )
    return session


@transaction.atomic
def report_day(
    engagement: Engagement,
    *,
    counts: dict[str, int],
    done: str,
    results: str,
    next_steps: str,
    by: User,
) -> DayReport:
    """Record attendance by role group and the report; the day is then delivered.

    Feedback goes out at once; the follow-up opens the offering's 3-6 months after the day.
    Refuses before the day, without attendance and a second time.
    """
    engagement = _locked(engagement)
    session = engagement.series.sessions.get(order=1)
    rules.check_report(engagement, session.starts_at)
    hold_session(session, counts=counts, by=by)
    report = DayReport.objects.create(
        session=session,
        expert=engagement.expert,
        done=done,
        results=results,
        next_steps=next_steps,
        is_demo=engagement.is_demo,
    )
    moved = change_state(engagement, Engagement.State.DELIVERED, rules.TRANSITIONS)
    record("engagements.engagement.delivered", engagement, by=by, **moved)
    months = engagement.application.call.offering.followup_months
    assert session.ends_at is not None
    held_on = timezone.localdate(session.ends_at)
    schedule_round(engagement.feedback_round, opens_on=timezone.localdate(), by=by)
    schedule_round(engagement.followup_round, opens_on=add_months(held_on, months), by=by)
    return report


def _plan_survey(application: Application, code: str, *, by: User) -> Round:
    programme = application.call.offering.programme
    invitees = [application.applicant]
    return plan_round(programme, code, title=application.title, invitees=invitees, by=by)


def _tell(
    engagement: Engagement,
    user: User,
    kind: str,
    delay_seconds: int | None,
    *,
    write: Callable[[Engagement], tuple[str, str]] = messages.to_expert,
) -> None:
    with translation.override(user.language):
        subject, body = write(engagement)
    queue_message(
        kind,
        key=f"{kind}-{engagement.pk}",
        office_id=engagement.application.call.offering.programme.office_id,
        to=user,
        subject=subject,
        body=body,
        delay_seconds=delay_seconds,
        is_demo=engagement.is_demo,
    )


def _locked(engagement: Engagement) -> Engagement:
    """The row as it is now, locked until the transaction ends."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related(
        "application__call__offering__programme",
        "application__applicant",
        "application__organisation",
        "expert",
        "series",
        "feedback_round",
        "followup_round",
    )
    return rows.get(pk=engagement.pk)
