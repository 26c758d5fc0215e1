"""What holds of a signed decision today: its own outcome, or that of a request that changed it."""

from dataclasses import dataclass
from decimal import Decimal

from talkoot.calls.models import Application
from talkoot.core.dates import days_text
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, Reconsideration

# The application's state after each outcome.
STATES = {
    Decision.Outcome.GRANTED: Application.State.APPROVED,
    Decision.Outcome.PARTLY_GRANTED: Application.State.APPROVED,
    Decision.Outcome.REFUSED: Application.State.REJECTED,
    Decision.Outcome.NOT_EXAMINED: Application.State.NOT_EXAMINED,
    Decision.Outcome.TRANSFERRED: Application.State.TRANSFERRED,
}


@dataclass(frozen=True)
class InForce:
    """The outcome and the days that hold, and the request that made them so, if any."""

    outcome: str
    days: Decimal
    changed_by: Reconsideration | None = None

    @property
    def label(self) -> str:
        return str(Decision.Outcome(self.outcome).label)

    @property
    def days_text(self) -> str:
        return days_text(self.days)


def in_force(decision: Decision, *, is_told: bool = False) -> InForce:
    """The decision's valid outcome; with `is_told` only what the applicant's letters have told.

    Reads `decision.reconsiderations`, and with `is_told` one query more for each change.
    """
    changes = [
        row
        for row in decision.reconsiderations.all()
        if row.outcome == Reconsideration.Outcome.CHANGED and row.decided_at is not None
    ]
    if is_told:
        changes = [row for row in changes if has_left(row)]
    outcome, days, last = decision.outcome, decision.days, None
    for row in sorted(changes, key=lambda row: row.decided_at):  # type: ignore[arg-type, return-value]
        last = row
        if row.days:
            asked = decision.application.days_requested
            is_part = asked is not None and row.days < asked
            granted = Decision.Outcome.PARTLY_GRANTED if is_part else Decision.Outcome.GRANTED
            outcome, days = granted, row.days
    return InForce(outcome, days, last)


def has_left(request: Reconsideration) -> bool:
    """The decision on the request has left, so the applicant may know it."""
    return (
        request.letter_id is not None
        and Message.objects.filter(letter=request.letter_id, state=Message.State.SENT).exists()
    )
