"""The columns that a question makes in a set of single answers, with their labels."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.grades import grade_value
from talkoot.surveys.models import Item
from talkoot.surveys.rules import CANNOT_SAY, has_answer
from talkoot.surveys.texts import options_of, rows_of

Kind = Item.Kind
UNSAID = 99  # "Cannot say", a missing value by agreement.
STEPPED = frozenset({Kind.GRADE, Kind.SCALE, Kind.EFFECT, Kind.NPS})
# What could tell who answered, and what is no answer to count.
LEFT_OUT = frozenset(
    {Kind.ORGANISATION, Kind.PEOPLE, Kind.FILE, Kind.DATE, Kind.NUMBER, Kind.MONEY}
)
Value = int | float | str | None
# Names as SPSS takes them: at most 64 bytes, a letter first, no word of its own language.
LONGEST_NAME = 60
RESERVED = frozenset("all and by eq ge gt le lt ne not or to with row_id".split())


@dataclass(frozen=True)
class Column:
    """`value(answer)` of the item's stored answer; `labels` name the values.

    `code` is that of the result that counts the column.
    """

    name: str
    label: str
    item: Item
    value: Callable[[Any], Value]
    kind: str = "whole"
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: int | None = None
    measure: str = "ordinal"
    row: str = ""

    @property
    def code(self) -> str:
        return f"{self.item.code}.{self.row}" if self.row else self.item.code


def columns_of(item: Item) -> list[Column]:
    """None of open answers, which go along apart, and of what could tell who answered."""
    name = item.code.replace("-", "_")
    if item.kind in STEPPED or item.kind == Kind.YES_NO:
        return [_steps(item, name, item.text, lambda answer: answer)]
    if item.kind == Kind.SCHOOL_GRADE:
        return [
            Column(name, item.text, item, _grade, "number", {str(UNSAID): _("cannot say")},
                   UNSAID, "scale")
        ]  # fmt: skip
    if item.kind == Kind.MATRIX:
        return [
            _steps(item, f"{name}_{_name(code)}", f"{item.text} – {text}", _row(code), row=code)
            for code, text in rows_of(item)
        ]
    if item.kind == Kind.ONE:
        codes = [code for code, _text in options_of(item)]
        labels = {str(n): text for n, (_code, text) in enumerate(options_of(item), 1)}
        return [Column(name, item.text, item, _number_in(codes), labels=labels, measure="nominal")]
    if item.kind == Kind.SEVERAL:
        return [_is_chosen(item, name, code, text) for code, text in options_of(item)]
    if item.kind == Kind.RANKING:
        return [
            Column(f"{name}_{_name(code)}", f"{item.text} – {text}", item, _place(code))
            for code, text in options_of(item)
            if code != CANNOT_SAY
        ]
    return []


def named_apart(columns: Iterable[Column]) -> list[Column]:
    """The columns with names that every tool takes, each of them once."""
    used = set(RESERVED)
    found = []
    for column in columns:
        is_plain = column.name[0].isalpha() and not column.name.startswith("group_")
        base = (column.name if is_plain else f"q_{column.name}")[:LONGEST_NAME]
        name, number = base, 1
        while name in used:
            number += 1
            name = f"{base[: LONGEST_NAME - 4]}_{number}"
        used.add(name)
        found.append(replace(column, name=name))
    return found


def _name(code: str) -> str:
    return code.replace("-", "_")


def _steps(
    item: Item, name: str, label: str, part: Callable[[Any], Any], *, row: str = ""
) -> Column:
    numbers = {"yes": 1, "no": 0, CANNOT_SAY: UNSAID}
    if item.kind == Kind.EFFECT:
        numbers["0"] = UNSAID
    options = [(code, text) for code, text in options_of(item)]
    if item.kind == Kind.MATRIX and not all(code.lstrip("-").isdigit() or code in numbers
                                            for code, _text in options):  # fmt: skip
        # Steps without numbers: the first is the best.
        steps = [code for code, _text in options if code not in numbers]
        numbers |= {code: len(steps) - place for place, code in enumerate(steps)}

    def number(code: Any) -> int | None:
        text = str(code)
        if text in numbers:
            return numbers[text]
        return int(text) if text.lstrip("-").isdigit() else None

    def value(answer: Any) -> Value:
        found = part(answer)
        return number(found) if has_answer(found) else None

    labels = {str(number(code)): text for code, text in options if number(code) is not None}
    missing = UNSAID if str(UNSAID) in labels else None
    return Column(name, label, item, value, labels=labels, missing=missing, row=row)


def _row(code: str) -> Callable[[Any], Any]:
    return lambda answer: answer.get(code) if isinstance(answer, dict) else None


def _grade(answer: Any) -> Value:
    if answer == CANNOT_SAY:
        return float(UNSAID)
    value = grade_value(str(answer)) if has_answer(answer) else None
    return None if value is None else float(value)


def _number_in(codes: list[str]) -> Callable[[Any], Value]:
    numbers = {code: number for number, code in enumerate(codes, 1)}
    return lambda answer: numbers.get(str(answer))


def _place(code: str) -> Callable[[Any], Value]:
    return lambda answer: (
        answer.index(code) + 1 if isinstance(answer, list) and code in answer else None
    )


def _is_chosen(item: Item, name: str, code: str, text: str) -> Column:
    labels = {"0": _("not chosen"), "1": _("chosen")}

    def value(answer: Any) -> Value:
        return int(code in answer) if isinstance(answer, list) else None

    column = f"{name}_{_name(code)}"
    return Column(column, f"{item.text} – {text}", item, value, labels=labels, measure="nominal")
