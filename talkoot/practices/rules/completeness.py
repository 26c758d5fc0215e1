"""How complete a description is: shown to its author alone, never used to rank anybody."""

from talkoot.practices.models import Practice
from talkoot.practices.rules import missing_answers

# What is asked later: nothing of it stands in the way of publishing.
LATER_FIELDS = (
    "who_took_part",
    "results",
    "how_measured",
    "resources",
    "conditions",
    "tips",
    "origin",
    "contact_role",
)
NEEDED_POINTS, LATER_POINTS = 10, 5


def completeness(practice: Practice) -> int:
    """From 0 to 100: ten points for each of the six needed answers, five for each later one."""
    needed = NEEDED_POINTS * (6 - len(missing_answers(practice)))
    return needed + LATER_POINTS * (len(LATER_FIELDS) - len(unfilled(practice)))


def unfilled(practice: Practice) -> list[str]:
    """The later fields that are empty."""
    return [name for name in LATER_FIELDS if not getattr(practice, name)]
