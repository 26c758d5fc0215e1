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

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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

    @property
    def n(self) -> int:
        return self.atoms.total()


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
        self.pivots: dict[int, Any] = {}

    @property
    def rank(self) -> int:
        return len(self.pivots)

    def add(self, rows: Iterable[int]) -> bool:
        """Take the column of ones in `rows` if it is independent of those taken."""
        column = dict.fromkeys(rows, 1)
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


class ParityBasis(Basis):
    """The same modulo two, quick: what is independent here is independent, not the other way."""

    def add(self, rows: Iterable[int]) -> bool:
        column = sum(1 << row for row in rows)
        while column:
            pivot = column.bit_length()
            if pivot not in self.pivots:
                self.pivots[pivot] = column
                return True
            column ^= self.pivots[pivot]
        return False


def holds(columns: Mapping[tuple[Any, ...], int], step: int) -> bool:
    """Whether no fewer than `step` answers can be told apart; {rows of an answer: how many}.

    Greedy, so it may refuse what would hold, never the other way round.
    """
    rows = sorted({row for key in columns for row in key})
    places = {row: place for place, row in enumerate(rows)}
    ordered = [
        ([places[row] for row in key], number)
        for key, number in sorted(columns.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return _holds(ordered, step, ParityBasis) or _holds(ordered, step, Basis)


def _holds(columns: Sequence[tuple[list[int], int]], step: int, kind: type["Basis"]) -> bool:
    """The same with bases of one kind; the first one is always exact, as it tells the rank."""
    exact = Basis()
    whole = sum(exact.add(rows) for rows, _number in columns)
    bases = [kind() for _number in range(step)]
    for rows, number in columns:
        left = number
        for basis in bases:
            if not left:
                break
            if basis.rank < whole:
                left -= basis.add(rows)
    return all(basis.rank == whole for basis in bases)


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
    if holds(_columns(units, whole), limits.step):
        return whole
    chosen: Shown = {}
    for name, sizes in all_sizes.items():
        shown = shown_groups(sizes, limits)
        while shown and not holds(_columns(units, chosen | {name: frozenset(shown)}), limits.step):
            shown = shown_groups(sizes, limits, at_most=len(shown) - 1)
        if shown:
            chosen[name] = frozenset(shown)
    return chosen


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
        name: None
        for unit in units
        for atom in unit.atoms
        for name, group in atom
        if group and name not in unit.split and (has_marks or not name.startswith(MARK))
    }
    order = list(DIMENSIONS)
    return sorted(known, key=lambda name: (order.index(name) if name in order else 99, name))


def _sizes(units: list[Unit], name: str) -> dict[str, int]:
    """{group: how many answers} over the units that do not split the dimension alone."""
    sizes: Counter[str] = Counter()
    for unit in units:
        if name not in unit.split:
            for atom, number in unit.atoms.items():
                sizes[dict(atom).get(name, "")] += number
    return dict(sizes)


def _columns(units: list[Unit], together: Shown) -> dict[tuple[Any, ...], int]:
    """{the rows that count an answer: how many answers}; what is no group's needs no row."""
    columns: Counter[tuple[Any, ...]] = Counter()
    for unit in units:
        key = unit.rounds[0]
        shared = {name: groups for name, groups in together.items() if name not in unit.split}
        for atom, number in unit.atoms.items():
            of = dict(atom)
            own = [
                (1, key, name, of[name]) for name in unit.split if of.get(name) in unit.split[name]
            ]
            all_ = [(2, 0, name, of[name]) for name in shared if of.get(name) in shared[name]]
            columns[((0, key, "", ""), *own, *all_)] += number
    return dict(columns)
