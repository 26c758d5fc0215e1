"""How well a practice is proved: told, tried, measured, adopted. Computed, never voted."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talkoot.practices.models import Practice

Evidence, Status = Practice.Evidence, Practice.Status
# Fewer characters tell of nothing that somebody else could weigh.
LEAST_TEXT = 20


@dataclass(frozen=True)
class Ground:
    """A condition of a level of evidence in words, and whether it holds."""

    level: int
    sentence: str
    holds: bool


def evidence_of(practice: Practice) -> Practice.Evidence:
    """The highest level whose condition holds, from the practice's own fields alone.

    Adopted: another organisation uses it. Measured: the results tell how they are known. Tried: it
    has been done, and the results so far are told. Else it is told.
    """
    held = [ground.level for ground in grounds_of(practice) if ground.holds]
    return Evidence(max(held))


def grounds_of(practice: Practice) -> list[Ground]:
    """Every condition with the lowest first; the page shows which hold."""
    has_results = _tells(practice.results)
    is_done = practice.status != Status.IDEA
    return [
        Ground(Evidence.TOLD, _("The practice has been described."), True),
        Ground(
            Evidence.TRIED,
            _("It has been tried, and its results so far are told."),
            is_done and has_results,
        ),
        Ground(
            Evidence.MEASURED,
            _("The results tell how they were measured."),
            is_done and has_results and _tells(practice.how_measured),
        ),
        Ground(
            Evidence.ADOPTED,
            _("At least one other organisation uses it."),
            practice.adoption_count > 0,
        ),
    ]


def evidence_reason(practice: Practice) -> str:
    """Why the practice has the level of evidence that is kept, as a sentence."""
    return next(row.sentence for row in grounds_of(practice) if row.level == practice.evidence)


def _tells(text: Any) -> bool:
    return len(str(text).strip()) >= LEAST_TEXT
