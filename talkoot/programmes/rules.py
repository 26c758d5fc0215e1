"""Who may see a programme."""

from typing import Any

from talkoot.people.rules import is_officer
from talkoot.programmes.models import Programme


def can_read(user: Any, programme: Programme) -> bool:
    """Everybody once it runs; a planned programme is its office's own."""
    return programme.state != Programme.State.PLANNED or is_officer(user, programme.office_id)
