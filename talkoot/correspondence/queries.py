"""What stands in the outbox."""

from datetime import datetime

from django.db.models import QuerySet

from talkoot.correspondence.models import Message
from talkoot.correspondence.rules import SIGN_IN_KIND


def office_messages() -> "QuerySet[Message]":
    """The outbox as the office sees it: everything but sign-in mail, newest first."""
    return Message.objects.exclude(kind__startswith=SIGN_IN_KIND).select_related("letter")


def sent_messages() -> "QuerySet[Message]":
    """What has left, newest first."""
    return (
        Message.objects.filter(state=Message.State.SENT)
        .select_related("letter")
        .order_by("-sent_at", "-pk")
    )


def due_messages(now: datetime) -> "QuerySet[Message]":
    """What should leave now, oldest first."""
    return (
        Message.objects.filter(state=Message.State.QUEUED, due_at__lte=now)
        .select_related("letter")
        .order_by("due_at", "pk")
    )
