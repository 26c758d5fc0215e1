"""One way to put a mail of the experts' side into the outbox."""

from collections.abc import Callable

from django.utils import translation

from talkoot.correspondence.actions import queue_message
from talkoot.experts.queries.people import officers_of
from talkoot.people.models import User
from talkoot.programmes.models import Programme

Mail = tuple[str, str]  # Subject and body.


def tell_office(
    programme: Programme, kind: str, key: str, write: Callable[[], Mail], *, is_demo: bool
) -> None:
    """Mail everybody of the programme office, each in their own language."""
    for officer in officers_of(programme):
        tell(programme, kind, f"{key}-{officer.pk}", write, to=officer, is_demo=is_demo)


def tell(
    programme: Programme,
    kind: str,
    key: str,
    write: Callable[[], Mail],
    *,
    to: User | None = None,
    address: str = "",
    language: str = "fi",
    is_demo: bool = False,
) -> None:
    """Mail a user or an address in their language; `key` tells the occasions apart."""
    with translation.override(to.language if to else language):
        subject, body = write()
    queue_message(
        kind,
        key=f"{kind}-{key}",
        office_id=programme.office_id,
        to=to,
        address=address,
        language=language,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=is_demo,
    )
