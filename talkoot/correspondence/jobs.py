"""What the worker does with the outbox."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.correspondence.actions import render_letter
from talkoot.correspondence.models import Message
from talkoot.correspondence.queries import due_messages
from talkoot.correspondence.rules import SIGN_IN_KIND, TRANSITIONS

logger = logging.getLogger(__name__)
State = Message.State

ATTEMPTS_MAX = 5
BACK_OFF_MINUTES = (1, 5, 30, 120)  # After the first attempt, the second and so on.
STUCK_AFTER = timedelta(minutes=10)
SIGN_IN_MAIL_KEPT = timedelta(days=1)


def send_due_messages(limit: int = 50) -> int:
    """Send what is due, each message once; returns how many left.

    Several workers may run this at once: each message is claimed by a conditional UPDATE first.
    A message that cannot be sent waits and is tried again, five times in all.
    """
    release_stuck_messages()
    sent = 0
    for message in due_messages(timezone.now())[:limit]:
        try:
            change_state(message, State.SENDING, TRANSITIONS)
        except NotAllowed:
            continue  # Another worker took it, or the office revoked it.
        try:
            deliver(message)
        except Exception:  # Whatever mail servers and letters do, the other messages must leave.
            logger.exception("message not sent", extra={"message_id": message.pk})
            put_back(message)
            break  # A server that fails would fail for each: the others leave in the next round.
        mark_sent(message)
        sent += 1
    return sent


def deliver(message: Message) -> None:
    """Hand the message and its letter to the mail server; a demo's mailbox page needs no server."""
    letter = render_letter(message.letter) if message.letter else None
    if settings.DEMO or message.is_demo:
        return  # Invented people have invented addresses.
    mail = EmailMessage(
        message.subject,
        message.body,
        to=[message.address],
        headers={"Auto-Submitted": "auto-generated", "Content-Language": message.language},
    )
    if letter and letter.file:
        with letter.file.content.open("rb") as content:
            mail.attach(letter.file.name, content.read(), letter.file.media_type)
    mail.send()


@transaction.atomic
def mark_sent(message: Message) -> None:
    """Note that the message left, and when."""
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    change = change_state(message, State.SENT, TRANSITIONS)
    record("correspondence.message.sent", message, by=None, **change)


@transaction.atomic
def put_back(message: Message) -> None:
    """After a failed attempt: wait and try again, or give up and leave it to the office."""
    attempts = message.attempts + 1
    Message.objects.filter(pk=message.pk).update(attempts=attempts)
    if attempts < ATTEMPTS_MAX:
        wait = timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])
        Message.objects.filter(pk=message.pk).update(due_at=timezone.now() + wait)
        change_state(message, State.QUEUED, TRANSITIONS)
        return
    change = change_state(message, State.FAILED, TRANSITIONS)
    record("correspondence.message.failed", message, by=None, **change)


def release_stuck_messages() -> None:
    """A worker that died in the middle leaves its message "being sent": back into the queue."""
    before = timezone.now() - STUCK_AFTER
    for message in Message.objects.filter(state=State.SENDING, state_changed_at__lt=before):
        try:
            put_back(message)
        except NotAllowed:
            continue  # Another worker released it.


def prune_outbox() -> int:
    """Clear the texts that are no longer needed; returns how many.

    Sign-in mail after a day, everything else settings.OUTBOX_DAYS after it left, was revoked or
    failed. That a message was sent, to whom and when, stays; so do the letters.
    """
    now = timezone.now()
    done = Message.objects.exclude(body="").filter(
        state__in=[State.SENT, State.REVOKED, State.FAILED]
    )
    sign_in = done.filter(
        kind__startswith=SIGN_IN_KIND, state_changed_at__lt=now - SIGN_IN_MAIL_KEPT
    )
    old = done.filter(state_changed_at__lt=now - timedelta(days=settings.OUTBOX_DAYS))
    return sign_in.update(body="") + old.update(body="")
