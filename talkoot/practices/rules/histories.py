"""What the moves of an adoption tell, as (day, stage) steps with the oldest first."""

import datetime
from collections.abc import Iterable, Sequence

from talkoot.core.dates import add_months
from talkoot.practices.models import Adoption, AdoptionMove
from talkoot.practices.rules.spread import IN_USE

Stage = Adoption.Stage
Step = tuple[datetime.date, str]
ESTABLISHED_AFTER_MONTHS = 12


def steps_of(moves: Iterable[AdoptionMove]) -> list[Step]:
    return [(row.moved_on, row.stage) for row in moves]


def used_since(history: Sequence[Step]) -> datetime.date | None:
    """The first day of the use that goes on; None if it is not in use.

    The last stage of a day is the day's: what was put right the same day broke nothing.
    """
    began = None
    for day, stage in dict(history).items():
        if stage not in IN_USE:
            began = None
        elif began is None:
            began = day
    return began


def since(history: Sequence[Step]) -> datetime.date:
    """From which day it is as it is now; of what is established, since when it has been used."""
    return used_since(history) or history[-1][0]


def known_days(history: Sequence[Step]) -> set[datetime.date]:
    """Days that tell nothing new: a form offers one, and a second press sends it again."""
    return {day for day, _stage in history}


def run_of(history: Sequence[Step], stage: str) -> int:
    """At which step that began which `stage` goes on with; their number if it begins anew."""
    now = history[-1][1]
    if now in IN_USE and stage in IN_USE:
        began = used_since(history)
        return next(at for at, step in enumerate(history) if step[0] == began and step[1] in IN_USE)
    return len(history) - (now == stage)


def restated(
    history: Sequence[Step], stage: str, day: datetime.date, *, on: datetime.date
) -> list[Step]:
    """The history after a statement: the same steps, perhaps on corrected days, and new ones.

    Earlier steps stand, so nothing begins before them. A day that was known already corrects none
    of them, and a new stage then begins today.
    """
    if not history:
        return _first_steps(stage, day, on=on)
    start = run_of(history, stage)
    earlier, run = list(history[:start]), list(history[start:])
    is_known = day in known_days(history)
    day = max(day, earlier[-1][0]) if earlier else day
    if not run:
        begins = on if is_known and stage != Stage.ESTABLISHED else day
        return [*earlier, *_steps_to(stage, begins, on=on)]
    if not is_known:
        run = [(day, run[0][1]), *((max(each, day), reached) for each, reached in run[1:])]
    return earlier + run + ([(on, stage)] if stage != run[-1][1] else [])


def _first_steps(stage: str, day: datetime.date, *, on: datetime.date) -> list[Step]:
    """What a first statement tells of the past: what was given up had been tried."""
    if stage == Stage.DROPPED:
        return [(day, Stage.TRYING), (on, Stage.DROPPED)]
    return _steps_to(stage, day, on=on)


def _steps_to(stage: str, day: datetime.date, *, on: datetime.date) -> list[Step]:
    """Who is established was in use before."""
    if stage == Stage.ESTABLISHED:
        established = min(add_months(day, ESTABLISHED_AFTER_MONTHS), on)
        return [(day, Stage.IN_USE), (established, stage)]
    return [(day, stage)]
