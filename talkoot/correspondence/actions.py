"""Every write to the outbox and the letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.letters import Content, frozen, letter_pdf
from talkoot.correspondence.models import Letter, Message, OptOut
from talkoot.correspondence.opt_out_links import with_link
from talkoot.correspondence.queries import opted_out, outworn_messages, reminders_to
from talkoot.correspondence.rules import (
    ATTEMPTS_MAX,
    BACK_OFF_MINUTES,
    TRANSITIONS,
    OptedOut,
    check_reminder,
    leaves_at,
)
from talkoot.files.actions import remove_file, store_bytes
from talkoot.files.models import Publicity, Retention


@dataclass(frozen=True)
class Mail:
    """One of many mails of the same occasion; `to` a user or an `address`."""

    key: str
    subject: str
    body: str
    to: Any = None
    address: str = ""
    language: str = "fi"
    calendar: str = ""
    topic: str = ""


def queue_message(
    kind: str,
    *,
    key: str,
    office_id: int | None,
    subject: str,
    body: str,
    to: Any = None,
    address: str = "",
    language: str = "fi",
    letter: Letter | None = None,
    calendar: str = "",
    delay_seconds: int | None = None,
    is_demo: bool = False,
    topic: str = "",
) -> Message:
    """Put one e-mail into the outbox, in the caller's transaction; the worker sends it when due.

    To a user (`to`) or to an `address` in a `language`. `office_id` is the organisation in whose
    name it goes, whose officers see and revoke it; only sign-in mail has none. `key` names the
    occasion, such as
    "decisions.decision_letter:17": a second call with the same key returns the first message and
    changes nothing. `delay_seconds` is the time in which the office can revoke it; without it
    settings.RECEIPT_SECONDS. `letter` travels as an attached PDF, `calendar` (core/icalendar.py) as
    an attached calendar file. A mail with a `topic` (OptOut.Topic) is voluntary to get: it carries
    the way out under its text, and is refused (OptedOut) to whoever has taken it.
    """
    if to is not None:
        address, language, is_demo = to.email, to.language, is_demo or to.is_demo
    if topic and opted_out(topic, [address]):
        raise OptedOut(_("This person wants no voluntary mail of this kind."))
    if delay_seconds is None:
        delay_seconds = settings.RECEIPT_SECONDS
    message, _created = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "office_id": office_id,
            "user": to,
            "address": address,
            "language": language,
            "subject": " ".join(subject.split())[:200],
            "body": with_link(body, key=key, topic=topic, language=language),
            "letter": letter,
            "calendar": calendar,
            "topic": topic,
            "due_at": leaves_at(kind, timezone.now() + timedelta(seconds=delay_seconds)),
            "is_demo": is_demo,
        },
    )
    return message


@transaction.atomic
def queue_reminder(
    kind: str,
    *,
    key: str,
    office_id: int | None,
    subject: str,
    body: str,
    to: Any = None,
    address: str = "",
    language: str = "fi",
    has_deadline: bool = False,
    is_demo: bool = False,
    topic: str = "",
) -> Message:
    """Put a reminder into the outbox, unless the person has had this week's share of them.

    Every reminder of the product goes through here: in any seven days a person gets at most
    settings.REMINDERS_A_WEEK, the last of them only for something with `has_deadline`. Over the
    share it refuses (ReminderWaits) and nothing is kept; the caller's job asks again in its next
    round, if the reminder still matters then. So what waits never goes to somebody who is done.
    """
    earlier = Message.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    address = (to.email if to is not None else address).lower()
    _lock_address(address)
    check_reminder(reminders_to(address, timezone.now()).count(), has_deadline=has_deadline)
    message = queue_message(
        kind,
        key=key,
        office_id=office_id,
        subject=subject,
        body=body,
        to=to,
        address=address,
        language=language,
        delay_seconds=0,
        is_demo=is_demo,
        topic=topic,
    )
    Message.objects.filter(pk=message.pk).update(is_reminder=True, address=address)
    message.is_reminder, message.address = True, address
    return message


def _lock_address(address: str) -> None:
    """One reminder to an address at a time; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"remind:{address}"])


def queue_many(
    kind: str, *, office_id: int | None, mails: Iterable[Mail], is_demo: bool = False
) -> int:
    """Put the same occasion's mails to many people into the outbox; returns how many were given.

    Two queries however many there are, and one for every five hundred voluntary ones. A mail whose
    key has been used changes nothing, as in queue_message; a voluntary one to somebody who wants
    none is left out.
    """
    mails = _wanted(list(mails))
    due_at = leaves_at(kind, timezone.now() + timedelta(seconds=settings.RECEIPT_SECONDS))
    rows = [
        Message(
            key=mail.key,
            kind=kind,
            office_id=office_id,
            user=mail.to,
            address=_address_of(mail),
            language=mail.language,
            subject=" ".join(mail.subject.split())[:200],
            body=_body_of(mail),
            calendar=mail.calendar,
            topic=mail.topic,
            due_at=due_at,
            is_demo=is_demo or bool(mail.to and mail.to.is_demo),
        )
        for mail in mails
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _address_of(mail: Mail) -> str:
    return str(mail.to.email) if mail.to else mail.address


def _body_of(mail: Mail) -> str:
    return with_link(mail.body, key=mail.key, topic=mail.topic, language=mail.language)


def _wanted(mails: list[Mail]) -> list[Mail]:
    """Without the voluntary mails to those who have opted out."""
    out: dict[str, set[str]] = {
        topic: opted_out(topic, [_address_of(mail) for mail in mails if mail.topic == topic])
        for topic in {mail.topic for mail in mails if mail.topic}
    }
    return [
        mail for mail in mails if not mail.topic or _address_of(mail).lower() not in out[mail.topic]
    ]


@transaction.atomic
def opt_out(message: Message) -> None:
    """The receiver of a voluntary mail wants no more of its topic. Doing it twice changes nothing.

    What waits is revoked by the worker, which asks just before it sends.
    """
    row, is_new = OptOut.objects.get_or_create(address=message.address.lower(), topic=message.topic)
    if is_new:
        record("correspondence.opt_out.made", row, by=None, after={"topic": row.topic})


@transaction.atomic
def opt_in(message: Message) -> None:
    """The receiver takes an opt-out back; later mails come again."""
    rows = OptOut.objects.filter(address=message.address.lower(), topic=message.topic)
    for row in rows.select_for_update():
        record("correspondence.opt_out.undone", row, by=None, before={"topic": row.topic})
        row.delete()


@transaction.atomic
def revoke_unwanted(message: Message) -> None:
    """Take back a voluntary message whose receiver has opted out since it was queued."""
    change = change_state(message, Message.State.REVOKED, TRANSITIONS)
    change["after"]["reason"] = "opted out"
    record("correspondence.message.revoked", message, by=None, **change)


@transaction.atomic
def revoke_message(message: Message, *, by: Any) -> None:
    """Take a waiting message back; it never leaves. Refuses once sending has begun."""
    change = change_state(message, Message.State.REVOKED, TRANSITIONS)
    record("correspondence.message.revoked", message, by=by, **change)


@transaction.atomic
def retry_message(message: Message, *, by: Any) -> None:
    """Put a message that failed back into the queue, due at once, with its attempts forgotten."""
    change = change_state(message, Message.State.QUEUED, TRANSITIONS)
    Message.objects.filter(pk=message.pk).update(attempts=0, due_at=timezone.now())
    record("correspondence.message.retried", message, by=by, **change)


def start_sending(message: Message) -> None:
    """Claim a due message for this worker; refuses one that another took or the office revoked."""
    change_state(message, Message.State.SENDING, TRANSITIONS)


@transaction.atomic
def mark_sent(message: Message) -> None:
    """Note that the message left, and when."""
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    change = change_state(message, Message.State.SENT, TRANSITIONS)
    record("correspondence.message.sent", message, by=None, **change)


@transaction.atomic
def put_back(message: Message) -> None:
    """After a failed attempt: wait and try again, or give up and leave it to the office."""
    attempts = message.attempts + 1
    Message.objects.filter(pk=message.pk).update(attempts=attempts)
    if attempts < ATTEMPTS_MAX:
        wait = timedelta(minutes=BACK_OFF_MINUTES[attempts - 1])
        Message.objects.filter(pk=message.pk).update(due_at=timezone.now() + wait)
        change_state(message, Message.State.QUEUED, TRANSITIONS)
        return
    change = change_state(message, Message.State.FAILED, TRANSITIONS)
    record("correspondence.message.failed", message, by=None, **change)


def clear_outworn_texts() -> int:
    """Clear the texts that are no longer needed; returns how many.

    That a message was sent, to whom and when, stays; so do the letters.
    """
    return outworn_messages(timezone.now()).update(body="", calendar="")


def forget_addresses(keys: Iterable[str]) -> int:
    """Clear the receivers of the messages with the keys; returns how many."""
    return Message.objects.filter(key__in=list(keys)).update(address="")


def issue_letter(
    content: Content, *, number: str, language: str, title: str, is_demo: bool = False
) -> Letter:
    """Freeze a letter's text. `content` is described in letters.py; the PDF is made on sending.

    Refuses (ValueError) a content that lacks a part, and (IntegrityError) a number used before.
    """
    return Letter.objects.create(
        number=number,
        title=title,
        language=language,
        content=frozen(content, number=number, language=language, title=title, is_demo=is_demo),
        is_demo=is_demo,
    )


def render_letter(letter: Letter) -> Letter:
    """Make the letter's PDF and keep it with its checksum; a letter that has one is left alone.

    Of several simultaneous callers one keeps its file and the others remove theirs.
    """
    if letter.file_id is not None:
        return letter
    stored = store_bytes(
        f"{letter.number}.pdf".replace("/", "-"),
        letter_pdf(letter),
        "application/pdf",
        publicity=Publicity.PARTY,
        retention=Retention.CASE,
        is_demo=letter.is_demo,
    )
    if not Letter.objects.filter(pk=letter.pk, file=None).update(file=stored):
        remove_file(stored)
    letter.refresh_from_db()
    return letter
