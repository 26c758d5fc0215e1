"""A call's deadline as an iCalendar event (RFC 5545)."""

import datetime

from talkoot.calls.models import Call

LINE_OCTETS = 75
REMIND = "-P1D"


def deadline_event(call: Call, *, url: str, stamp: datetime.datetime) -> str:
    """The calendar with one event that ends at the closing moment; times are in UTC.

    `stamp` is when the call last changed. Lines end with CRLF and are folded at 75 octets.
    """
    assert call.closes_at is not None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Talkoot//calls//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:call-{call.pk}@talkoot",
        f"DTSTAMP:{utc(stamp)}",
        f"SEQUENCE:{call.text_version}",
        f"DTSTART:{utc(call.closes_at)}",
        f"SUMMARY:{escaped(call.title)}",
        f"DESCRIPTION:{escaped(url)}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(call.title)}",
        f"TRIGGER:{REMIND}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def utc(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A TEXT value (section 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character (section 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        # A continuation begins with a space, which counts.
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])
