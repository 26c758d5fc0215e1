"""Every write of an engagement; what belongs to its sessions, reports and invoices is beside."""

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.icalendar import CANCEL
from talkoot.core.states import change_state
from talkoot.engagements import messages, rules
from talkoot.engagements.actions.frame import SURVEYS, locked, plan_survey, stop_mails, tell
from talkoot.engagements.actions.reports import report_day
from talkoot.engagements.actions.sessions import agree_day
from talkoot.engagements.actions.shortening import (
    correct_days,
    correct_use_by,
    shorten_engagement,
    tell_of_days,
)
from talkoot.engagements.actions.substitutes import tell_substitutes
from talkoot.engagements.messages import delivery as delivery_mails
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.delivery import first_start
from talkoot.events.actions import cancel_series, create_series
from talkoot.events.actions.split import grant_hours
from talkoot.events.models import Session
from talkoot.experts.actions import call_off, raise_call_off, return_call_off
from talkoot.experts.models import CallOff
from talkoot.people.models import User

__all__ = [
    "agree_day",
    "cancel_engagement",
    "correct_days",
    "correct_use_by",
    "extend_engagement",
    "open_engagement",
    "report_day",
    "shorten_engagement",
    "withdraw_engagement",
]


def open_engagement(
    application: Application,
    *,
    days: Decimal,
    use_by: datetime.date | None = None,
    delay_seconds: int | None = None,
    by: User,
) -> Engagement:
    """Open what a granted application sets going; called inside the decision's transaction.

    Makes the call-off, the series with its session, the feedback round and the follow-up round,
    and queues the mail to the expert. Refuses outside the framework agreement.
    """
    order = _order(application, days, by=by)
    series = create_series(
        application.call.offering,
        title=application.title,
        organisation=application.organisation,
        days=days,
        by=by,
    )
    feedback, followup = (plan_survey(application, code, by=by) for code in SURVEYS)
    engagement = Engagement.objects.create(
        application=application,
        expert=order.expert,
        days_granted=days,
        use_by=use_by,
        hours_per_day=application.call.offering.hours_per_day,
        series=series,
        call_off=order,
        feedback_round=feedback,
        followup_round=followup,
        is_demo=application.is_demo,
    )
    grant_hours(series, hours=engagement.hours_granted)
    after = {"days": str(days)} | ({"use_by": str(use_by)} if use_by else {})
    record("engagements.engagement.opened", engagement, by=by, after=after)
    if engagement.expert.user:
        tell(engagement, engagement.expert.user, "engagement-opened", delay_seconds)
    return engagement


def _order(application: Application, days: Decimal, *, by: User) -> CallOff:
    assert application.expert is not None and application.number is not None
    return call_off(
        application.expert,
        days=days,
        case_number=application.number,
        on=timezone.localdate(),
        by=by,
        reason=application.expert_reason,
        theme_ids=list(application.themes.values_list("pk", flat=True)),
    )


def cancel_engagement(engagement: Engagement, *, by: User) -> None:
    """Remove an engagement whose decision is undone, with its call-off, series and rounds.

    What waits to tell the expert is revoked; an expert who has heard is told of the
    cancellation. Refuses once the day has been agreed. Call inside the decision's transaction.
    """
    rules.check_cancel(engagement)
    if stop_mails(engagement, by=by) and engagement.expert.user:
        tell(
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


def withdraw_engagement(engagement: Engagement, *, reason: str = "", by: User) -> None:
    """End an engagement that the applicant gives up: no day is held and the days are free again.

    Its surveys are never sent, because they get their dates from the report of the day.
    An expert who has been told of it is told of the end; else the waiting mail is revoked. Agreed
    sessions leave the calendars of both sides.
    Refuses once the day has begun. Call inside the transaction of the grant's giving up.
    """
    engagement = locked(engagement)
    rules.check_withdraw(engagement, starts_at=first_start(engagement))
    moved = change_state(engagement, Engagement.State.WITHDRAWN, rules.TRANSITIONS)
    agreed = engagement.series.sessions.filter(state=Session.State.AGREED)
    dropped = list(agreed.values_list("pk", flat=True))
    cancel_series(engagement.series, by=by)
    return_call_off(engagement.call_off, on=timezone.localdate(), by=by)
    moved["after"]["reason"] = reason
    record("engagements.engagement.withdrawn", engagement, by=by, **moved)
    _tell_withdrawn(engagement, engagement.series.sessions.filter(pk__in=dropped), reason, by)


def _tell_withdrawn(
    engagement: Engagement, dropped: Iterable[Session], reason: str, by: User
) -> None:
    sessions = list(dropped)
    is_waiting = stop_mails(engagement, by=by) is False
    told: list[tuple[User, str, Callable[[Engagement], tuple[str, str]]]] = []
    if engagement.expert.user and (sessions or not is_waiting):
        write = partial(messages.withdrawn_to_expert, reason=reason)
        told.append((engagement.expert.user, "engagement-withdrawn", write))
    if sessions:
        days = partial(delivery_mails.days_dropped, sessions=sessions)
        told.append((engagement.application.applicant, "days-dropped", days))
    for user, kind, words in told:
        tell(engagement, user, kind, 0, write=words, sessions=sessions, method=CANCEL)
    tell_substitutes(engagement, sessions, partial(messages.withdrawn_to_expert, reason=reason))


def extend_engagement(engagement: Engagement, *, days: Decimal, by: User) -> None:
    """Raise an engagement to `days` in all, when a decision has been changed.

    Refuses once the day has been held, and outside the framework agreement.
    """
    rules.check_extend(engagement)
    more = days - engagement.days_granted
    raise_call_off(engagement.call_off, days=more, on=timezone.localdate(), by=by)
    engagement.days_granted = days
    engagement.save(update_fields=["days_granted"])
    grant_hours(engagement.series, hours=engagement.hours_granted)
    record("engagements.engagement.extended", engagement, by=by, after={"days": str(days)})
    tell_of_days(engagement, messages.extended_to_expert)
