"""Answers as they are kept (JSON, in no language) and as their fields hold them."""

import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import number_format

from talkoot.surveys.models import Item


def stored_of(value: Any) -> Any:
    """A field's value as an answer is kept: decimals and dates as text, in no language."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def initial_of(item: Item, answer: Any) -> Any:
    """What the field shows of an answer that is kept."""
    if not answer or item.kind not in (Item.Kind.NUMBER, Item.Kind.MONEY, Item.Kind.DATE):
        return answer
    try:
        if item.kind == Item.Kind.DATE:
            return datetime.date.fromisoformat(str(answer))
        return Decimal(str(answer))
    except (ValueError, InvalidOperation):
        return answer  # Of an earlier kind of the same code: shown as it was written.


def number_text(value: Decimal | None) -> str:
    """A number as the language writes it, with no needless decimals: 2, 1,5 or 1200,50."""
    if value is None:
        return ""
    if value == value.to_integral_value():
        return str(number_format(int(value)))
    return str(number_format(value.normalize()))
