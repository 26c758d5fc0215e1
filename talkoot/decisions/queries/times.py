"""How long decisions usually take, for those who wait."""

import datetime
import statistics
from dataclasses import dataclass

from talkoot.core.dates import days_words
from talkoot.decisions.models import Decision
from talkoot.programmes.models import Programme

PERIOD = datetime.timedelta(days=365)
# The newest are enough to tell what is usual; fewer than the least tell nothing.
MOST, LEAST = 500, 5
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class UsualTime:
    """The median from arrival to the signed decision, and of how many decisions."""

    time: datetime.timedelta
    count: int

    @property
    def days(self) -> str:
        """In whole days, rounded up: nobody is promised too much."""
        return days_words(max(-(-self.time // DAY), 1))


def usual_time(programme: Programme, at: datetime.datetime) -> UsualTime | None:
    """The programme's usual time to a decision in the last 12 months; None if there are too few."""
    rows = Decision.objects.filter(
        application__call__offering__programme=programme,
        state=Decision.State.SIGNED,
        decided_at__range=(at - PERIOD, at),
    ).order_by("-decided_at")
    moments = rows.values_list("decided_at", "application__submitted_at")[:MOST]
    times = [
        (decided - arrived).total_seconds()
        for decided, arrived in moments
        if decided is not None and arrived is not None
    ]
    if len(times) < LEAST:
        return None
    return UsualTime(datetime.timedelta(seconds=statistics.median(times)), len(times))
