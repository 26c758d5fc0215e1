"""The registry of published figures: each has a definition, n, an as-of date and its records."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.functional import Promise

Number = int | Decimal | None
Text = str | Promise


@dataclass(frozen=True)
class Counted:
    """What a figure's function returns.

    `value` is None when nothing can be said (no records). `n` is the number of records that the
    value rests on; `records` are those records, to be opened one by one.
    """

    value: Number
    n: int
    records: "models.QuerySet[Any]"


@dataclass(frozen=True)
class Figure:
    """A published number. `count` is a function of (programme, as_of).

    `has_public_records`: everybody may open the records; else only the programme office may.
    """

    id: str
    label: Text
    unit: Text
    definition: Text
    base: Text
    count: Callable[[Any, datetime.date], Counted]
    decimals: int = 0
    has_public_records: bool = False

    def rounded(self, value: Number) -> Number:
        """Half up, to `decimals`; the raw value stays in Counted."""
        if value is None or isinstance(value, int):
            return value
        step = Decimal(1).scaleb(-self.decimals)
        return value.quantize(step, rounding=ROUND_HALF_UP)

    def shown(self, value: Number) -> str:
        """The rounded value as the active language writes it; a dash when nothing can be said."""
        rounded = self.rounded(value)
        if rounded is None:
            return "–"
        if rounded == int(rounded):
            rounded = int(rounded)
        return str(formats.number_format(rounded, force_grouping=True))


_registry: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    """Add a figure; an app's figures.py does this at import, its AppConfig imports it."""
    if figure.id in _registry:
        raise ValueError(f"Figure {figure.id} is registered twice.")
    _registry[figure.id] = figure
    return figure


def all_figures() -> Iterable[Figure]:
    """Every figure, in the order of registration: from the application to what came of it."""
    return list(_registry.values())


def get_figure(figure_id: str) -> Figure | None:
    return _registry.get(figure_id)
