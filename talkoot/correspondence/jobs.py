"""What the worker does with the outbox."""

import logging
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from talkoot.core.icalendar import invitations
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
    mail = EmailMultiAlternatives(
        message.subject,
        message.body,
        to=[message.address],
        headers=headers_of(message),
    )
    if letter and letter.file:
        with letter.file.content.open("rb") as content:
            mail.attach(letter.file.name, content.read(), letter.file.media_type)
    if message.calendar:
        add_calendar(mail, message.calendar)
    mail.send()


def headers_of(message: Message) -> dict[str, str]:
    """What mail programs read; of a voluntary mail also the way out in one click (RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": message.language}
    if message.topic:
        headers["List-Unsubscribe"] = f"<{link_of(message.key)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def add_calendar(mail: EmailMultiAlternatives, text: str) -> None:
    """Give the mail its calendar so that mail programs take it in (RFC 6047).

    Outlook and Gmail read the event that stands beside the text; the file is for programs that
    look at attached files only. It has another type, so that nothing is taken in twice. Each
    further event is a file of its own.
    """
    method, calendars = invitations(text)
    for number, calendar in enumerate(calendars, 1):
        if number == 1:
            mail.attach_alternative(calendar, f"text/calendar; method={method}")
            part: MIMEBase = MIMEApplication(calendar.encode(), "ics")
        else:
            part = MIMEText(calendar, "calendar", "utf-8")
            part.set_param("method", method)
        name = "invite.ics" if len(calendars) == 1 else f"invite-{number}.ics"
        part.add_header("Content-Disposition", "attachment", filename=name)
        mail.attach(part)


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
