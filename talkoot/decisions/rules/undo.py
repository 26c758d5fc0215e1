"""When a signed decision may still be taken back: before it has been given to the applicant.

A decision binds once it has been notified (Administrative Procedure Act 434/2003, section 54);
after that it changes only by correction (sections 50-52) or on a request of the applicant.
"""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision

# A letter whose mail waits, or whose mail has been stopped in the outbox.
UNSENT = frozenset({Message.State.QUEUED, Message.State.REVOKED})


def can_undo(decision: Decision, mail: Message | None) -> bool:
    return decision.state == Decision.State.SIGNED and mail is not None and mail.state in UNSENT


def check_undo(decision: Decision, mail: Any) -> None:
    """Refuse when nothing has been signed, and once the letter has begun to leave."""
    if decision.state != Decision.State.SIGNED:
        raise NotAllowed(_("This decision has not been signed, so there is nothing to undo."))
    if not can_undo(decision, mail):
        raise NotAllowed(
            _(
                "The letter has been sent already, so the decision can no longer be undone. "
                "Correct an error on the case page."
            )
        )
