"""One way to put a mail about an application into the outbox."""

from talkoot.calls.models import Application
from talkoot.correspondence.actions import queue_message
from talkoot.people.models import User


def queue_mail(
    kind: str,
    application: Application,
    key: str,
    mail: tuple[str, str],
    *,
    to: User | None = None,
    address: str = "",
) -> None:
    """Queue `mail` (subject, body) to a user or an address; `key` tells the occasions apart."""
    subject, body = mail
    queue_message(
        kind,
        key=f"{kind}-{application.pk}-{key}",
        office_id=application.call.offering.programme.office_id,
        to=to,
        address=address,
        language=application.language,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=application.is_demo,
    )
