"""Questions and answers in words."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.templatetags.ui import day
from talkoot.people.models import ParticipantRole
from talkoot.surveys.models import Item
from talkoot.surveys.rules import EFFECT_STEPS, has_answer, option_text
from talkoot.surveys.values import initial_of, number_text

TEXT_KINDS = frozenset({Item.Kind.TEXT, Item.Kind.SHORT_TEXT})


def missing_sentence(item: Item) -> str:
    """What to do about a question without an answer."""
    question = {"question": item.text}
    if item.kind in TEXT_KINDS:
        return _("Write an answer to the question “%(question)s”.") % question
    if item.kind == Item.Kind.FILE:
        return _("Choose a file for “%(question)s”.") % question
    return _("Answer the question “%(question)s”.") % question


def options_of(item: Item) -> list[tuple[str, str]]:
    """What may be chosen, in the active language; empty where nothing is chosen."""
    if item.kind == Item.Kind.SCALE:
        names = {option["code"]: option_text(option) for option in item.options}
        least = 1 if item.least is None else int(item.least)
        steps = range(least, int(item.most or 5) + 1)
        return [(str(step), names.get(str(step), str(step))) for step in steps]
    if item.kind in (Item.Kind.ONE, Item.Kind.SEVERAL):
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
    return [("yes", _("yes")), ("no", _("no"))] if kind == Item.Kind.YES_NO else []


def answer_text(item: Item, answer: Any, *, names: Mapping[str, str] | None = None) -> str:
    """An answer in words, lines apart; `names` {value: name} of supplied choices and keys."""
    if not has_answer(answer):
        return ""
    if item.kind in TEXT_KINDS:
        return str(answer)
    if item.kind == Item.Kind.PEOPLE:
        roles = ParticipantRole
        return "\n".join(
            f"{capfirst(role.label)}: {answer[role]}" for role in roles if answer.get(role)
        )
    known = {**dict(options_of(item)), **(names or {})}
    if isinstance(answer, list):
        return "\n".join(str(known.get(str(value), value)) for value in answer)
    shown = initial_of(item, answer)
    if isinstance(shown, Decimal):
        return f"{number_text(shown)} €" if item.kind == Item.Kind.MONEY else number_text(shown)
    if isinstance(shown, datetime.date):
        return day(shown)
    return str(known.get(str(answer), answer))
