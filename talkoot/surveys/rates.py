"""Who was asked and who answered, by group, as far as it may be told.

A group under five invited is not told. In a protected round nothing is told that would tell who
answered: no group of which everybody or nobody did, and no hidden group that the others give away.
Where several tables together would tell it, the last of them goes. While a protected round is open,
only its totals are told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.surveys.groups import DIMENSIONS, labels_of
from talkoot.surveys.models import Round
from talkoot.surveys.rules import LEAST_ANSWERS, sending

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Cell:
    """The invited who share all their groups, {dimension: group}; "" is a group not known."""

    groups: Mapping[str, str]
    invited: int
    answered: int


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


def group_counts(cells: Iterable[Cell]) -> dict[str, dict[str, tuple[int, int]]]:
    """{dimension: {group: (invited, answered)}} of the dimensions of which something is known."""
    invited: dict[str, Counter[str]] = {name: Counter() for name in DIMENSIONS}
    answered: dict[str, Counter[str]] = {name: Counter() for name in DIMENSIONS}
    for cell in cells:
        for name, group in cell.groups.items():
            invited[name][group] += cell.invited
            answered[name][group] += cell.answered
    return {
        name: {group: (count, answered[name][group]) for group, count in groups.items()}
        for name, groups in invited.items()
        if set(groups) - {""}
    }


def rate_tables(survey: Round, cells: Sequence[Cell]) -> list[RateTable]:
    """A table for each dimension of the cells (round_queries.invited_cells); at most one query."""
    is_protected = sending.is_protected(survey)
    if is_protected and survey.state != Round.State.CLOSED:
        return []
    counts = group_counts(cells)
    names = list(counts)
    while is_protected and tells_who(cells, {name: counts[name] for name in names}):
        names.pop()
    words = labels_of((name, group) for name in names for group in counts[name])
    return [
        RateTable(str(DIMENSIONS[name]), _rows(name, counts[name], words, is_protected))
        for name in names
    ]


def tells_who(cells: Sequence[Cell], counts: Mapping[str, Counts]) -> bool:
    """The tables of `counts` together tell that all, or none, of some cell have answered.

    What each cell can hold is bounded by each number that is told, over and over.
    """
    sums = [(list(range(len(cells))), sum(cell.answered for cell in cells))]
    for name, groups in counts.items():
        hidden = hidden_groups(groups, is_protected=True)
        for group in groups.keys() - hidden:
            members = [n for n, cell in enumerate(cells) if cell.groups[name] == group]
            sums.append((members, groups[group][1]))
    bounds = [(0, cell.invited) for cell in cells]
    while len(sums) > 1:
        before = list(bounds)
        for members, total in sums:
            least = total - sum(bounds[n][1] for n in members)
            most = total - sum(bounds[n][0] for n in members)
            for n in members:
                low, high = bounds[n]
                bounds[n] = max(low, least + high), min(high, most + low)
        if any(
            low == cell.invited or not high for (low, high), cell in zip(bounds, cells, strict=True)
        ):
            return True
        if bounds == before:
            break
    return False


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
