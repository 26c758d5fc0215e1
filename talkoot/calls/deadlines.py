"""A call's moments in words: always with the time zone, because the deadline binds."""

import datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from talkoot.calls.models import Call, LatePolicy
from talkoot.calls.rules.calls import zone_of
from talkoot.core.dates import days_words

HOME_ZONE = "Europe/Helsinki"


def moment_in_zone(moment: datetime.datetime, call: Call) -> str:
    """29.9.2026 klo 16.00 Suomen aikaa (EEST): date, time, whose time and its abbreviation."""
    here = timezone.localtime(moment, zone_of(call))
    language = (get_language() or "fi")[:2]
    with timezone.override(zone_of(call)):
        date = formats.date_format(here, "j F Y" if language == "en" else "j.n.Y")
        clock = formats.date_format(here, "H:i" if language == "en" else "G.i")
    place = _("Finnish time") if call.time_zone == HOME_ZONE else call.time_zone
    return _("%(date)s at %(time)s %(place)s (%(zone)s)") % {
        "date": date,
        "time": clock,
        "place": place,
        "zone": here.tzname(),
    }


def deadline_text(call: Call) -> str:
    """The closing moment, or that there is none."""
    if call.closes_at is None:
        return _("Open until further notice")
    return moment_in_zone(call.closes_at, call)


def late_text(call: Call) -> str:
    """What happens to an application that arrives after the deadline; empty without one."""
    if call.closes_at is None:
        return ""
    if call.late_policy == LatePolicy.MARKED:
        late = _(
            "A draft that is sent after the deadline is marked as late, and the programme office "
            "decides whether to examine it."
        )
    else:
        late = _("An application that arrives after the deadline is not taken.")
    if not call.grace_minutes:
        return late
    grace = ngettext(
        "What arrives within %(count)s minute is still in time.",
        "What arrives within %(count)s minutes is still in time.",
        call.grace_minutes,
    )
    return f"{late} {grace % {'count': call.grace_minutes}}"


def promise_words(hours: int) -> str:
    """The promised time to a decision: whole days as days, else hours."""
    if hours % 24 == 0:
        days = {"time": days_words(hours // 24)}
        return _("Within %(time)s of the application's arrival") % days
    text = ngettext(
        "Within %(hours)s hour of the application's arrival",
        "Within %(hours)s hours of the application's arrival",
        hours,
    )
    return text % {"hours": hours}
