"""Which counts may be shown, decided once for everything that can be asked of the results.

Whatever is shown is a sum over a set of answers: a round, a group of a round, several rounds
together. Three rules hold over all of them at once, over time too:

- threshold: fewer than `least` answers are not shown;
- remainder: what the hidden groups of a split have together is none or at least `least`, else the
  next smallest group is hidden;
- difference: no combination of shown numbers tells of fewer than `step` answers.

The last one is decided by linear algebra. A shown number is a row, an answer a column with the rows
that count it. If the answers hold `step` disjoint sets, each of which spans all that is shown, then
whichever answers fewer than `step` are taken away, nothing shown loses its independence; so nothing
that can be worked out of it concerns these alone.

Rounds that are too small join a pool, and rounds that are too small to be split join a batch, in
the order in which they were counted. What has been settled never changes: a later round waits until
enough others have come, so results at different times tell nothing either.

Sources: Regulation (EU) 2016/679, article 5(1)(c) and recital 26; the thresholds are the common
practice of Nordic public statistics on small groups.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.rules import LEAST_ANSWERS

Atom = tuple[tuple[str, str], ...]  # ((dimension, group), ...) of an answer
Rounds = tuple[int, ...]
Shown = dict[str, frozenset[str]]  # {dimension: the groups that may be shown}

# What splits a round besides the groups, such as having answered the earlier one; it is shown of
# the round itself and never of several.
MARK, YES = "~", "yes"

# A prime: the rows hold ones only, so no minor of such a system is its multiple.
PRIME = 2_147_483_647
# A batch of rounds waits for all its dimensions up to this many times `least` answers, then takes
# those that hold; it goes without any from the second number on.
PATIENCE, END_OF_PATIENCE = 20, 80


@dataclass(frozen=True)
class Limits:
    """The least number of answers behind a number, and between two of them."""

    least: int = LEAST_ANSWERS
    step: int = LEAST_ANSWERS


ORDINARY = Limits()
SENSITIVE = Limits(least=20, step=10)


def limits_of(is_sensitive: bool) -> Limits:
    return SENSITIVE if is_sensitive else ORDINARY


@dataclass
class Unit:
    """A round, or small rounds pooled: how many answers of each kind, and its own splits."""

    rounds: Rounds
    atoms: Counter[Atom]
    split: Shown = field(default_factory=dict)

    @cached_property
    def n(self) -> int:
        return self.atoms.total()

    @cached_property
    def answers(self) -> list[tuple[dict[str, str], int]]:
        """[({dimension: group}, how many answers)]"""
        return [(dict(atom), number) for atom, number in self.atoms.items()]

    @cached_property
    def by_name(self) -> dict[str, dict[str, int]]:
        """{dimension: {group: how many answers}}, the dimensions in which some are known."""
        found: dict[str, dict[str, int]] = {}
        for atom, number in self.atoms.items():
            for name, group in atom:
                groups = found.setdefault(name, {})
                groups[group] = groups.get(group, 0) + number
        return found

    def sizes(self, name: str) -> dict[str, int]:
        """{group: how many answers}; of those not known the group is empty."""
        known = self.by_name.get(name, {})
        unknown = self.n - sum(known.values())
        return known | {"": unknown + known.get("", 0)} if unknown else known


@dataclass
class Settled:
    """For each round the rounds together with which its numbers are shown, itself if alone.

    `totals` is {round: rounds}, `groups` {(round, dimension, group): rounds}; what is missing is
    hidden. `done` are the rounds of which nothing more will ever be shown.
    """

    totals: dict[int, Rounds] = field(default_factory=dict)
    groups: dict[tuple[int, str, str], Rounds] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)


class Basis:
    """Independent columns, by elimination modulo a prime."""

    def __init__(self) -> None:
        self.pivots: dict[int, list[tuple[int, int]]] = {}

    def add(self, rows: int) -> bool:
        """Take the column of ones in the bits of `rows` if it is independent of those taken."""
        column = {place: 1 for place in range(rows.bit_length()) if rows >> place & 1}
        while column:
            pivot = min(column)
            factor = column.pop(pivot)
            known = self.pivots.get(pivot)
            if known is None:
                if factor != 1:
                    inverse = pow(factor, -1, PRIME)
                    column = {row: value * inverse % PRIME for row, value in column.items()}
                self.pivots[pivot] = list(column.items())
                return True
            for row, value in known:
                left = (column.get(row, 0) - factor * value) % PRIME
                if left:
                    column[row] = left
                else:
                    del column[row]
        return False


class ParityBasis:
    """The same modulo two, quick: what is independent here is independent, not the other way."""

    def __init__(self) -> None:
        self.pivots: dict[int, int] = {}

    def add(self, rows: int) -> bool:
        pivots = self.pivots
        while rows:
            place = rows.bit_length()
            if place not in pivots:
                pivots[place] = rows
                return True
            rows ^= pivots[place]
        return False


Column = tuple[int, int]  # its rows as bits, how many answers have it


def holds(columns: Mapping[tuple[Any, ...], int], step: int, *, is_crossing: bool = False) -> bool:
    """Whether no fewer than `step` answers can be told apart; {rows of an answer: how many}.

    Greedy, so it may refuse what would hold, never the other way round. Crossing: the rows are one
    total and two splits of it at most. Then each answer has one row of each split, when the total
    is less the one's rows; such a matrix is unimodular, and what modulo two tells is all.
    """
    rows = sorted(set(chain.from_iterable(columns)))
    bits = {row: 1 << place for place, row in enumerate(rows)}
    ordered = [
        (sum(map(bits.__getitem__, key)), number)
        for key, number in sorted(columns.items(), key=_most_first)
    ]
    # What is independent modulo two is so exactly, and no rank is over the number of rows.
    rank = _rank(ordered, ParityBasis())
    if rank < len(rows) and not is_crossing:
        rank = _rank(ordered, Basis())
    if _holds(ordered, step, rank, ParityBasis):
        return True
    return not is_crossing and _holds(ordered, step, rank, Basis)


def _most_first(column: tuple[tuple[Any, ...], int]) -> tuple[int, tuple[Any, ...]]:
    return -column[1], column[0]


def _rank(columns: Sequence[Column], basis: Basis | ParityBasis) -> int:
    return sum(basis.add(rows) for rows, _number in columns)


def _holds(
    columns: Sequence[Column], step: int, rank: int, kind: type[Basis] | type[ParityBasis]
) -> bool:
    """Whether the answers hold `step` disjoint sets that span everything, with bases of a kind."""
    # An answer serves one set at most.
    if sum(number for _rows, number in columns) < step * rank:
        return False
    left = columns
    for _number in range(step):
        add, lacking, rest = kind().add, rank, []
        for rows, number in left:
            is_taken = lacking > 0 and add(rows)
            lacking -= is_taken
            if number > is_taken:
                rest.append((rows, number - is_taken))
        if lacking:
            return False
        left = rest
    return True


def shown_groups(sizes: Mapping[str, int], limits: Limits, *, at_most: int = 1000) -> list[str]:
    """The groups that the threshold and the remainder rule leave, the largest first.

    An empty name (not known) is never one. `at_most` keeps the largest only.
    """
    known = {name: size for name, size in sizes.items() if name and size >= limits.least}
    shown = sorted(known, key=lambda name: (-known[name], name))[:at_most]
    rest = sum(sizes.values()) - sum(known[name] for name in shown)
    while shown and 0 < rest < limits.least:
        rest += known[shown.pop()]
    return shown


def settle(
    rounds: Sequence[tuple[int, Counter[Atom]]],
    limits: Limits = ORDINARY,
    *,
    allowed: Mapping[int, Shown] | None = None,
) -> Settled:
    """Decide what is shown of one item over rounds of one kind, in the order of their counting.

    `rounds` gives the valid answers by their groups. `allowed` are for each round the groups that
    may be shown of it at all.
    """
    settled = Settled()
    pool: list[tuple[int, Counter[Atom]]] = []
    batch: list[Unit] = []
    for key, atoms in rounds:
        if not atoms.total():
            settled.done.add(key)
            continue
        unit = Unit((key,), atoms)
        if unit.n >= limits.least:
            within = None if allowed is None else allowed.get(key, {})
            unit.split = own_split(unit, limits, within)
        else:
            pool.append((key, atoms))
            if sum(one.total() for _key, one in pool) < limits.least:
                continue
            merged = sum((one for _key, one in pool), Counter())
            unit = Unit(tuple(one for one, _atoms in pool), merged)
            pool = []
        settled.totals |= dict.fromkeys(unit.rounds, unit.rounds)
        for name, groups in unit.split.items():
            settled.groups |= {(key, name, group): (key,) for group in groups}
        batch.append(unit)
        together = _split_together(batch, limits)
        if together is None:
            continue
        _keep(settled, batch, together)
        batch = []
    return settled


def _keep(settled: Settled, batch: list[Unit], together: Shown) -> None:
    for name, groups in together.items():
        members = tuple(key for unit in batch if name not in unit.split for key in unit.rounds)
        for group in groups:
            settled.groups |= {(key, name, group): members for key in members}
    settled.done.update(key for unit in batch for key in unit.rounds)


def own_split(unit: Unit, limits: Limits, within: Shown | None = None) -> Shown:
    """The splits of a unit alone; `within` bounds them."""
    weights = tuple(sorted(unit.atoms.items()))
    bounds = None if within is None else tuple(sorted(within.items()))
    return dict(_own_split(weights, limits, bounds))


@lru_cache(maxsize=4096)
def _own_split(
    weights: tuple[tuple[Atom, int], ...],
    limits: Limits,
    bounds: tuple[tuple[str, frozenset[str]], ...] | None,
) -> Shown:
    unit = Unit((0,), Counter(dict(weights)))
    within = None if bounds is None else dict(bounds)
    return _split([unit], limits, within, has_marks=True)


def _split(
    units: list[Unit], limits: Limits, within: Shown | None = None, *, has_marks: bool = False
) -> Shown:
    """The dimensions, the most important first, with those groups that hold beside the others."""
    names = _dimensions(units, has_marks=has_marks)
    all_sizes = {name: _bounded_sizes(units, name, within) for name in names}
    # All at once holds most often, and then each one holds beside those before it.
    whole = {name: frozenset(shown_groups(all_sizes[name], limits)) for name in names}
    whole = {name: groups for name, groups in whole.items() if groups}
    if not whole or _hold(units, whole, limits):
        return whole
    chosen: Shown = {}
    for name, groups in whole.items():
        tried = chosen | {name: groups}
        while tried[name] and (tried == whole or not _hold(units, tried, limits)):
            fewer = shown_groups(all_sizes[name], limits, at_most=len(tried[name]) - 1)
            tried[name] = frozenset(fewer)
        if tried[name]:
            chosen = tried
    return chosen


def _hold(units: list[Unit], together: Shown, limits: Limits) -> bool:
    """Whether these groups may be shown beside what the units show alone."""
    is_crossing = len(units) == 1 and len(together) + len(units[0].split) <= 2
    return holds(_columns(units, together), limits.step, is_crossing=is_crossing)


def _bounded_sizes(units: list[Unit], name: str, within: Shown | None) -> dict[str, int]:
    """How many answers each group has; those that may not be shown count as not known."""
    sizes = _sizes(units, name)
    if within is None or name.startswith(MARK):
        return sizes
    may = within.get(name, frozenset())
    hidden = sum(size for group, size in sizes.items() if group not in may)
    return {group: sizes[group] for group in sizes if group in may} | {"": hidden}


def _split_together(batch: list[Unit], limits: Limits) -> Shown | None:
    """The splits over the batch of what its units do not split alone; None: wait for more."""
    names = _dimensions(batch)
    n = sum(unit.n for unit in batch)
    if n < limits.least * PATIENCE:
        shown = [shown_groups(_sizes(batch, name), limits) for name in names]
        rank = sum(1 + sum(map(len, unit.split.values())) for unit in batch) - len(names)
        if not all(shown) or n < limits.step * (rank + sum(map(len, shown)) - len(names)):
            return None
    together = _split(batch, limits)
    is_whole = len(together) == len(names)
    has_waited = n >= limits.least * (PATIENCE if together else END_OF_PATIENCE)
    return together if is_whole or has_waited else None


def _dimensions(units: list[Unit], *, has_marks: bool = False) -> list[str]:
    """The dimensions that some unit does not split alone."""
    known = {
        name
        for unit in units
        for name, groups in unit.by_name.items()
        if name not in unit.split and (has_marks or not name.startswith(MARK)) and any(groups)
    }
    order = list(DIMENSIONS)
    return sorted(known, key=lambda name: (order.index(name) if name in order else 99, name))


def _sizes(units: list[Unit], name: str) -> dict[str, int]:
    """{group: how many answers} over the units that do not split the dimension alone."""
    sizes: Counter[str] = Counter()
    for unit in units:
        if name not in unit.split:
            for group, number in unit.sizes(name).items():
                sizes[group] += number
    return dict(sizes)


def _columns(units: list[Unit], together: Shown) -> dict[tuple[Any, ...], int]:
    """{the rows that count an answer: how many answers}; what is no group's needs no row."""
    columns: dict[tuple[Any, ...], int] = defaultdict(int)
    shared: Shown = {}
    for name, groups in together.items():
        of_all = [of for unit in units if name not in unit.split for of, _n in unit.answers]
        shared[name] = _telling(of_all, name, groups)
    for unit in units:
        own = unit.answers
        key = unit.rounds[0]
        splits = [((2, 0), name, shared[name]) for name in shared if name not in unit.split]
        for name, groups in unit.split.items():
            splits.append(((1, key), name, _telling([of for of, _n in own], name, groups)))
        rows_of = [
            (name, {group: (*place, name, group) for group in shown})
            for place, name, shown in splits
        ]
        total = (0, key, "", "")
        for of, number in own:
            rows = [rows[of[name]] for name, rows in rows_of if of.get(name) in rows]
            columns[total, *rows] += number
    return columns


def _telling(
    answers: Iterable[Mapping[str, str]], name: str, groups: frozenset[str]
) -> frozenset[str]:
    """The groups without one, if they count every answer: it is the totals less the others."""
    if not groups or any(of.get(name) not in groups for of in answers):
        return groups
    return groups - {min(groups)}
