"""The deadline for a calendar."""

import datetime

from tests.factories.calls import make_call


def test_deadline_is_a_calendar_file(page, db):
    closes = datetime.datetime(2030, 9, 29, 13, tzinfo=datetime.UTC)
    answer = page.get("call-deadline", make_call(closes_at=closes).slug)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20300929T130000Z\r\n" in answer.content.decode()


def test_call_without_a_deadline_gives_a_sentence(page, call):
    assert "toistaiseksi" in page.get("call-deadline", call.slug, status=404).text
