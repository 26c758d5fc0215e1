"""Calendar files, read back by the library as a calendar program would."""

import datetime

import icalendar
import pytest

from talkoot.core.icalendar import CANCEL, REQUEST, Entry, Person, calendar_text, uid_of

NINE = datetime.datetime(2027, 3, 26, 7, tzinfo=datetime.UTC)  # 9.00 in winter.
OFFICE = Person("Ohjelmatoimisto", "toimisto@esimerkki.fi")
ELLI = Person("Ähtäri, Elli", "elli@esimerkki.fi")


def entry(**fields):
    values = {
        "uid": uid_of("session", 3),
        "title": "Työpaja, osa 1; " + "ä" * 100,
        "starts_at": NINE,
        "ends_at": NINE + datetime.timedelta(hours=2),
    }
    return Entry(**{**values, **fields})


def read(text):
    return icalendar.Calendar.from_ical(text)


def test_lines_are_folded_and_end_properly():
    text = calendar_text([entry(text="Rivi\ntoinen, kolmas")])
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    event = read(text).walk("VEVENT")[0]
    assert event["SUMMARY"] == entry().title
    assert event["DESCRIPTION"] == "Rivi\ntoinen, kolmas"


def test_times_are_in_helsinki_with_the_rules_of_the_zone():
    summer = NINE + datetime.timedelta(days=7)
    late = entry(starts_at=summer, ends_at=summer + datetime.timedelta(hours=1))
    text = calendar_text([entry(), late])
    assert "DTSTART;TZID=Europe/Helsinki:20270326T090000" in text
    assert "DTSTART;TZID=Europe/Helsinki:20270402T100000" in text
    (zone,) = read(text).walk("VTIMEZONE")
    rules = {part.name: part["RRULE"]["BYMONTH"] for part in zone.subcomponents}
    assert rules == {"DAYLIGHT": [3], "STANDARD": [10]}


def test_moment_is_in_utc_and_makes_nobody_busy():
    text = calendar_text([entry(ends_at=None, is_busy=False, remind=datetime.timedelta(days=1))])
    event = read(text).walk("VEVENT")[0]
    assert "DTSTART:20270326T070000Z" in text
    assert "DTEND" not in event
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.walk("VALARM")[0]["TRIGGER"].dt == datetime.timedelta(days=-1)


def test_invitation_names_both():
    text = calendar_text([entry(sequence=4)], method=REQUEST, organiser=OFFICE, attendee=ELLI)
    calendar = read(text)
    event = calendar.walk("VEVENT")[0]
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", 4)
    assert event["ORGANIZER"] == "mailto:toimisto@esimerkki.fi"
    assert event["ATTENDEE"].params["CN"] == "Ähtäri, Elli"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_cancelling_takes_the_time_free():
    text = calendar_text(
        [entry(remind=datetime.timedelta(hours=1))],
        method=CANCEL,
        organiser=OFFICE,
        attendee=ELLI,
    )
    event = read(text).walk("VEVENT")[0]
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert not event.walk("VALARM")


def test_invitation_from_nobody_is_refused():
    with pytest.raises(ValueError, match="from somebody"):
        calendar_text([entry()], method=REQUEST)
