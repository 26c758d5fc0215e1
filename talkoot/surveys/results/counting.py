"""Counts the answers of a round, item by item, for each combination of groups that occurs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
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


@dataclass
class Count:
    """The answers to an item in some set: `n` valid ones; the options chosen; a sum of numbers."""

    n: int = 0
    cannot_say: int = 0
    missing: int = 0
    options: Counter[str] = field(default_factory=Counter)
    total: Decimal = Decimal(0)

    def add(self, other: "Count") -> None:
        self.n += other.n
        self.cannot_say += other.cannot_say
        self.missing += other.missing
        for option, number in other.options.items():  # Counter.update is slow for a handful
            self.options[option] += number
        self.total += other.total


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
        rows = responses.order_by().values_list("groups", "panel", "answers")
        for groups, panel, answers in rows.iterator(chunk_size=CHUNK):
            atom: Atom = tuple(
                sorted((name, str(group)) for name, group in groups.items() if group)
            )
            self.responses[atom] += 1
            cells = self.cells_of(atom)
            for item in rules.asked_items(self.items, answers) if has_conditions else self.items:
                kind = Kind.ONE if item.kind == Kind.MATRIX else item.kind
                for code, value in parts_of(item, answers.get(item.code)):
                    cell = cells[code]
                    if marks:
                        own = [(name, YES) for name, who in marks if panel in who.get(code, ())]
                        cell = self.cells_of((*atom, *own))[code] if own else cell
                    _count_one(cell, kind, value)

    def cells_of(self, atom: Atom) -> dict[str, Count]:
        if atom not in self.cells:
            self.cells[atom] = {code: Count() for code in self.codes}
        return self.cells[atom]

    def total(self, code: str) -> Count:
        whole = Count()
        for cells in self.cells.values():
            whole.add(cells[code])
        return whole

    def by_group(self, code: str) -> dict[tuple[str, str], Count]:
        """{(dimension, group): count}"""
        groups: dict[tuple[str, str], Count] = {}
        for atom, cells in self.cells.items():
            for pair in atom:
                if pair[0].startswith(MARK):
                    continue
                groups.setdefault(pair, Count()).add(cells[code])
        return groups

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


def _count_one(cell: Count, kind: str, value: Any) -> None:
    if not rules.has_answer(value):
        cell.missing += 1
    elif value == rules.CANNOT_SAY or (kind == Kind.EFFECT and str(value) == "0"):
        cell.cannot_say += 1
    else:
        cell.n += 1
        for option in chosen(kind, value):
            cell.options[option] += 1
        if kind in NUMBER_KINDS:
            cell.total += _number(value)


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
