"""Who keeps the registers of communications."""

from typing import Any

from talkoot.people.rules import is_editor
from talkoot.programmes.models import Programme


def can_edit(user: Any, programme: Programme) -> bool:
    """The programme's office and its editors."""
    return is_editor(user, programme.office_id)
