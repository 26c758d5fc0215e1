"""Proves that what is kept equals what the answers give.

Three things are kept of answers: the counts of a round with what its pairs tell, the sums of
families of rounds, and the intervals of shares. Each is made anew and compared.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isclose
from typing import Any

from talkoot.surveys.models import FamilySum, Round, ShareInterval, Tally
from talkoot.surveys.results import pairing, statistics
from talkoot.surveys.results.counting import WHOLE, Count, RoundCount, count_round
from talkoot.surveys.results.families import Family, counted_families
from talkoot.surveys.results.summing import sums_of
from talkoot.surveys.results.suppression import MARK

Key = tuple[str, str, str]  # item code, dimension, group
ANSWERS = "answers"  # What the row that counts a round whole is called.


def differences(survey: Round) -> list[str]:
    """What differs between the kept counts of a closed round and its answers; none is right."""
    found = _counted(count_round(survey))
    kept = {(row.item_code, row.dimension, row.group): row for row in survey.tallies.all()}
    lines = [f"{_name(key)} is not kept" for key in sorted(found.keys() - kept.keys())]
    lines += [f"{_name(key)} has no answers" for key in sorted(kept.keys() - found.keys())]
    for key in sorted(found.keys() & kept.keys()):
        before, after = _numbers_kept(kept[key]), _numbers_of(found[key])
        if before != after:
            lines.append(f"{_name(key)}: kept {before}, counted {after}")
    return lines + _pair_differences(survey, kept)


def _counted(counted: RoundCount) -> dict[Key, Count]:
    """All rows that a round keeps, those that count it whole included."""
    found: dict[Key, Count] = {(WHOLE, "", ""): Count(n=counted.responses.total())}
    sizes: Counter[tuple[str, str]] = Counter()
    for atom, size in counted.responses.items():
        for dimension, group in atom:
            sizes[dimension, group] += size
    found |= {
        (WHOLE, *pair): Count(n=size)
        for pair, size in sizes.items()
        if not pair[0].startswith(MARK)
    }
    for code in counted.codes:
        found[code, "", ""] = counted.total(code)
        found |= {(code, *pair): count for pair, count in counted.by_group(code).items()}
    return found


def _numbers_kept(row: Tally) -> tuple[Any, ...]:
    total = Decimal(row.figures.get("sum", "0"))
    return row.n, row.cannot_say, row.missing, row.counts, total


def _numbers_of(count: Count) -> tuple[Any, ...]:
    return count.n, count.cannot_say, count.missing, dict(count.options), count.total


def _pair_differences(survey: Round, kept: Mapping[Key, Tally]) -> list[str]:
    """Of the same people's answers before and after: means, change, interval, who is missing."""
    whole = kept.get((WHOLE, "", ""))
    if whole is None or not whole.figures.get("before"):
        return []
    lines = []
    for code, pair in pairing.pairs_of(survey).items():
        row = kept.get((code, "", ""))
        before = row.figures.get("pairs", {}) if row else {}
        wrong = [name for name, value in pair.items() if not _is_same(before.get(name), value)]
        if wrong:
            lines.append(f"{code} pairs: {', '.join(wrong)}")
    return lines


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return bool(one == other)


def family_differences() -> list[str]:
    """What differs between the kept sums of families and their rounds' counts.

    A family without sums is right: the worker has yet to sum it, and pages read its rounds.
    """
    lines = []
    kept: dict[tuple[int, str], list[FamilySum]] = {}
    for row in FamilySum.objects.order_by("programme", "family", "pk").iterator():
        kept.setdefault((row.programme_id, row.family), []).append(row)
    families = {(one.programme, one.name): one for one in counted_families()}
    for key, rows in kept.items():
        name = f"family {key[0]} {key[1]}"
        found = list(_sum_differences(families[key], rows)) if key in families else ["no rounds"]
        lines += [f"{name}: {line}" for line in found]
    return lines


def _sum_differences(family: Family, rows: list[FamilySum]) -> Iterator[str]:
    summed = {(one.dimension, one.is_in_full): one for one in sums_of(family)}
    stored = {(one.dimension, one.is_in_full): one for one in rows}
    for key in sorted(summed.keys() | stored.keys()):
        name = " ".join(part for part in (key[0], "in full" if key[1] else "") if part) or "whole"
        if key not in stored or key not in summed:
            yield f"{name} is not kept" if key in summed else f"{name} has no answers"
        elif stored[key].rounds != summed[key].rounds:
            yield f"{name}: kept of rounds {stored[key].rounds}, counted {summed[key].rounds}"
        else:
            before, after = _by_cell(stored[key]), _by_cell(summed[key])
            for cell in sorted(before.keys() | after.keys()):
                if before.get(cell) != after.get(cell):
                    label = " ".join(str(part) for part in (cell[2], cell[1], name) if part)
                    yield f"{label}: kept {before.get(cell)}, counted {after.get(cell)}"


def _by_cell(row: FamilySum) -> dict[tuple[int, str, str], list[Any]]:
    """{(questionnaire, group, item code): its numbers}"""
    return {(cell[0], cell[1], cell[2]): cell[3:] for cell in row.cells}


def interval_differences() -> list[str]:
    """The kept intervals of shares that are not what the statistics give."""
    rows = ShareInterval.objects.order_by("n", "count")
    return [
        f"interval of {row.count} of {row.n}: kept {row.low:.2f} to {row.high:.2f}"
        for row in rows.iterator()
        if row.count > row.n or not _is_interval(row)
    ]


def _is_interval(row: ShareInterval) -> bool:
    low, high = statistics.wilson(row.count, row.n)
    return _is_same(row.low, low) and _is_same(row.high, high)


def _name(key: Key) -> str:
    return " ".join(part for part in (key[0] or ANSWERS, *key[1:]) if part)
