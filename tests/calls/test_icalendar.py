"""The deadline as a calendar event."""

import datetime

from talkoot.calls.icalendar import deadline_event, escaped, folded
from talkoot.calls.models import Call

CLOSES = datetime.datetime(2026, 9, 29, 13, tzinfo=datetime.UTC)


def test_text_is_escaped():
    assert escaped("Hae, heti; a\\b\r\nloppu") == "Hae\\, heti\\; a\\\\b\\nloppu"


def test_long_line_is_folded_between_characters():
    line = "SUMMARY:" + "ä" * 100
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_short_line_stays():
    assert folded("BEGIN:VEVENT") == "BEGIN:VEVENT"


def test_event_tells_the_deadline_in_utc():
    call = Call(pk=7, title_fi="Haku, syksy", closes_at=CLOSES, text_version=2)
    text = deadline_event(call, url="https://esimerkki.fi/calls/syksy/", stamp=CLOSES)
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "DTSTART:20260929T130000Z",
        "SUMMARY:Haku\\, syksy",
        "SEQUENCE:2",
        "UID:call-7@talkoot",
    ):
        assert line in lines
