"""Taking days off an engagement: when a change is undone, and when it ends with days unused."""

from decimal import Decimal

from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.engagements import rules
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.hours import days_used, meter_of, value_of
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
    mail = Message.objects.filter(key=f"engagement-extended-{engagement.pk}").first()
    if mail is not None and mail.state == Message.State.QUEUED:
        revoke_message(mail, by=by)


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
