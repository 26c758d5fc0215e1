"""How many of the open answers to an item may be read.

The office reads the answers of an identified round as they come. Of other rounds nothing is read
below the threshold, and while the round is open only in whole steps that leave as many unread: so
what is read later always comes from at least that many people, also after the close.
"""

from dataclasses import dataclass

from talkoot.surveys.models import Item, Round
from talkoot.surveys.rules import LEAST_ANSWERS

SENSITIVE_LEAST = 20
SENSITIVE_STEP = 10


@dataclass(frozen=True)
class Threshold:
    """Fewer than `least` answers are not read, and never fewer than `step` new ones at a time."""

    least: int
    step: int


def threshold_of(survey: Round, item: Item | None) -> Threshold | None:
    """None where the answers may be read one by one."""
    if survey.mode == Round.Mode.IDENTIFIED:
        return None
    if item is not None and item.is_sensitive:
        return Threshold(SENSITIVE_LEAST, SENSITIVE_STEP)
    return Threshold(LEAST_ANSWERS, LEAST_ANSWERS)


def releasable(survey: Round, item: Item, *, given: int, released: int) -> int:
    """How many more of the `given` answers may be read now, when `released` are already."""
    threshold = threshold_of(survey, item)
    waiting = given - released
    if threshold is None:
        return waiting
    if survey.state == Round.State.CLOSED:
        return waiting if given >= threshold.least else 0
    steps = (waiting - threshold.step) // threshold.step
    more = max(0, steps) * threshold.step
    return more if released + more >= threshold.least else 0
