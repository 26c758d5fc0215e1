"""When mail that can wait leaves nobody's evening or weekend in peace."""

import datetime

from django.conf import settings
from django.utils import timezone

from talkoot.core.dates import is_office_day, next_office_day


def next_open_moment(moment: datetime.datetime) -> datetime.datetime:
    """`moment` itself, or the first one after it in daytime on an office day, in Helsinki.

    settings.QUIET_HOURS is (the hour from which it is quiet, the hour until which); empty: never.
    The hours are those of the wall clock, so a change of daylight saving time moves nothing.
    """
    if not settings.QUIET_HOURS:
        return moment
    quiet_from, quiet_until = settings.QUIET_HOURS
    here = timezone.localtime(moment)
    day = here.date()
    if is_office_day(day) and quiet_until <= here.hour < quiet_from:
        return moment
    if here.hour >= quiet_until:
        day += datetime.timedelta(days=1)
    opening = datetime.datetime.combine(next_office_day(day), datetime.time(quiet_until))
    return timezone.make_aware(opening)


def is_quiet(moment: datetime.datetime) -> bool:
    """An evening, a night, a weekend or a holiday."""
    return next_open_moment(moment) != moment
