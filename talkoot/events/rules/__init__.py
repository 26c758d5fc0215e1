"""Permitted moves of a session, and what an attendance needs."""

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Session

State = Session.State
TRANSITIONS = {
    State.PLANNED: frozenset({State.AGREED, State.CANCELLED}),
    State.AGREED: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset(),
    State.CANCELLED: frozenset(),
}


def check_attendance(counts: dict[str, int]) -> None:
    """Refuse an attendance without anybody."""
    if sum(counts.values()) == 0:
        raise NotAllowed(_("Enter how many were present: at least one role group needs a number."))
