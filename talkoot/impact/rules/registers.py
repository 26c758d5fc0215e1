"""Recommendations' states, and what stories and entries need."""

import datetime
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions
from talkoot.impact.models import ContributionStory, Recommendation

MENTIONS = re.compile(r"(.*\S)\s*\((\d{1,3})\)")

State = Recommendation.State
# What has been accepted is done by its day.
PROMISED = (State.ACCEPTED, State.PARTLY)
RECOMMENDATION_TRANSITIONS: Transitions = {
    State.OPEN: frozenset({State.ACCEPTED, State.PARTLY, State.REJECTED}),
    State.ACCEPTED: frozenset({State.PARTLY, State.REJECTED, State.DONE}),
    State.PARTLY: frozenset({State.ACCEPTED, State.REJECTED, State.DONE}),
    State.REJECTED: frozenset({State.ACCEPTED, State.PARTLY}),
    State.DONE: frozenset({State.ACCEPTED}),
}
# The six steps of contribution analysis (Mayne), in their order.
STEPS = ("question", "theory", "evidence", "claim", "more_evidence", "conclusion")
# The parts of a story as readers see them: other explanations stand beside the claim.
STORY_PARTS = (
    ("question", gettext_lazy("Question")),
    ("theory", gettext_lazy("How it was thought to come about")),
    ("evidence", gettext_lazy("Evidence")),
    ("claim", gettext_lazy("Claim")),
    ("alternatives", gettext_lazy("Other explanations")),
    ("more_evidence", gettext_lazy("Further evidence")),
    ("conclusion", gettext_lazy("Conclusion")),
)
# What a published story always has.
PUBLISHED_STORY = {
    "claim": gettext_lazy("the claim"),
    "evidence": gettext_lazy("the evidence"),
    "alternatives": gettext_lazy("other explanations"),
}


def steps_taken(story: ContributionStory) -> int:
    """How many of the six steps have been written, whatever their order."""
    return sum(bool(getattr(story, name)) for name in STEPS)


def story_parts(story: ContributionStory) -> list[tuple[str, str]]:
    """(title, text) of each part that has been written."""
    return [(str(title), text) for name, title in STORY_PARTS if (text := getattr(story, name))]


def check_publish_story(story: ContributionStory) -> None:
    """A claim is not published without its evidence and without weighing other explanations."""
    missing = [str(words) for name, words in PUBLISHED_STORY.items() if not getattr(story, name)]
    if missing:
        raise NotAllowed(
            _("Write these before the story is published: %(parts)s.")
            % {"parts": ", ".join(missing)}
        )


def is_overdue(row: Recommendation, today: datetime.date) -> bool:
    """What was promised by a day that has gone, and is not done."""
    return row.state in PROMISED and row.due_on is not None and row.due_on < today


def line_of(text: str, mentions: int | None) -> str:
    """A point as it is written: how many said so, if told, stands in brackets at the end."""
    return text if mentions is None else f"{text} ({mentions})"


def point_of(line: str) -> tuple[str, int | None]:
    """(text, mentions) of a line that was written so."""
    match = MENTIONS.fullmatch(line)
    return (match[1], int(match[2])) if match else (line, None)
