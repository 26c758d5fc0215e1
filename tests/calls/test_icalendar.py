"""The deadline as a calendar event."""

import datetime

from talkoot.calls.icalendar import deadline_event
from talkoot.calls.models import Call

CLOSES = datetime.datetime(2026, 9, 29, 13, tzinfo=datetime.UTC)


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
    ):
        assert line in lines
    assert any(line.startswith("UID:call-7@") for line in lines)
