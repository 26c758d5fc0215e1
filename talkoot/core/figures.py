"""The registry of published figures: each has a definition, n, an as-of date and its records.

Figures are counted in batches: those that are a number of records share one query, the others
share what they read.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import CharField, Count, Value
from django.utils import formats
from django.utils.functional import Promise

Number = int | Decimal | None
Text = str | Promise
Records = models.QuerySet[Any]


@dataclass(frozen=True)
class Counted:
    """A figure on one day.

    `value` is None when nothing can be said (no records). `n` is how many the value rests on;
    `records` are read when somebody opens them.
    """

    value: Number
    n: int
    records: Records


@dataclass(frozen=True)
class Measure:
    """How to compute a figure that is more than the number of its records.

    `read` is a function of (programme, as_of) that makes one query; figures that name the same
    `read` share what it returned. `value` makes (value, n) of that.
    """

    read: Callable[[Any, datetime.date], Any]
    value: Callable[[Any], tuple[Number, int]]


@dataclass(frozen=True)
class Breakdown:
    """The figure by group, shown under it: the title, the heads of the columns, and the rows.

    `rows` is a function of (programme, as_of) that gives lists of cells, the group's name first.
    """

    title: Text
    columns: tuple[Text, ...]
    rows: Callable[[Any, datetime.date], list[list[Any]]]


@dataclass(frozen=True)
class Part:
    """A value that stands under a figure, such as one service area's share.

    `key` is stable over languages: published values name it.
    """

    key: str
    label: Text
    value: Number
    n: int


@dataclass(frozen=True)
class Figure:
    """A published number. `records` is a function of (programme, as_of).

    Without `measure` the figure is the number of its records.
    `has_public_records`: everybody may open the records; else only the programme office may.
    `version` grows when the definition changes, `code` is the place in the list of what a final
    report publishes. `parts` gives (programme, as_of) the values under the figure, in `part_unit`
    or else in the unit of the figure. A figure that `is_detail` is left out of the overview: it
    stands in the whole list.
    """

    id: str
    label: Text
    unit: Text
    definition: Text
    base: Text
    records: Callable[[Any, datetime.date], Records]
    measure: Measure | None = None
    decimals: int = 0
    has_public_records: bool = False
    breakdown: Breakdown | None = None
    code: str = ""
    version: int = 1
    parts: Callable[[Any, datetime.date], list[Part]] | None = None
    part_unit: Text | None = None
    is_detail: bool = False

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


def count_figures(
    figures: Iterable[Figure], programme: Any, as_of: datetime.date
) -> dict[str, Counted]:
    """{figure id: what it counts}: one query for all numbers of records, one for each `read`."""
    figures = list(figures)
    records = {figure.id: figure.records(programme, as_of) for figure in figures}
    numbers = _numbers({row.id: records[row.id] for row in figures if row.measure is None})
    reads = dict.fromkeys(row.measure.read for row in figures if row.measure)
    readings = {read: read(programme, as_of) for read in reads}

    def measured(figure: Figure) -> tuple[Number, int]:
        if figure.measure:
            return figure.measure.value(readings[figure.measure.read])
        number = numbers.get(figure.id, 0)
        return number, number

    return {row.id: Counted(*measured(row), records[row.id]) for row in figures}


def _numbers(records: dict[str, Records]) -> dict[str, int]:
    """{figure id: how many records}, in one query; what can have none is left out."""
    if not records:
        return {}
    first, *others = (
        rows.order_by()
        .values(figure=Value(key, CharField()))
        .annotate(number=Count("pk", distinct=rows.query.distinct))
        .values_list("figure", "number")
        for key, rows in records.items()
    )
    return dict(first.union(*others, all=True))


def largest_remainder(counts: Sequence[int], total: int = 100) -> list[int]:
    """Whole shares of `total` that sum to it: those with the largest remainders are rounded up.

    Of equal remainders the earlier one goes first. Nothing gives nothing.
    """
    whole = sum(counts)
    if not whole:
        return [0 for _count in counts]
    shares = [count * total // whole for count in counts]
    rests = sorted(range(len(counts)), key=lambda at: (-(counts[at] * total % whole), at))
    for at in rests[: total - sum(shares)]:
        shares[at] += 1
    return shares


def share(part: int, whole: int) -> tuple[Decimal | None, int]:
    """(per cent, n) of a figure that is a share; nothing can be said of an empty whole."""
    return (Decimal(100 * part) / whole if whole else None, whole)
