"""Queueing and revoking."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import (
    put_back,
    queue_message,
    retry_message,
    revoke_message,
    start_sending,
)
from talkoot.correspondence.models import Message
from tests.factories.correspondence import make_message


def queue(key="test:1", **changes):
    values = {"office_id": None, "subject": "Aihe", "body": "Hei!", "address": "aino@esimerkki.fi"}
    values |= changes
    return queue_message("test.message", key=key, **values)


def test_message_to_a_user_takes_address_and_language(applicant):
    applicant.language = "sv"
    applicant.save()
    message = queue(to=applicant, address="")
    assert (message.address, message.language, message.user) == (applicant.email, "sv", applicant)


def test_message_to_demo_person_is_demo(applicant):
    applicant.is_demo = True
    assert queue(to=applicant).is_demo


def test_same_key_gives_the_first_message(db):
    first = queue()
    assert queue(subject="Toinen") == first
    assert Message.objects.get().subject == "Aihe"


def test_subject_is_one_line(db):
    assert queue(subject="Aihe\r\nBcc: kaikki@esimerkki.fi").subject == (
        "Aihe Bcc: kaikki@esimerkki.fi"
    )


@pytest.mark.parametrize(("delay", "wait"), [(None, 0), (0, 0), (600, 600)])
def test_message_waits_its_delay(db, settings, delay, wait):
    settings.RECEIPT_SECONDS = 0
    due_in = queue(delay_seconds=delay).due_at - timezone.now()
    assert timedelta(seconds=wait - 5) < due_in <= timedelta(seconds=wait)


def test_waiting_message_is_revoked_and_logged(officer):
    message = queue(delay_seconds=600)
    revoke_message(message, by=officer)
    assert message.state == Message.State.REVOKED
    entry = LogEntry.objects.get(key="correspondence.message.revoked")
    assert (entry.actor, entry.before, entry.after) == (
        officer,
        {"state": "queued"},
        {"state": "revoked"},
    )


@pytest.mark.parametrize("state", [Message.State.SENDING, Message.State.SENT])
def test_message_on_its_way_is_not_revoked(officer, state):
    message = make_message(state=state)
    with pytest.raises(NotAllowed):
        revoke_message(message, by=officer)
    message.refresh_from_db()
    assert message.state == state


def test_failed_message_is_tried_again(officer):
    message = make_message(state=Message.State.FAILED, attempts=5)
    retry_message(message, by=officer)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.QUEUED, 0)


def test_sign_in_mail_can_have_no_office(office_user, programme):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(kind="account.login_code", office=programme.office)


def test_failed_attempts_wait_longer_and_the_fifth_is_left_to_the_office(db):
    message = make_message(state=Message.State.SENDING, attempts=4)
    put_back(message)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.FAILED, 5)
    assert LogEntry.objects.get().key == "correspondence.message.failed"


def test_message_is_claimed_once(db):
    message = make_message()
    start_sending(Message.objects.get())
    with pytest.raises(NotAllowed):
        start_sending(message)
