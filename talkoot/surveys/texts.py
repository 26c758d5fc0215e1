"""Questions and answers in words."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.grades import GRADES
from talkoot.core.templatetags.ui import day
from talkoot.people.models import ParticipantRole
from talkoot.surveys.models import Item
from talkoot.surveys.rules import (
    CANNOT_SAY,
    CANNOT_SAY_KINDS,
    EFFECT_STEPS,
    has_answer,
    option_text,
)
from talkoot.surveys.values import initial_of, number_text

TEXT_KINDS = frozenset({Item.Kind.TEXT, Item.Kind.SHORT_TEXT})
# Kinds whose options are written to each item.
CHOSEN_KINDS = frozenset({Item.Kind.ONE, Item.Kind.SEVERAL, Item.Kind.RANKING, Item.Kind.MATRIX})


def missing_sentence(item: Item, answer: Any = None) -> str:
    """What to do about a question without an answer, or with a part of one."""
    question = {"question": item.text}
    if item.kind == Item.Kind.RANKING:
        return _("Give a place to each option in “%(question)s”.") % question
    if item.kind == Item.Kind.MATRIX and has_answer(answer):
        missing = [text for code, text in rows_of(item) if code not in answer]
        return _("Answer these rows of “%(question)s” too: %(rows)s.") % {
            **question,
            "rows": ", ".join(missing),
        }
    if item.kind == Item.Kind.MATRIX:
        return _("Answer each row of “%(question)s”.") % question
    if item.kind in TEXT_KINDS:
        return _("Write an answer to the question “%(question)s”.") % question
    if item.kind == Item.Kind.FILE:
        return _("Choose a file for “%(question)s”.") % question
    return _("Answer the question “%(question)s”.") % question


def options_of(item: Item) -> list[tuple[str, str]]:
    """What may be chosen, in the active language; empty where nothing is chosen.

    Of a matrix the steps of each row, of a ranking what is put in order.
    """
    options = _own_options(item)
    if item.has_cannot_say and item.kind in CANNOT_SAY_KINDS:
        options = [*options, (CANNOT_SAY, capfirst(_("cannot say")))]
    return options


def rows_of(item: Item) -> list[tuple[str, str]]:
    """The rows of a matrix in the active language."""
    return [(row["code"], option_text(row)) for row in item.rows]


def _own_options(item: Item) -> list[tuple[str, str]]:
    if item.kind == Item.Kind.SCALE:
        names = {option["code"]: option_text(option) for option in item.options}
        least = 1 if item.least is None else int(item.least)
        steps = range(least, int(item.most or 5) + 1)
        return [(str(step), names.get(str(step), str(step))) for step in steps]
    if item.kind in CHOSEN_KINDS:
        return [(option["code"], option_text(option)) for option in item.options]
    return [(value, capfirst(text)) for value, text in choices_of(item.kind)]


def choices_of(kind: str) -> list[tuple[str, str]]:
    """What may be answered to any item of this kind; empty where each has options of its own."""
    if kind == Item.Kind.GRADE:
        return [
            ("5", _("5 – excellent, fully agree")),
            ("4", "4"),
            ("3", "3"),
            ("2", "2"),
            ("1", _("1 – poor, fully disagree")),
        ]
    if kind == Item.Kind.EFFECT:
        effects = [
            _("very positively"),
            _("somewhat positively"),
            _("not at all"),
            _("somewhat negatively"),
            _("very negatively"),
            _("cannot say"),
        ]
        return list(zip(EFFECT_STEPS, effects, strict=True))
    if kind == Item.Kind.NPS:
        ends = {"0": _("0 – not at all likely"), "10": _("10 – very likely")}
        return [(step, ends.get(step, step)) for step in map(str, range(11))]
    if kind == Item.Kind.SCHOOL_GRADE:
        return [(grade, grade) for grade in GRADES]
    return [("yes", _("yes")), ("no", _("no"))] if kind == Item.Kind.YES_NO else []


def answer_text(item: Item, answer: Any, *, names: Mapping[str, str] | None = None) -> str:
    """An answer in words, lines apart; `names` {value: name} of supplied choices and keys."""
    if not has_answer(answer):
        return ""
    if item.kind in TEXT_KINDS:
        return str(answer)
    known = {**dict(options_of(item)), **(names or {})}
    if isinstance(answer, Mapping | list):
        return "\n".join(_lines(item, answer, known))
    shown = initial_of(item, answer)
    if isinstance(shown, Decimal):
        return f"{number_text(shown)} €" if item.kind == Item.Kind.MONEY else number_text(shown)
    if isinstance(shown, datetime.date):
        return day(shown)
    return str(known.get(str(answer), answer))


def _lines(item: Item, answer: Any, known: Mapping[str, Any]) -> list[str]:
    """An answer of several parts: counts of people, rows of a matrix, options in order or not."""
    if item.kind == Item.Kind.PEOPLE:
        roles = ParticipantRole
        return [f"{capfirst(role.label)}: {answer[role]}" for role in roles if answer.get(role)]
    if isinstance(answer, Mapping):
        steps = {row: known.get(str(step), step) for row, step in answer.items()}
        return [f"{text}: {steps[code]}" for code, text in rows_of(item) if code in steps]
    texts = [str(known.get(str(value), value)) for value in answer]
    is_order = item.kind == Item.Kind.RANKING
    return [f"{place}. {text}" for place, text in enumerate(texts, 1)] if is_order else texts
