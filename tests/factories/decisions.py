"""Decisions."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.calls.models import Application
from talkoot.decisions.models import Decision
from talkoot.people.models import User
from tests.factories.calls import make_application
from tests.factories.correspondence import make_letter
from tests.factories.people import make_user, next_number


def make_decision(
    application: Application | None = None,
    *,
    state: str = Decision.State.DRAFTED,
    outcome: str = Decision.Outcome.GRANTED,
    decided_by: User | None = None,
    **fields: Any,
) -> Decision:
    """A drafted decision on a submitted application, or a signed one with number and letter."""
    refused = outcome == Decision.Outcome.REFUSED
    if application is None:
        decided = Application.State.REJECTED if refused else Application.State.APPROVED
        drafted = state == Decision.State.DRAFTED
        application = make_application(state=Application.State.SUBMITTED if drafted else decided)
    values: dict[str, Any] = {
        "days": Decimal(0) if refused else Decimal(1),
        "reasons": "Hakemus täyttää haun ehdot.",
    }
    if state == Decision.State.SIGNED:
        values |= {
            "number": f"PAATOS-{next_number()}",
            "decided_by": decided_by or make_user(),
            "decided_at": timezone.now(),
            "remedy_deadline_on": timezone.localdate() + datetime.timedelta(days=14),
            "letter": fields.pop("letter", None) or make_letter(),
        }
    return Decision.objects.create(
        application=application, state=state, outcome=outcome, **{**values, **fields}
    )
