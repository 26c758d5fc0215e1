"""Who may add pictures and files to a practice, and how many."""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.files.rules import LEARNING_TYPES
from talkoot.practices.models import Practice
from talkoot.practices.rules import can_edit, can_moderate

State = Practice.State
IMAGES_MOST, ATTACHMENTS_MOST = 6, 10
FILE_TYPES = LEARNING_TYPES - {"mp4"}


def may_add(user: Any, practice: Practice) -> bool:
    """Its owners until it is sent; then the office, which answers for what is public."""
    if practice.state in (State.DRAFT, State.RETURNED):
        return can_edit(user, practice)
    return practice.state in (State.SUBMITTED, State.PUBLISHED) and can_moderate(user, practice)


def check_add(user: Any, practice: Practice) -> None:
    """Refuse whoever may not change the pictures and files just now."""
    if not may_add(user, practice):
        raise NotAllowed(
            _(
                "Pictures and files of what has been sent or published are changed by the "
                "programme office. Write to it, or wait until it returns the practice."
            )
        )


def check_room(count: int, most: int) -> None:
    """Refuse one more than fits."""
    if count >= most:
        raise NotAllowed(_("There are %(most)s already. Remove one first.") % {"most": most})
