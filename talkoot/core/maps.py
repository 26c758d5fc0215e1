"""The map of Finland by region or municipality, in steps of colour, with the same as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.charts import region_names, steps_to
from talkoot.data import read_json

# The colours of the steps by how many there are, so that few steps differ well from none.
COLOURS = {1: "3", 2: "24", 3: "134", 4: "1234"}
ATTRIBUTION = gettext_lazy(
    "Boundaries: National Land Survey of Finland 2023, CC BY 4.0, modified. Coastline: Natural "
    "Earth. Population: Statistics Finland, CC BY 4.0."
)
# The colours of the theme (frontend/ui.css) for a map on paper, which has no style sheet.
PRINT_STYLE = (
    "path{stroke:#44575c;stroke-width:.8}.b0{fill:#fff}.b1{fill:#dbece8}.b2{fill:#94cbc1}"
    ".b3{fill:#1f7d75}.b4{fill:#063f3c}path.ui-geo__line{fill:none;stroke:#14262b}"
    "text{font-family:'Libertinus Serif',serif;font-size:20px;font-weight:700;fill:#14262b}"
    "rect{stroke:#44575c}"
)
LEGEND_WIDTH, LEGEND_ROW = 120, 34


@dataclass(frozen=True)
class Area:
    """What is told of a region or a municipality; without an address it is not a link."""

    name: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class Map:
    """What ui/map.html shows. `legend` is [(class of the step, words)]."""

    title: str
    svg: SafeString
    legend: list[tuple[str, str]]
    columns: list[str]
    rows: list[dict[str, Any]] = field(default_factory=list)


def map_of_regions(title: str, counts: Mapping[str, int], urls: Mapping[str, str]) -> Map:
    """The 19 regions by their counts, each with its number written in it."""
    names = region_names()
    areas = {code: Area(names[code], counts.get(code, 0), urls.get(code, "")) for code in names}
    steps = steps_to(max(counts.values(), default=0))
    drawing = _drawing()
    shapes = [
        _shape(drawing["regions"][code], area, _step(area.count, steps), _number(code, area))
        for code, area in areas.items()
    ]
    heading = _("Region")
    return _map(title, shapes, areas.values(), steps, heading, drawing, has_all=True)


def map_of_municipalities(title: str, areas: Mapping[str, Area]) -> Map:
    """The municipalities of `areas` by their counts, on the outlines of all."""
    steps = steps_to(max((area.count for area in areas.values()), default=0))
    drawing = _drawing()
    empty = "".join(path for code, path in drawing["municipalities"].items() if code not in areas)
    shapes: list[str] = [format_html('<path class="b0" d="{}"/>', empty)]
    shapes += [
        _shape(drawing["municipalities"][code], area, _step(area.count, steps))
        for code, area in areas.items()
        if code in drawing["municipalities"]
    ]
    outlines = "".join(drawing["regions"].values())
    shapes.append(format_html('<path class="ui-geo__line" d="{}"/>', outlines))
    found = sorted(areas.values(), key=lambda area: (-area.count, area.name))
    return _map(title, shapes, found, steps, _("Municipality"), drawing, has_all=False)


def print_svg(whole: Map) -> str:
    """The map on its own, its legend beside it and the theme's colours in it, for paper."""
    drawing = _drawing()
    width, height = drawing["width"], drawing["height"]
    keys = "".join(
        f'<rect class="{css}" x="{width}" y="{20 + number * LEGEND_ROW}" width="24" height="24"/>'
        f'<text x="{width + 34}" y="{39 + number * LEGEND_ROW}">{words}</text>'
        for number, (css, words) in enumerate(whole.legend)
    )
    body = whole.svg.partition(">")[2].removesuffix("</svg>")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width + LEGEND_WIDTH} {height}">'
        f"<style>{PRINT_STYLE}</style>{body}{keys}</svg>"
    )


@lru_cache(maxsize=1)
def _drawing() -> dict[str, Any]:
    drawing: dict[str, Any] = read_json("finland_map.json")
    return drawing


def _map(
    title: str,
    shapes: Sequence[str],
    areas: Any,
    steps: Sequence[tuple[int, int]],
    heading: str,
    drawing: Mapping[str, Any],
    *,
    has_all: bool,
) -> Map:
    svg = format_html(
        '<svg class="ui-geo" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        str(drawing["width"]),
        str(drawing["height"]),
        title,
        mark_safe("".join(shapes)),  # noqa: S308  # Each has been escaped.
    )
    legend = [("b0", "0")]
    legend += [
        (_step(high, steps), str(low) if low == high else f"{low}–{high}") for low, high in steps
    ]
    rows = [
        {"name": area.name, "count": area.count, "url": area.url}
        for area in areas
        if area.count or has_all
    ]
    return Map(title, svg, legend, [heading, _("Number")], rows)


def _shape(path: str, area: Area, step: str, number: str = "") -> str:
    words = f"{area.name}: {area.count}"
    mark = format_html('<path class="{}" d="{}"><title>{}</title></path>', step, path, words)
    if not area.url:
        return format_html("<g>{}{}</g>", mark, number)
    return format_html('<a href="{}" aria-label="{}">{}{}</a>', area.url, words, mark, number)


def _number(code: str, area: Area) -> str:
    if not area.count:
        return ""
    x, y = _drawing()["centres"][code]
    return format_html(
        '<text x="{}" y="{}" text-anchor="middle" aria-hidden="true">{}</text>',
        str(x),
        str(y + 6),
        str(area.count),
    )


def _step(count: int, steps: Sequence[tuple[int, int]]) -> str:
    if not count:
        return "b0"
    number = next(number for number, (_low, high) in enumerate(steps) if count <= high)
    return f"b{COLOURS[len(steps)][number]}"
