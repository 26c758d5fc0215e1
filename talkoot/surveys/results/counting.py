"""Counts the answers of a round, item by item, for each combination of groups that occurs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from talkoot.surveys import rules
from talkoot.surveys.models import Item, Response, Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.results.suppression import MARK, YES, Atom

CHUNK = 2000
WHOLE = ""  # The item code of the row that counts a round's answers whole.
# (name, {code of an item of numbers: the pseudonyms of those who have the mark})
Marks = Sequence[tuple[str, Mapping[str, Set[str]]]]
Kind = Item.Kind
NUMBER_KINDS = frozenset({Kind.NUMBER, Kind.MONEY})
# Answers of one short value, which recur; texts are not kept in memory.
PLAIN_KINDS = (rules.COUNTED_KINDS | NUMBER_KINDS) - {Kind.SEVERAL}
Alike = dict[str, dict[str | None, int]]  # {item code: {answer: of how many}}


class Options(dict[str, int]):
    """How many chose each option, none of what is not there; a Counter is slow to make."""

    def __missing__(self, option: str) -> int:
        return 0


@dataclass(slots=True)
class Count:
    """The answers to an item in some set: `n` valid ones; the options chosen; a sum of numbers."""

    n: int = 0
    cannot_say: int = 0
    missing: int = 0
    options: Options = field(default_factory=Options)
    total: Decimal = Decimal(0)

    def add(self, other: "Count") -> None:
        whole = sum_of([self, other])
        self.n, self.cannot_say, self.missing = whole.n, whole.cannot_say, whole.missing
        self.options, self.total = whole.options, whole.total


def sum_of(counts: Iterable[Count]) -> Count:
    """A count of all that the counts have counted."""
    n = cannot_say = missing = 0
    options = Options()
    total = Decimal(0)
    for count in counts:
        n += count.n
        cannot_say += count.cannot_say
        missing += count.missing
        for option, number in count.options.items():
            options[option] = options.get(option, 0) + number
        if count.total:
            total += count.total
    return Count(n, cannot_say, missing, options, total)


class RoundCount:
    """All that is counted of a round.

    `responses` is {groups: how many answered}, `cells` {groups: {item code: count}}; `items` gives
    the codes.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = list(items)
        self.codes = {code: item for item in self.items for code in codes_of(item)}
        self.responses: Counter[Atom] = Counter()
        self.cells: dict[Atom, dict[str, Count]] = {}

    def add_all(self, responses: "QuerySet[Response]", marks: Marks = ()) -> None:
        """Read the answers in pieces; the memory it takes does not grow with them.

        A mark is a name and, for each item, who has it: a split that is no group's.
        """
        has_conditions = any(
            item.condition_item or (item.section and item.section.condition_item)
            for item in self.items
        )
        plain = [] if marks else [item for item in self.items if item.kind in PLAIN_KINDS]
        alike: dict[Atom, Alike] = {}
        rows = responses.order_by().values_list("groups", "panel", "answers")
        for groups, panel, answers in rows.iterator(chunk_size=CHUNK):
            atom: Atom = tuple(
                sorted((name, str(group)) for name, group in groups.items() if group)
            )
            self.responses[atom] += 1
            if atom not in alike:
                alike[atom] = {item.code: {} for item in plain}
            seen = alike[atom]
            for item in rules.asked_items(self.items, answers) if has_conditions else self.items:
                value = answers.get(item.code)
                if item.code in seen and (value is None or type(value) is str):
                    values = seen[item.code]
                    values[value] = values.get(value, 0) + 1
                else:
                    self._add(item, value, atom, panel, marks)
        self._add_alike(plain, alike)

    def _add(self, item: Item, given: Any, atom: Atom, panel: str, marks: Marks) -> None:
        kind = Kind.ONE if item.kind == Kind.MATRIX else item.kind
        for code, value in parts_of(item, given):
            own = [(name, YES) for name, who in marks if panel in who.get(code, ())]
            _count_one(self.cells_of((*atom, *own))[code], kind, value)

    def _add_alike(self, items: Sequence[Item], alike: Mapping[Atom, Alike]) -> None:
        """The same answer of many is looked at once."""
        for atom, by_code in alike.items():
            cells = self.cells_of(atom)
            for item in items:
                for value, times in by_code[item.code].items():
                    _count_one(cells[item.code], item.kind, value, times)

    def cells_of(self, atom: Atom) -> dict[str, Count]:
        if atom not in self.cells:
            self.cells[atom] = {code: Count() for code in self.codes}
        return self.cells[atom]

    @cached_property
    def members(self) -> dict[tuple[str, str], list[dict[str, Count]]]:
        """{(dimension, group): its cells}; asked for when all has been added."""
        found: dict[tuple[str, str], list[dict[str, Count]]] = {}
        for atom, cells in self.cells.items():
            for pair in atom:
                if not pair[0].startswith(MARK):
                    found.setdefault(pair, []).append(cells)
        return found

    def total(self, code: str) -> Count:
        return sum_of([cells[code] for cells in self.cells.values()])

    def by_group(self, code: str) -> dict[tuple[str, str], Count]:
        """{(dimension, group): count}"""
        return {
            pair: sum_of([cells[code] for cells in members])
            for pair, members in self.members.items()
        }

    def valid(self, code: str) -> Counter[Atom]:
        """How many valid answers there are to the item, by their groups."""
        found = {atom: cells[code].n for atom, cells in self.cells.items()}
        valid = Counter({atom: n for atom, n in found.items() if n})
        return self.responses if valid == self.responses else valid


def count_round(survey: Round, marks: Marks = ()) -> RoundCount:
    """All answers of the round."""
    counted = RoundCount(survey_items(survey))
    counted.add_all(Response.objects.filter(round=survey), marks)
    return counted


def codes_of(item: Item) -> list[str]:
    """The codes by which an item is counted: a matrix has one for each row."""
    if item.kind == Kind.MATRIX:
        return [f"{item.code}.{row}" for row in rules.codes_of(item.rows)]
    return [item.code]


def parts_of(item: Item, value: Any) -> list[tuple[str, Any]]:
    """The answer by the codes by which it is counted: of a matrix each row's."""
    if item.kind == Kind.MATRIX:
        given = value if isinstance(value, Mapping) else {}
        return [(f"{item.code}.{row['code']}", given.get(row["code"])) for row in item.rows]
    return [(item.code, value)]


def _count_one(cell: Count, kind: str, value: Any, times: int = 1) -> None:
    if not rules.has_answer(value):
        cell.missing += times
    elif value == rules.CANNOT_SAY or (kind == Kind.EFFECT and str(value) == "0"):
        cell.cannot_say += times
    else:
        cell.n += times
        options = cell.options
        for option in chosen(kind, value):
            options[option] = options.get(option, 0) + times
        if kind in NUMBER_KINDS:
            cell.total += times * _number(value)


def chosen(kind: str, value: Any) -> Iterable[str]:
    """What an answer counts as: of several options each, of a ranking "option.place"."""
    if kind == Kind.RANKING and isinstance(value, list):
        return [f"{code}.{place}" for place, code in enumerate(value, start=1)]
    if kind == Kind.SEVERAL and isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if kind in rules.COUNTED_KINDS else []


def _number(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
