"""Letters and messages of the outbox."""

from typing import Any

from django.utils import timezone

from talkoot.correspondence.models import Letter, Message
from tests.factories.people import next_number


def make_letter(number: str = "", **fields: Any) -> Letter:
    values = {
        "title": "Testikirje",
        "language": "fi",
        "content": {"title": "Testikirje", "language": "fi", "rows": [], "sections": []},
    }
    return Letter.objects.create(number=number or f"KIRJE-{next_number()}", **{**values, **fields})


def make_message(*, state: str = Message.State.QUEUED, **fields: Any) -> Message:
    """A message due now; a sent one has its time."""
    number = next_number()
    now = timezone.now()
    values = {
        "key": f"viesti-{number}",
        "kind": "test.message",
        "address": f"vastaanottaja{number}@esimerkki.fi",
        "language": "fi",
        "subject": "Testiviesti",
        "body": "Hei!",
        "due_at": now,
        "sent_at": now if state == Message.State.SENT else None,
    }
    return Message.objects.create(state=state, **{**values, **fields})
