"""Until when a decision may be challenged, counted step by step.

Sources: Local Government Act 410/2015, sections 134-139 (14 days); Administrative Procedure Act
434/2003, sections 49 c (30 days), 55 and 59 (receipt); Act on Electronic Services 13/2003,
section 19; Act on the Calculation of Statutory Time Limits 150/1930, sections 2 and 5.
"""

import datetime
from typing import Any

from django.utils import timezone

from talkoot.core.dates import closed_because, next_office_day
from talkoot.decisions.models import Decision
from talkoot.programmes.models import RemedyRegime

REMEDY_DAYS = {RemedyRegime.MUNICIPAL: 14, RemedyRegime.STATE: 30, RemedyRegime.PRIVATE: 30}
APPEAL_DAYS = 30
# Unless otherwise shown: an electronic notification is received on the third day after sending,
# a letter on the seventh.
ELECTRONIC_RECEIPT_DAYS = 3
POSTAL_RECEIPT_DAYS = 7


def has_remedy(outcome: str) -> bool:
    """A transfer decides nothing: the receiving authority handles the matter."""
    return outcome != Decision.Outcome.TRANSFERRED


def remedy_calculation(
    regime: str, *, sent_on: datetime.date, is_by_post: bool = False, days: int | None = None
) -> dict[str, Any]:
    """How the last day is counted, as plain values that a JSON field keeps.

    The day of receipt is not counted; a last day on which offices are closed moves to the next
    day on which they are open. `moved_because` is "" or a reason of core.dates.closed_because.
    `days` is the period where it is not the regime's own.
    """
    receipt = POSTAL_RECEIPT_DAYS if is_by_post else ELECTRONIC_RECEIPT_DAYS
    period = REMEDY_DAYS[RemedyRegime(regime)] if days is None else days
    received_on = sent_on + datetime.timedelta(days=receipt)
    last_day = received_on + datetime.timedelta(days=period)
    return {
        "regime": str(regime),
        "is_by_post": is_by_post,
        "sent_on": sent_on.isoformat(),
        "received_on": received_on.isoformat(),
        "days": period,
        "last_day": last_day.isoformat(),
        "deadline_on": next_office_day(last_day).isoformat(),
        "moved_because": closed_because(last_day),
    }


def regime_of(decision: Decision) -> str:
    """The regime under which the decision was signed; of an unsigned one, its programme's own now.

    What a letter has told holds also when the programme's regime changes afterwards.
    """
    now = decision.application.call.offering.programme.remedy_regime
    return str((decision.remedy_calculation or {}).get("regime") or now)


def deadline_of(calculation: dict[str, Any]) -> datetime.date:
    return datetime.date.fromisoformat(calculation["deadline_on"])


def remedy_deadline(
    regime: str, *, sent_on: datetime.date, is_by_post: bool = False
) -> datetime.date:
    """The last day on which the decision may be challenged."""
    return deadline_of(remedy_calculation(regime, sent_on=sent_on, is_by_post=is_by_post))


def effective_calculation(decision: Decision, sent_at: datetime.datetime | None) -> dict[str, Any]:
    """The stored calculation, or one from the day on which the mail really left, if it was later.

    The letter tells the day it was planned to leave; a delay of the mail is never to the
    applicant's loss.
    """
    stored = decision.remedy_calculation
    if not stored or sent_at is None:
        return stored
    sent_on = timezone.localdate(sent_at)
    if sent_on <= datetime.date.fromisoformat(stored["sent_on"]):
        return stored
    return remedy_calculation(
        stored["regime"],
        sent_on=sent_on,
        is_by_post=stored.get("is_by_post", False),
        days=stored["days"],
    )
