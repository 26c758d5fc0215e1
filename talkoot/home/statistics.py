"""The public statistics of a programme: figures as pictures, with what they are counted of."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.canvas import Bar
from talkoot.core.figures import Part, largest_remainder, shared_reads
from talkoot.core.maps import Area, Map, map_of_municipalities
from talkoot.core.pictures import SHARES, Picture, bars, counts_axis
from talkoot.home.figure_choices import Choice
from talkoot.home.queries import FigureRow, figure_rows, plain

MAP = "municipalities-reached"
# In the order of the page; those of `SHARED` are told as whole shares that sum to 100.
CHARTS = (
    "service-persons",
    "organisations-reached",
    "networks",
    "practices-by-year",
    "practices-by-sector",
)
SHARED = ("practices-by-sector",)
PERIODS = "period-"


@dataclass(frozen=True)
class Chart:
    """A figure with its parts as a picture, or the map of reach."""

    row: FigureRow
    parts: list[Part]
    picture: Picture | None = None
    map: Map | None = None


def charts_of(choice: Choice) -> list[Chart]:
    """The charts that have something to show; what several of them read is read once."""
    with shared_reads():
        rows = figure_rows(choice.programme, choice.as_of, [MAP, *CHARTS], choice.filters)
        return [chart for row in rows if (chart := _chart(row)) is not None]


def _chart(row: FigureRow) -> Chart | None:
    figure = row.figure
    if figure.parts is None or not row.counted.n:
        return None
    parts = figure.parts(*figure.asked(row.programme, row.as_of, row.filters))
    if figure.id == "organisations-reached":
        parts = [part for part in parts if part.key.startswith(PERIODS)]
    if not parts:
        return None
    if figure.id == MAP:
        return Chart(row, parts, map=_map(row, parts))
    return Chart(row, parts, picture=_picture(row, parts))


def _map(row: FigureRow, parts: list[Part]) -> Map:
    areas = {part.key: Area(str(part.label), int(part.value or 0)) for part in parts}
    return map_of_municipalities(_("Kinds of services by municipality"), areas)


def _picture(row: FigureRow, parts: list[Part]) -> Picture:
    heading, title = _("Group"), str(row.figure.label)
    unit = capfirst(str(row.figure.unit if row.figure.part_unit is None else row.figure.part_unit))
    if row.figure.id in SHARED:
        shares = largest_remainder([_weight(part) for part in parts])
        found = [
            Bar(str(part.label), share / 100, f"{share} %", note=_note(part))
            for part, share in zip(parts, shares, strict=True)
        ]
        return bars(title, found, heading=heading, value_heading="%", axis=SHARES)
    values = [float(part.value or 0) for part in parts]
    found = [
        Bar(str(part.label), value, _number(part), note=_note(part))
        for part, value in zip(parts, values, strict=True)
    ]
    return bars(
        title, found, heading=heading, value_heading=unit, axis=counts_axis(round(max(values)))
    )


def _weight(part: Part) -> int:
    """How many records a share stands for."""
    return round(Decimal(part.value or 0) * part.n / 100)


def _number(part: Part) -> str:
    value = plain(part.value or 0)
    return str(
        formats.number_format(value, 0 if isinstance(value, int) else 1, force_grouping=True)
    )


def _note(part: Part) -> str:
    return f"n = {formats.number_format(part.n, 0, force_grouping=True)}"


COLUMNS = ("figure", "part", "label", "value", "n", "unit", "as_of", "definition", "version")


def as_table(choice: Choice, charts: list[Chart]) -> Iterator[list[Any]]:
    """All charts as one table, its heads first."""
    yield list(COLUMNS)
    for chart in charts:
        figure = chart.row.figure
        unit = str(figure.unit if figure.part_unit is None else figure.part_unit)
        about = [unit, choice.as_of.isoformat(), str(figure.definition), figure.version]
        for part in chart.parts:
            value = None if part.value is None else round(plain(part.value), 4)
            yield [figure.id, part.key, str(part.label), value, part.n, *about]
