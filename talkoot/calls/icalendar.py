"""A call's deadline as an event of a calendar."""

import datetime

from talkoot.calls.models import Call
from talkoot.core.icalendar import Entry, calendar_text, uid_of

REMIND = datetime.timedelta(days=1)


def deadline_event(call: Call, *, url: str, stamp: datetime.datetime) -> str:
    """The calendar with one event at the closing moment. `stamp` is when the call last changed."""
    assert call.closes_at is not None
    entry = Entry(
        uid=uid_of("call", call.pk),
        title=call.title,
        starts_at=call.closes_at,
        sequence=call.text_version,
        stamp=stamp,
        text=url,
        url=url,
        is_busy=False,
        remind=REMIND,
    )
    return calendar_text([entry])
