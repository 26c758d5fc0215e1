"""Who tells that something is stuck, and who resolves it; who answers for an output."""

from typing import Any

from talkoot.engagements.models import Engagement, StuckItem
from talkoot.engagements.rules import can_oversee, can_record, is_applicant

STUCKITEM_TRANSITIONS = {
    StuckItem.State.OPEN: frozenset({StuckItem.State.RESOLVED}),
    StuckItem.State.RESOLVED: frozenset(),
}


def can_take_part(user: Any, engagement: Engagement) -> bool:
    """The parties: the applicant, the expert and the programme office."""
    return is_applicant(user, engagement) or can_record(user, engagement)


def can_resolve(user: Any, item: StuckItem) -> bool:
    return can_oversee(user, item.engagement)


def can_consent(user: Any, engagement: Engagement) -> bool:
    """The applicant alone tells whether the case may be told."""
    return is_applicant(user, engagement)
