"""Who was asked and who answered, by group, as far as it may be told.

A group under five invited is not told. In a protected round nothing is told that would tell who
answered: no group of which everybody or nobody did, and no hidden group that the others give away.
While a protected round is open, only its totals are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.surveys.groups import DIMENSIONS, labels_of
from talkoot.surveys.models import Round
from talkoot.surveys.rules import LEAST_ANSWERS, sending

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Rate:
    """One group. What is hidden is None, and `why` says why."""

    label: str
    invited: int
    invited_share: int
    answered: int | None = None
    percent: int | None = None
    answered_share: int | None = None
    why: str = ""


@dataclass(frozen=True)
class RateTable:
    """One dimension."""

    title: str
    rows: list[Rate]


def percent(part: int, whole: int) -> int | None:
    """Whole per cent, half up; None of nothing."""
    if not whole:
        return None
    return int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))


def rate_tables(survey: Round, counts: Mapping[str, Counts]) -> list[RateTable]:
    """A table for each dimension of `counts` (round_queries.group_counts); at most one query."""
    if sending.is_protected(survey) and survey.state != Round.State.CLOSED:
        return []
    words = labels_of((name, group) for name, groups in counts.items() for group in groups)
    is_protected = sending.is_protected(survey)
    return [
        RateTable(str(DIMENSIONS[name]), _rows(name, groups, words, is_protected))
        for name, groups in counts.items()
    ]


def hidden_groups(counts: Counts, *, is_protected: bool) -> set[str]:
    """The groups of a dimension whose answers are not told."""
    hidden = {group for group, pair in counts.items() if _tells(pair, is_protected)}
    if not is_protected:
        return hidden
    while hidden:
        invited = sum(counts[group][0] for group in hidden)
        answered = sum(counts[group][1] for group in hidden)
        if not _tells((invited, answered), is_protected):
            break
        # The total less the others would give these away: the smallest of the others goes, too.
        shown = sorted((counts[group][0], group) for group in counts if group not in hidden)
        if not shown:
            break
        hidden.add(shown[0][1])
    return hidden


def _tells(pair: tuple[int, int], is_protected: bool) -> bool:
    invited, answered = pair
    return invited < LEAST_ANSWERS or (is_protected and answered in (0, invited))


def _rows(
    name: str, groups: Counts, words: Mapping[tuple[str, str], str], is_protected: bool
) -> list[Rate]:
    hidden = hidden_groups(groups, is_protected=is_protected)
    invited_in_all = sum(invited for invited, _answered in groups.values())
    answered_in_all = sum(answered for _invited, answered in groups.values())
    rows = []
    for group, (invited, answered) in sorted(groups.items(), key=lambda row: -row[1][0]):
        label = capfirst(words[name, group]) if group else _("Not known")
        share = percent(invited, invited_in_all) or 0
        if group in hidden:
            rows.append(Rate(label, invited, share, why=_why(invited)))
            continue
        rate = percent(answered, invited)
        rows.append(Rate(label, invited, share, answered, rate, percent(answered, answered_in_all)))
    return rows


def _why(invited: int) -> str:
    if invited < LEAST_ANSWERS:
        return _("under five invited")
    return _("would tell who answered")
