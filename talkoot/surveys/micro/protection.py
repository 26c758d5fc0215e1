"""What may stand side by side in a set of single answers.

Everything here is pure. Whoever has the set and every page of results learns nothing of fewer than
five people: the groups of the set are those of the pages, hidden ones together, each combination
that occurs has at least five answers, also to each question, and the rule of differences holds over
the set and the pages together (results.suppression).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from talkoot.surveys.results.suppression import ORDINARY, Limits, holds

LEAST = ORDINARY.least
Key = tuple[str, ...]


@dataclass(frozen=True)
class Protected:
    """`groups` of each row by the dimensions that stay; columns that may not go along."""

    dimensions: list[str]
    groups: list[Key]
    left_out: list[str]


def protect(
    people: Sequence[Mapping[str, str]],
    answered: Mapping[str, Collection[int]],
    *,
    shown: Mapping[str, Collection[str]],
    pages: Mapping[str, Collection[tuple[str, str]]],
    limits: Mapping[str, Limits],
) -> Protected:
    """Choose dimensions in their order, then the columns that they permit.

    `people` are the groups of the rows; `answered` {column: numbers of the rows that answered};
    `shown` {dimension: groups that the pages show}; `pages` {column: (dimension, group) whose
    numbers the pages show of that question}; `limits` {column: its limits}, else the ordinary ones.
    """
    dimensions: list[str] = []
    chosen: list[Key] = [()] * len(people)
    for dimension, groups in shown.items():
        tried = [
            (*key, row[dimension] if row.get(dimension) in groups else "")
            for key, row in zip(chosen, people, strict=True)
        ]
        if tried and min(Counter(tried).values()) >= LEAST:
            dimensions, chosen = [*dimensions, dimension], tried
    left_out = []
    for column, rows in answered.items():
        bounds = limits.get(column, ORDINARY)
        sizes = Counter(chosen[number] for number in rows)
        beside = Counter(
            (("all",), *(("page", *pair) for pair in pages.get(column, ())
                         if people[number].get(pair[0]) == pair[1]), ("set", *chosen[number]))
            for number in rows
        )  # fmt: skip
        is_enough = bool(sizes) and min(sizes.values()) >= bounds.least
        if not is_enough or not holds(beside, bounds.step):
            left_out.append(column)
    return Protected(dimensions, chosen, left_out)
