"""The registry of published figures: each has a definition, n, an as-of date and its records.

Figures are counted in batches: those that are a number of records share one query, the others
share what they read.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import CharField, Count, F, Q, Value
from django.db.models.expressions import Combinable
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Number = int | Decimal | None
Text = str | Promise
Records = models.QuerySet[Any]
P = ParamSpec("P")
T = TypeVar("T")


class Chapter(models.TextChoices):
    """A page of the whole list of figures; the figures of one share what they read."""

    REACH = "reach", _("Persons and organisations reached")
    WORK = "work", _("Applications, decisions and work")
    SERVICES = "services", _("Services and networks")
    EVENTS = "events", _("Open events, courses and schools")
    SURVEYS = "surveys", _("Surveys and interviews")
    PRACTICES = "practices", _("Practices")
    COMMUNICATIONS = "communications", _("Communications")
    EVALUATION = "evaluation", _("Evaluation and lessons")
    PROGRAMME = "programme", _("Programme and money")


@dataclass(frozen=True)
class Filters:
    """What a figure is narrowed to; nothing chosen is everything.

    `period` and `service` are rows of the programme; `region` is a region's code and `kind` a kind
    of organisation, `size` a class of them by staff with its `least` and `most`. `merged` is "yes"
    where an organisation counts as the one that carries its work on by the day
    (people.queries.carried_on).
    """

    period: Any = None
    service: Any = None
    region: str = ""
    kind: str = ""
    size: Any = None
    merged: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Which of them have been chosen."""
        return frozenset(name for name in FILTERS if getattr(self, name))

    def narrow(
        self,
        rows: Records,
        *,
        day: str | Combinable = "",
        service: str | tuple[str, ...] = "",
        organisation: str | None = None,
    ) -> Records:
        """The rows of the chosen period, service and organisations.

        `day` and `service` say where a row has them (of several ways to a service any will do),
        `organisation` begins a look-up of one, such as "organisation__".
        """
        if self.period:
            span = (self.period.starts_on, self.period.ends_on)
            figure_day = F(day) if isinstance(day, str) else day
            rows = rows.alias(figure_day=figure_day).filter(figure_day__range=span)
        if self.service:
            ways = (service,) if isinstance(service, str) else service
            rows = rows.filter(Q(*((way, self.service) for way in ways), _connector=Q.OR))
        if self.region:
            rows = rows.filter(**{f"{organisation}municipality__region_code": self.region})
        if self.kind:
            rows = rows.filter(**{f"{organisation}kind": self.kind})
        if self.size:
            span = (self.size.least, self.size.most)
            rows = rows.filter(**{f"{organisation}staff_count__range": span})
        return rows


ALL = Filters()
FILTERS = ("period", "service", "region", "kind", "size", "merged")
BY_PERIOD = frozenset({"period"})
BY_SERVICE = frozenset({"period", "service"})
BY_ORGANISATION = frozenset({"period", "region", "kind", "size"})
BY_ALL = frozenset({"period", "service", "region", "kind", "size"})
BY_ALL_MERGED = BY_ALL | {"merged"}


@dataclass(frozen=True)
class Counted:
    """A figure on one day.

    `value` is None when nothing can be said (no records). `n` is how many the value rests on;
    `records` are read when somebody opens them.
    """

    value: Number
    n: int
    records: Records

    @property
    def query_hash(self) -> str:
        """Which records were asked for, in twelve letters; it goes wherever the number goes.

        The same question of the same database has the same letters, whatever was answered.
        """
        try:
            sql, values = self.records.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "", ()
        # A set of values comes in any order.
        asked = f"{sql} {sorted(map(str, values))}"
        return hashlib.sha256(asked.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Measure:
    """How to compute a figure that is more than the number of its records.

    `read` is a function of (programme, as_of), and of filters when the figure has some, that makes
    one query; figures that name the same `read` share what it returned. `value` makes (value, n)
    of that.
    """

    read: Callable[..., Any]
    value: Callable[[Any], tuple[Number, int]]


@dataclass(frozen=True)
class Breakdown:
    """The figure by group, shown under it: the title, the heads of the columns, and the rows.

    `rows` is a function as `Measure.read` is; it gives lists of cells, the group's name first.
    """

    title: Text
    columns: tuple[Text, ...]
    rows: Callable[..., list[list[Any]]]


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

    `filters` names what the figure can be narrowed to; all functions of one that has some take
    `Filters`, too. Without `measure` the figure is the number of its records.
    `has_public_records`: everybody may open the records; else only the programme office may.
    `version` grows when the definition changes, `code` is the place in the list of what a final
    report publishes. `parts` gives (programme, as_of) the values under the figure, in `part_unit`
    or else in the unit of the figure. A figure that `is_detail` is left out of the overview: it
    stands in the whole list, in its `chapter`.
    """

    id: str
    label: Text
    unit: Text
    definition: Text
    base: Text
    records: Callable[..., Records]
    measure: Measure | None = None
    decimals: int = 0
    has_public_records: bool = False
    breakdown: Breakdown | None = None
    code: str = ""
    version: int = 1
    parts: Callable[..., list[Part]] | None = None
    part_unit: Text | None = None
    is_detail: bool = False
    filters: frozenset[str] = frozenset()
    chapter: Chapter = Chapter.PROGRAMME

    def cannot(self, filters: Filters) -> list[str]:
        """Which of the chosen filters the figure does not know."""
        return [name for name in FILTERS if name in filters.names - self.filters]

    def asked(
        self, programme: Any, as_of: datetime.date, filters: Filters = ALL
    ) -> tuple[Any, ...]:
        """The arguments of the figure's functions. Refuses a filter that it does not know."""
        if unknown := self.cannot(filters):
            raise ValueError(f"Figure {self.id} has no filter {', '.join(unknown)}.")
        return (programme, as_of, filters) if self.filters else (programme, as_of)

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


def register_in(chapter: Chapter) -> Callable[[Figure], Figure]:
    """`register` for the figures of one chapter."""
    return lambda figure: register(replace(figure, chapter=chapter))


def all_figures() -> Iterable[Figure]:
    """Every figure, in the order of registration: from the application to what came of it."""
    return list(_registry.values())


def get_figure(figure_id: str) -> Figure | None:
    return _registry.get(figure_id)


_kept_reads: ContextVar[dict[Any, Any] | None] = ContextVar("kept_reads", default=None)


@contextmanager
def shared_reads() -> Iterator[None]:
    """Within this every read marked `read_once` is made once for the same arguments."""
    if _kept_reads.get() is not None:
        yield
        return
    token = _kept_reads.set({})
    try:
        yield
    finally:
        _kept_reads.reset(token)


def read_once(read: Callable[P, T]) -> Callable[P, T]:
    """A read that many figures and their parts need; what it returns is never changed.

    Once in each language: it may hold names, and a report is frozen in three.
    """

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept_reads.get()
        if kept is None:
            return read(*args, **kwargs)
        key = (read, get_language(), *(arg for arg in args if arg != ALL), *sorted(kwargs.items()))
        if key not in kept:
            kept[key] = read(*args, **kwargs)
        found: T = kept[key]
        return found

    return reading


def count_figures(
    figures: Iterable[Figure], programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> dict[str, Counted]:
    """{figure id: what it counts}: one query for all numbers of records, one for each `read`.

    Refuses a figure that does not know a chosen filter.
    """
    figures = list(figures)
    asked = {row.id: row.asked(programme, as_of, filters) for row in figures}
    records = {row.id: row.records(*asked[row.id]) for row in figures}
    numbers = _numbers({row.id: records[row.id] for row in figures if row.measure is None})
    with shared_reads():
        reads = {row.measure.read: asked[row.id] for row in figures if row.measure}
        readings = {read: read(*asked_of) for read, asked_of in reads.items()}

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


def counts_by(rows: Records, field: str, number: Count | None = None) -> dict[Any, int]:
    """{value of the field: rows, or what `number` counts of them}, in one query."""
    return dict(rows.order_by().values_list(field).annotate(number=number or Count("pk")))


def parts_by(choices: type[models.TextChoices], counts: Mapping[Any, int]) -> list[Part]:
    """The groups that have something, in the order of the choices."""
    return [
        Part(row.value, row.label, counts[row.value], counts[row.value])
        for row in choices
        if row.value in counts
    ]


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


# How everything is counted; printed with the figures wherever they go.
COUNTING_RULES = (
    _("Figures are as of the end of the day given."),
    _("Published means published by that day and not withdrawn."),
    _("An organisation counts once, whatever it took part in, as it was on the day."),
    _(
        "Organisations that have merged count each on its own, unless the figure is asked to count "
        "them as the one that carries their work on."
    ),
    _("A participant is somebody who was present; who registered and did not come is left out."),
    _("Days granted and days delivered are counted apart."),
    _("Shares are rounded half up; those who cannot say are no part of the whole."),
    _("Where shares must sum to 100, those with the largest remainders are rounded up."),
    _("Equals share a place and stand in the order of their names."),
    _(
        "A practice belongs to the campaign by whose link or nomination it came, else to the one "
        "in whose days it was published; never to two."
    ),
    _("An approximate published value is compared by its own step of rounding."),
)
