"""Taking days off an engagement when the change that added to them is undone."""

from decimal import Decimal

from talkoot.audit.actions import record
from talkoot.correspondence.actions import revoke_message
from talkoot.correspondence.models import Message
from talkoot.engagements import rules
from talkoot.engagements.models import Engagement
from talkoot.events.actions.split import grant_hours
from talkoot.experts.actions import lower_call_off
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
