"""Changing an engagement's days: a change undone, an error corrected, days left unused."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.engagements import messages, rules
from talkoot.engagements.actions.frame import locked, stop_mails, tell
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import (
    check_correct_days,
    days_used,
    meter_of,
    value_of,
)
from talkoot.events.actions.split import grant_hours
from talkoot.experts.actions import lower_call_off, raise_call_off, revalue_call_off
from talkoot.people.models import User


def shorten_engagement(engagement: Engagement, *, days: Decimal, by: User) -> None:
    """Put an engagement back to `days` in all; the waiting mail to the expert is revoked.

    Refuses once the day has been held or given up. Call inside the transaction of the undoing.
    """
    rules.check_extend(engagement)
    lower_call_off(engagement.call_off, days=engagement.days_granted - days, by=by)
    engagement.days_granted = days
    engagement.save(update_fields=["days_granted"])
    grant_hours(engagement.series, hours=engagement.hours_granted)
    record("engagements.engagement.shortened", engagement, by=by, after={"days": str(days)})
    for mail in mails_of_days(engagement).filter(state=Message.State.QUEUED):
        revoke_message(mail, by=by)


def mails_of_days(engagement: Engagement) -> "QuerySet[Message]":
    """What has told the expert of days changed, one mail for each change."""
    return Message.objects.filter(key__startswith=f"engagement-extended-{engagement.pk}-")


def tell_of_days(engagement: Engagement, write: Callable[[Engagement], tuple[str, str]]) -> None:
    """Mail the expert how many days there are now. Each change has a mail of its own."""
    if engagement.expert.user:
        number = mails_of_days(engagement).count() + 1
        key = f"engagement-extended-{engagement.pk}-{number}"
        tell(engagement, engagement.expert.user, "engagement-extended", None, write=write, key=key)


def correct_days(engagement: Engagement, *, days: Decimal, by: User) -> None:
    """Put an engagement at `days` in all, because the decision told them wrong.

    The order follows, a delivered one keeps what was delivered, and the expert is told: a mail
    that waits with the old days gives way. Refuses less than has been delivered or agreed, more
    once all has been delivered, and more than the framework holds. Call inside the transaction of
    the correction.
    """
    engagement = locked(engagement)
    order, before = engagement.call_off, engagement.days_granted
    rules.check_not_withdrawn(engagement)
    check_correct_days(engagement, meter_of(engagement), days)
    engagement.days_granted = days
    engagement.save(update_fields=["days_granted"])
    if engagement.state != Engagement.State.DELIVERED:
        if days > before:
            raise_call_off(order, days=days - before, on=timezone.localdate(), by=by)
        else:
            lower_call_off(order, days=before - days, by=by)
        follow_sessions(engagement, by=by)
    grant_hours(engagement.series, hours=engagement.hours_granted)
    record(
        "engagements.engagement.corrected",
        engagement,
        by=by,
        before={"days": str(before)},
        after={"days": str(days)},
    )
    _tell_anew(engagement, by=by)


def correct_use_by(engagement: Engagement, *, use_by: datetime.date, by: User) -> None:
    """Let sessions be agreed until another last day. Call in the transaction of the correction."""
    engagement = locked(engagement)
    before = {"use_by": str(engagement.use_by or "")}
    engagement.use_by = use_by
    engagement.save(update_fields=["use_by"])
    after = {"use_by": str(use_by)}
    record("engagements.engagement.corrected", engagement, by=by, before=before, after=after)


def _tell_anew(engagement: Engagement, *, by: User) -> None:
    """The change; to an expert who has heard nothing yet, the engagement with the right days."""
    has_heard = stop_mails(engagement, by=by)
    tell_of_days(
        engagement, messages.to_expert if has_heard is False else messages.corrected_to_expert
    )


def settle_call_off(engagement: Engagement, *, by: User) -> Decimal:
    """Leave in the order what has been delivered; returns the days that go back.

    Its value never rises here: what travel or dearer parts of a day cost more than was ordered
    waits for the office's approval of the report.

    The rest is free again under the ceilings. Less than nothing goes back where a corrected report
    tells more than the order still holds: the days are then ordered anew, and a full ceiling
    refuses. Call inside a transaction that holds the engagement's lock.
    """
    order = engagement.call_off
    order.refresh_from_db(fields=["days", "value_eur"])
    spare = order.days - min(days_used(meter_of(engagement)), engagement.days_granted)
    if spare > 0:
        lower_call_off(order, days=spare, by=by)
    elif spare < 0:
        raise_call_off(order, days=-spare, on=timezone.localdate(), by=by)
    value = value_of(engagement)
    if value is not None and value < order.value_eur:
        revalue_call_off(order, value_eur=value, by=by)
    return spare


def follow_sessions(engagement: Engagement, *, by: User) -> None:
    """Let the order cost what its sessions cost, where parts of a day have prices of their own.

    Refuses what no longer fits under the ceilings. Call inside a transaction that holds the
    engagement's lock.
    """
    value = value_of(engagement)
    if value is not None:
        revalue_call_off(engagement.call_off, value_eur=value, by=by)
