"""What the worker does with the outbox."""

import logging
import re
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence import actions
from talkoot.correspondence.models import Message
from talkoot.correspondence.opt_out_links import link_of
from talkoot.correspondence.queries import due_messages, is_unwanted, stuck_messages

logger = logging.getLogger(__name__)


def send_due_messages(limit: int = 50) -> int:
    """Send what is due, each message once; returns how many left.

    Several workers may run this at once: each message is claimed by a conditional UPDATE first.
    A message that cannot be sent waits and is tried again, five times in all. A voluntary one whose
    receiver has opted out meanwhile is revoked.
    """
    release_stuck_messages()
    sent = 0
    for message in due_messages(timezone.now())[:limit]:
        try:
            if is_unwanted(message):
                actions.revoke_unwanted(message)
                continue
            actions.start_sending(message)
        except NotAllowed:
            continue  # Another worker took it, or the office revoked it.
        try:
            deliver(message)
        except Exception:  # Whatever mail servers and letters do, the other messages must leave.
            logger.exception("message not sent", extra={"message_id": message.pk})
            actions.put_back(message)
            break  # A server that fails would fail for each: the others leave in the next round.
        actions.mark_sent(message)
        sent += 1
    return sent


def deliver(message: Message) -> None:
    """Hand the message and its letter to the mail server; a demo's mailbox page needs no server."""
    letter = actions.render_letter(message.letter) if message.letter else None
    if settings.DEMO or message.is_demo:
        return  # Invented people have invented addresses.
    mail = EmailMessage(
        message.subject,
        message.body,
        to=[message.address],
        headers=headers_of(message),
    )
    if letter and letter.file:
        with letter.file.content.open("rb") as content:
            mail.attach(letter.file.name, content.read(), letter.file.media_type)
    if message.calendar:
        mail.attach(calendar_part(message.calendar))
    mail.send()


def headers_of(message: Message) -> dict[str, str]:
    """What mail programs read; of a voluntary mail also the way out in one click (RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": message.language}
    if message.topic:
        headers["List-Unsubscribe"] = f"<{link_of(message.key)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def calendar_part(text: str) -> MIMEText:
    """The calendar as the part of a mail that mail programs take in (RFC 6047)."""
    part = MIMEText(text, "calendar", "utf-8")
    method = re.search(r"^METHOD:(\w+)", text, re.MULTILINE)
    if method:
        part.set_param("method", method[1])
    part.add_header("Content-Disposition", "attachment", filename="invite.ics")
    return part


def release_stuck_messages() -> None:
    """A worker that died in the middle leaves its message "being sent": back into the queue."""
    for message in stuck_messages(timezone.now()):
        try:
            actions.put_back(message)
        except NotAllowed:
            continue  # Another worker released it.


def prune_outbox() -> int:
    """Clear the texts that are no longer needed; returns how many."""
    return actions.clear_outworn_texts()
