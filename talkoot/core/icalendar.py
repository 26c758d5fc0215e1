"""Calendar files (RFC 5545, RFC 5546): the one place that knows the format."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Talkoot//Talkoot//EN"
ZONE = "Europe/Helsinki"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
# How often a calendar that follows a feed should look at it.
REFRESH = datetime.timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar.

    `uid` stays the same over all changes, `sequence` grows at each, so that a calendar takes the
    newer one. Without `ends_at` it is a moment, told in UTC. `remind` is how long before it an
    alarm rings.
    """

    uid: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None = None
    sequence: int = 0
    stamp: datetime.datetime | None = None
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_busy: bool = True
    remind: datetime.timedelta | None = None


@dataclass(frozen=True)
class Person:
    """Who invites or is invited."""

    name: str
    address: str


def uid_of(kind: str, key: Any) -> str:
    """A name of the event that no other site gives to its own."""
    return f"{kind}-{key}@{urlsplit(settings.BASE_URL).hostname or 'talkoot'}"


def calendar_text(
    entries: Iterable[Entry],
    *,
    method: str = PUBLISH,
    name: str = "",
    organiser: Person | None = None,
    attendee: Person | None = None,
) -> str:
    """The calendar as text. `method`: PUBLISH (a file, a feed), REQUEST (an invitation or its
    change) or CANCEL; the two last ones need the organiser and the attendee.
    """
    from icalendar import Calendar, vDuration  # Heavy, and few pages need it.

    if method != PUBLISH and (organiser is None or attendee is None):
        raise ValueError("An invitation is from somebody to somebody.")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry, method, organiser, attendee))
    return calendar.to_ical().decode()


def invitations(text: str) -> tuple[str, list[str]]:
    """The method of the calendar, and each of its events as a calendar of its own.

    An invitation tells of one event (RFC 5546, 3.2.2): a calendar program that gets several in one
    takes in the first of them only.
    """
    from icalendar import Calendar

    whole: Any = Calendar.from_ical(text)
    texts = []
    for event in whole.walk("VEVENT"):
        one = Calendar()
        for name, value in whole.items():
            one.add(name, value)
        for zone in whole.walk("VTIMEZONE"):
            one.add_component(zone)
        one.add_component(event)
        texts.append(one.to_ical().decode())
    return str(whole.get("method", PUBLISH)), texts


def _event(entry: Entry, method: str, organiser: Person | None, attendee: Person | None) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", (entry.stamp or timezone.now()).astimezone(datetime.UTC))
    event.add("sequence", entry.sequence)
    if entry.ends_at is None:
        event.add("dtstart", entry.starts_at.astimezone(datetime.UTC))
    else:
        event.add("dtstart", _here(entry.starts_at))
        event.add("dtend", _here(entry.ends_at))
    event.add("summary", entry.title)
    for name, value in (("description", entry.text), ("location", entry.place)):
        if value:
            event.add(name, value)
    if entry.url:
        event.add("url", entry.url)
    is_off = entry.is_cancelled or method == CANCEL
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.is_busy and not is_off else "TRANSPARENT")
    if organiser is not None and method != PUBLISH:
        event.add("organizer", _address(organiser, **_sender_of(organiser)))
    if attendee is not None and method != PUBLISH:
        event.add("attendee", _address(attendee, **_ANSWERED))
    if entry.remind is not None and not is_off:
        event.add_component(_alarm(entry))
    return event


# They have registered, so their calendar need not ask whether they come.
_ANSWERED = {"partstat": "ACCEPTED", "role": "REQ-PARTICIPANT", "rsvp": "FALSE"}


def _sender_of(organiser: Person) -> dict[str, str]:
    """The mail comes from our own address: it acts for the organiser (RFC 6047, 2.3)."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {} if sender == organiser.address else {"sent-by": f"mailto:{sender}"}


def _address(person: Person, **parameters: str) -> Any:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["cn"] = person.name
    for name, value in parameters.items():
        address.params[name] = value
    return address


def _alarm(entry: Entry) -> Any:
    from icalendar import Alarm

    assert entry.remind is not None
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -entry.remind)
    return alarm


def _here(moment: datetime.datetime) -> datetime.datetime:
    """In our zone by its name, so that a calendar keeps the clock's time over a change of rules."""
    return moment.astimezone(ZoneInfo(ZONE))


@cache
def _zone() -> Any:
    """The zone with its rules as they are since 1996; older moments are not invited to."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ZONE)
    hours = datetime.timedelta(hours=1)
    for part, name, month, clock, before, after in (
        (TimezoneDaylight(), "EEST", 3, 3, 2, 3),
        (TimezoneStandard(), "EET", 10, 4, 3, 2),
    ):
        part.add("tzname", name)
        first = datetime.date(1996, month, 31 if month == 3 else 27)
        part.add("dtstart", datetime.datetime.combine(first, datetime.time(clock)))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before * hours)
        part.add("tzoffsetto", after * hours)
        zone.add_component(part)
    return zone
