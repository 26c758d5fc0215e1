"""Recommendations' states, and what stories and entries need."""

import datetime

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions
from talkoot.impact.models import ContributionStory, Recommendation

State = Recommendation.State
RECOMMENDATION_TRANSITIONS: Transitions = {
    State.OPEN: frozenset({State.ACCEPTED, State.PARTLY, State.REJECTED}),
    State.ACCEPTED: frozenset({State.PARTLY, State.REJECTED, State.DONE}),
    State.PARTLY: frozenset({State.ACCEPTED, State.REJECTED, State.DONE}),
    State.REJECTED: frozenset({State.ACCEPTED, State.PARTLY}),
    State.DONE: frozenset({State.ACCEPTED}),
}
# The six steps of contribution analysis (Mayne), in their order.
STEPS = ("question", "theory", "evidence", "claim", "more_evidence", "conclusion")


def steps_taken(story: ContributionStory) -> int:
    """How many of the six steps have been written, whatever their order."""
    return sum(bool(getattr(story, name)) for name in STEPS)


def check_publish_story(story: ContributionStory) -> None:
    """A claim is not published without its evidence and without weighing other explanations."""
    wanted = {
        "claim": _("the claim"),
        "evidence": _("the evidence"),
        "alternatives": _("other explanations"),
    }
    missing = [words for name, words in wanted.items() if not getattr(story, name)]
    if missing:
        raise NotAllowed(
            _("Write these before the story is published: %(parts)s.")
            % {"parts": ", ".join(missing)}
        )


def is_overdue(row: Recommendation, today: datetime.date) -> bool:
    """What was promised by a day that has gone, and is not done."""
    is_promised = row.state in (State.ACCEPTED, State.PARTLY)
    return is_promised and row.due_on is not None and row.due_on < today
