"""Fair lists: shared ranks and numbers in proportion to inhabitants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PER_INHABITANTS = 10_000


@dataclass(frozen=True)
class Ranked:
    """A row of a list; equals share a rank and stand in the order of their names."""

    rank: int
    name: str
    value: Decimal
    subject: Any = None


def ranked(rows: Iterable[tuple[str, Decimal | int, Any]], *, most: int) -> list[Ranked]:
    """The largest values of (name, value, subject) first; all who share the last rank are in."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0].casefold()))
    found: list[Ranked] = []
    for number, (name, value, subject) in enumerate(ordered, 1):
        is_equal = bool(found) and found[-1].value == value
        rank = found[-1].rank if is_equal else number
        if rank > most:
            break
        found.append(Ranked(rank, name, Decimal(value), subject))
    return found


def per_inhabitants(count: int, population: int) -> Decimal:
    """How many there are for each ten thousand inhabitants, to two decimals."""
    return (Decimal(count) * PER_INHABITANTS / population).quantize(Decimal("0.01"))


def cumulated(by_year: Mapping[int, int]) -> dict[int, int]:
    """{year: all until its end}."""
    total, found = 0, {}
    for year in sorted(by_year):
        total += by_year[year]
        found[year] = total
    return found
