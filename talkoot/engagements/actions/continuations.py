"""Days that clients bought afterwards from the same expert."""

import datetime
from decimal import Decimal

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.engagements.models import ContinuationPurchase, Engagement
from talkoot.engagements.rules.continuations import check_continuation
from talkoot.people.models import User


@transaction.atomic
def record_continuation(
    engagement: Engagement,
    *,
    days: Decimal,
    bought_on: datetime.date,
    heard_from: str = "",
    note: str = "",
    by: User,
) -> ContinuationPurchase:
    """Record further days that the client bought with its own money.

    Refuses before a day has been delivered, and a purchase in the future.
    """
    check_continuation(engagement, bought_on=bought_on)
    row = ContinuationPurchase.objects.create(
        engagement=engagement,
        days=days,
        bought_on=bought_on,
        heard_from=heard_from,
        note=note,
        recorded_by=by,
        is_demo=engagement.is_demo,
    )
    after = {"days": str(days), "bought_on": f"{bought_on}"}
    record("engagements.continuation.recorded", row, by=by, after=after)
    return row
