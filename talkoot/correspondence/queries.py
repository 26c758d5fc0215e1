"""What stands in the outbox."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import unbarred
from talkoot.core.quiet import is_quiet
from talkoot.core.refusals import NotFound
from talkoot.correspondence.letters import checksum
from talkoot.correspondence.models import Letter, Message, OptOut
from talkoot.correspondence.opt_out_links import key_of
from talkoot.correspondence.rules import (
    QUIET_KIND,
    REMINDER_WINDOW,
    SIGN_IN_KIND,
    SIGN_IN_MAIL_KEPT,
    STUCK_AFTER,
)
from talkoot.people.rules import office_ids

State = Message.State
ADDRESSES_AT_ONCE = 500


def office_messages(user: Any) -> "QuerySet[Message]":
    """The outbox of the person's office, newest first; sign-in mail belongs to no office."""
    rows = Message.objects.filter(office__in=office_ids(user)).select_related("letter")
    return unbarred(rows, user)


def sent_messages() -> "QuerySet[Message]":
    """What has left, newest first."""
    return (
        Message.objects.filter(state=State.SENT)
        .select_related("letter")
        .order_by("-sent_at", "-pk")
    )


def due_messages(now: datetime) -> "QuerySet[Message]":
    """What should leave now, oldest first; in quiet hours not what was due before them."""
    rows = Message.objects.filter(state=State.QUEUED, due_at__lte=now)
    if is_quiet(now):
        rows = rows.exclude(kind__startswith=QUIET_KIND)
    return rows.select_related("letter").order_by("due_at", "pk")


def stuck_messages(now: datetime) -> "QuerySet[Message]":
    """What a worker that died in the middle left "being sent"."""
    return Message.objects.filter(state=State.SENDING, state_changed_at__lt=now - STUCK_AFTER)


def outworn_messages(now: datetime) -> "QuerySet[Message]":
    """Done messages whose text is no longer needed: sign-in mail after a day, the rest after
    settings.OUTBOX_DAYS from when it left, was revoked or failed.
    """
    kept = timedelta(days=settings.OUTBOX_DAYS)
    sign_in = Q(kind__startswith=SIGN_IN_KIND, state_changed_at__lt=now - SIGN_IN_MAIL_KEPT)
    return Message.objects.exclude(body="").filter(
        sign_in | Q(state_changed_at__lt=now - kept),
        state__in=[State.SENT, State.REVOKED, State.FAILED],
    )


def reminders_to(address: str, now: datetime) -> "QuerySet[Message]":
    """The reminders that the address has been given in the last seven days."""
    rows = Message.objects.filter(
        is_reminder=True, address=address, created_at__gt=now - REMINDER_WINDOW
    )
    return rows.exclude(state=State.REVOKED)


def addresses_without_share(now: datetime) -> "QuerySet[Message, str]":
    """The addresses that have had their share of reminders of what has no deadline."""
    rows = Message.objects.filter(is_reminder=True, created_at__gt=now - REMINDER_WINDOW)
    counted = rows.exclude(state=State.REVOKED).order_by().values("address")
    share = max(1, settings.REMINDERS_A_WEEK - 1)
    full = counted.annotate(number=Count("pk")).filter(number__gte=share)
    return full.values_list("address", flat=True)


def opted_out(topic: str, addresses: Iterable[str]) -> set[str]:
    """Which of the addresses, in small letters, want no voluntary mail of the topic."""
    asked = sorted({address.lower() for address in addresses})
    found: set[str] = set()
    for start in range(0, len(asked), ADDRESSES_AT_ONCE):
        rows = OptOut.objects.filter(
            topic=topic, address__in=asked[start : start + ADDRESSES_AT_ONCE]
        )
        found.update(rows.values_list("address", flat=True))
    return found


def is_unwanted(message: Message) -> bool:
    """The message is voluntary to get and its receiver wants none of its topic."""
    return bool(message.topic) and bool(opted_out(message.topic, [message.address]))


def get_voluntary(token: str) -> Message:
    """The voluntary mail under which the link stood; NotFound when its receiver is not known."""
    rows = Message.objects.filter(key=key_of(token)).exclude(topic="").exclude(address="")
    message = rows.first()
    if message is None:
        raise NotFound(
            _(
                "This link does not work. Check that the whole address came along, or write to the "
                "programme office that sent you the mail."
            )
        )
    return message


def damaged_letters() -> Iterator[tuple[Letter, str]]:
    """Every letter whose frozen text has changed, or that was sent and has no PDF, and which.

    The PDFs themselves are stored files: files.queries.damaged_files reads them.
    """
    sent = Message.objects.filter(letter=OuterRef("pk"), state=Message.State.SENT)
    letters = Letter.objects.annotate(is_sent=Exists(sent)).order_by("pk")
    for letter in letters.iterator(chunk_size=500):
        if letter.content.get("checksum") != checksum(letter.content):
            yield letter, "text changed"
        elif letter.is_sent and letter.file_id is None:
            yield letter, "no PDF"
