"""Letters and messages of the outbox."""

from typing import Any

from django.utils import timezone

from talkoot.correspondence.letters import frozen
from talkoot.correspondence.models import Letter, Message
from talkoot.correspondence.rules import SIGN_IN_KIND
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_letter(number: str = "", **fields: Any) -> Letter:
    """A letter with its text frozen; the PDF is made when somebody asks for it."""
    number = number or f"KIRJE-{next_number()}"
    title, language = "Testikirje", "fi"
    content = frozen(
        {
            "organisation": "Testin ohjelmatoimisto",
            "meta": [["Hakija", "Kuopion kaupunki"]],
            "sections": [{"heading": "Ratkaisu", "paragraphs": ["Sparrauspäivä myönnetään."]}],
        },
        number=number,
        language=language,
        title=title,
        is_demo=False,
    )
    values = {"title": title, "language": language, "content": content}
    return Letter.objects.create(number=number, **{**values, **fields})


def make_message(*, state: str = Message.State.QUEUED, **fields: Any) -> Message:
    """A message due now, of the test programme's office unless it is sign-in mail; a sent one has
    its time.
    """
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
    values |= fields
    if "office" not in values and not values["kind"].startswith(SIGN_IN_KIND):
        values["office"] = the_programme().office
    return Message.objects.create(state=state, **values)
