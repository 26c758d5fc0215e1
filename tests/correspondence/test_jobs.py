"""The worker's part of the outbox."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes

import icalendar
import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.icalendar import Entry, Person, calendar_text
from talkoot.correspondence import jobs
from talkoot.correspondence.models import Message
from tests.correspondence.test_letters import issue
from tests.factories.correspondence import make_message

State = Message.State


@pytest.fixture
def real_site(settings):
    settings.DEMO = False


@pytest.fixture
def broken_server(settings, real_site):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_due_message_leaves_once(db, real_site):
    message = make_message(subject="Kutsu", body="Tervetuloa!", language="sv")
    assert jobs.send_due_messages() == 1
    assert jobs.send_due_messages() == 0
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Kutsu", "Tervetuloa!", [message.address])
    assert sent.extra_headers["Content-Language"] == "sv"
    message.refresh_from_db()
    assert message.state == State.SENT
    assert message.sent_at is not None
    assert LogEntry.objects.filter(key="correspondence.message.sent").count() == 1


def test_message_that_waits_or_is_revoked_stays(db, real_site):
    make_message(due_at=timezone.now() + timedelta(minutes=5))
    make_message(state=State.REVOKED)
    assert jobs.send_due_messages() == 0
    assert mail.outbox == []


def test_letter_travels_as_pdf(db, real_site):
    letter = issue()
    make_message(letter=letter)
    jobs.send_due_messages()
    letter.refresh_from_db()
    ((name, content, media_type),) = mail.outbox[0].attachments
    assert (name, media_type) == ("TLK-1-2029.pdf", "application/pdf")
    assert content == letter.file.content.read()


def test_calendar_travels_as_mail_programs_take_it_in(db, real_site):
    entries = [
        Entry(f"{n}@x", "Päivä", timezone.now(), timezone.now() + timedelta(hours=1))
        for n in (1, 2)
    ]
    people = {"organiser": Person("Toimisto", "t@x.fi"), "attendee": Person("Elli", "e@x.fi")}
    make_message(calendar=calendar_text(entries, method="REQUEST", **people))
    jobs.send_due_messages()
    sent = message_from_bytes(mail.outbox[0].message().as_bytes(linesep="\r\n"))
    both, first_file, second_file = sent.get_payload()
    plain, first = both.get_payload()
    assert (sent.get_content_type(), both.get_content_type(), plain.get_content_type()) == (
        "multipart/mixed", "multipart/alternative", "text/plain"
    )  # fmt: skip
    assert (first.get_content_type(), first_file.get_content_type()) == (
        "text/calendar", "application/ics"
    )  # fmt: skip
    assert [first_file.get_filename(), second_file.get_filename()] == [
        "invite-1.ics", "invite-2.ics"
    ]  # fmt: skip
    # Each is one event of one invitation, and keeps its zone, its people and its ends of lines.
    for part, uid in ((first, "1@x"), (first_file, "1@x"), (second_file, "2@x")):
        content = part.get_payload(decode=True)
        assert content.count(b"\n") == content.count(b"\r\n")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        calendar = icalendar.Calendar.from_ical(content)
        (event,) = calendar.walk("VEVENT")
        assert (event["UID"], calendar["METHOD"], len(calendar.walk("VTIMEZONE"))) == (
            uid, "REQUEST", 1
        )  # fmt: skip
        assert event["ORGANIZER"].params["SENT-BY"].startswith("mailto:")
        assert event["DTSTART"].dt.tzinfo is not None
        assert part is first_file or part.get_param("method") == "REQUEST"
        assert part is first_file or part.get_content_charset() == "utf-8"


def test_demonstration_sends_nothing_out(db, settings):
    settings.DEMO = True
    make_message(letter=issue())
    assert jobs.send_due_messages() == 1
    assert mail.outbox == []
    assert Message.objects.get().letter.file is not None


def test_demo_message_never_leaves_a_real_site(db, real_site):
    make_message(is_demo=True)
    assert jobs.send_due_messages() == 1
    assert mail.outbox == []


def test_failure_waits_and_the_fifth_gives_up(db, broken_server):
    message = make_message()
    waits = []
    for _attempt in range(5):
        Message.objects.update(due_at=timezone.now())
        assert jobs.send_due_messages() == 0
        message.refresh_from_db()
        waits.append(round((message.due_at - timezone.now()).total_seconds() / 60))
    assert waits[:4] == [1, 5, 30, 120]
    assert (message.state, message.attempts) == (State.FAILED, 5)
    assert LogEntry.objects.get().key == "correspondence.message.failed"


def test_failing_message_lets_the_next_one_leave(db, real_site):
    bad, good = make_message(letter=_broken_letter()), make_message()
    assert jobs.send_due_messages() + jobs.send_due_messages() == 1
    assert states() == [State.QUEUED, State.SENT]
    assert mail.outbox[0].to == [good.address]
    bad.refresh_from_db()
    assert bad.attempts == 1


def test_message_stuck_in_sending_returns_to_the_queue(db, real_site):
    long_ago = timezone.now() - timedelta(minutes=11)
    make_message(state=State.SENDING, state_changed_at=long_ago)
    make_message(state=State.SENDING)
    jobs.send_due_messages()
    assert states() == [State.QUEUED, State.SENDING]


def test_old_texts_are_cleared_and_the_fact_stays(db, settings):
    settings.OUTBOX_DAYS = 180
    now = timezone.now()
    make_message(state=State.SENT, state_changed_at=now - timedelta(days=181))
    make_message(state=State.SENT, state_changed_at=now - timedelta(days=179))
    make_message(state=State.QUEUED, state_changed_at=now - timedelta(days=181))
    make_message(
        state=State.SENT, kind="account.login_code", state_changed_at=now - timedelta(days=2)
    )
    assert jobs.prune_outbox() == 2
    assert [bool(body) for body in Message.objects.order_by("pk").values_list("body", flat=True)] \
        == [False, True, True, False]  # fmt: skip


def _broken_letter():
    letter = issue("RIKKI/1")
    letter.content = {}
    letter.save()
    return letter


@pytest.mark.race
def test_two_workers_send_a_message_once(transactional_db, real_site):
    for _message in range(10):
        make_message()
    with ThreadPoolExecutor(2) as pool:
        sent = [run.result() for run in [pool.submit(_work), pool.submit(_work)]]
    assert sum(sent) == 10
    assert len(mail.outbox) == 10


def _work():
    try:
        return jobs.send_due_messages()
    finally:
        connection.close()
