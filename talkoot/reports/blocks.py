"""What a chapter consists of: blocks, which pages and files show each in its own way."""

import base64
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talkoot.core import maps, pictures
from talkoot.core.canvas import Point
from talkoot.files.images import picture_size
from talkoot.files.models import StoredFile
from talkoot.reports.figures_shown import Shown
from talkoot.reports.models import ReportSection, SectionPicture

# What a picture is drawn of when it is not drawn of a figure: rows over time, counts by region.
TREND, REGIONS = "trend", "regions"
NUMBER = re.compile(r"[-−–]?[0-9][0-9.,\s]*(?=\s|$)")


def _amount(value: str) -> tuple[str, str]:
    """The number and its unit apart; what has no number is all in the first."""
    found = NUMBER.match(value)
    return (found[0].strip(), value[found.end() :].strip()) if found else (value, "")


@dataclass
class Block:
    """A heading with what stands under it; a picture has the same content as its rows or items.

    `picture` and `area_map` are drawn of the figures each time; `svg` is kept with the report.
    What is `drawn` of rows or of `counts` by region is drawn anew of what was kept.
    """

    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)  # The key of each item that is a quote.
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # An address for each row, or none.
    is_numbered: bool = False  # Of the items.
    is_tiles: bool = False  # The rows are figures: name, value, n.
    is_lead: bool = False  # It stands before the figures of its chapter.
    svg: str = ""
    alt: str = ""
    caption: str = ""
    caption_link: str = ""
    key: str = ""  # Of a picture, unique in the report.
    picture: pictures.Picture | None = None
    area_map: maps.Map | None = None
    photo: SectionPicture | None = None
    drawn: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.drawn == TREND:
            self.picture = self._trend()
        elif self.drawn == REGIONS:
            self.area_map = maps.map_of_regions(self.heading, self.counts, {})

    def _trend(self) -> pictures.Picture:
        """A line for each column after the first; a row is a moment."""
        moments, *lines = zip(*self.rows, strict=True)
        series = [
            (label, [Point(int(text), text) for text in texts])
            for label, texts in zip(self.columns[1:], lines, strict=True)
        ]
        most = max(point.value or 0 for _label, points in series for point in points)
        axis = pictures.counts_axis(int(most))
        return pictures.trend(self.heading, moments, series, heading=self.columns[0], axis=axis)

    def linked_rows(self) -> list[tuple[str, list[tuple[str, str]], str]]:
        """Each row as (its address or empty, (column, cell) after the first, its first cell)."""
        links = self.links or [""] * len(self.rows)
        return [
            (link, list(zip(self.columns[1:], row[1:], strict=True)), row[0])
            for link, row in zip(links, self.rows, strict=True)
        ]

    def tiles(self) -> list[tuple[str, str, str, str, str]]:
        """Each figure as (its address, name, number, unit, n)."""
        links = self.links or [""] * len(self.rows)
        return [
            (link, row[0], *_amount(row[1]), row[2] if len(row) > 2 else "")
            for link, row in zip(links, self.rows, strict=True)
        ]

    @property
    def is_drawn(self) -> bool:
        return bool(self.picture or self.area_map or self.photo or self.svg)

    @property
    def note(self) -> str:
        """What has to be told of the picture wherever it goes."""
        if self.photo:
            return _("Picture: %(credit)s") % {"credit": self.photo.credit}
        return str(maps.ATTRIBUTION) if self.area_map else ""

    def paper_svg(self) -> str:
        """The picture on its own, with its colours in it; empty when nothing is drawn."""
        if self.picture:
            return pictures.print_svg(self.picture)
        if self.area_map:
            return maps.print_svg(self.area_map)
        if self.photo:
            return photo_svg(self.photo.file)
        return pictures.on_paper(self.svg) if self.svg else ""

    def drawing(self) -> SafeString:
        """The kept picture; the report made it of its own marks, each escaped."""
        return mark_safe(self.svg)  # noqa: S308

    def kept(self) -> dict[str, Any]:
        """What is frozen of it: words, numbers and the kept picture."""
        found = asdict(self)
        return {name: found[name] for name in found if name not in ("picture", "area_map", "photo")}


def photo_svg(stored: StoredFile) -> str:
    """A stored picture of dots as an image of its own size that a document can hold."""
    with stored.content.open("rb") as file:
        content = file.read()
    width, height = picture_size(content) or (1, 1)
    href = f"data:{stored.media_type};base64,{base64.b64encode(content).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" href="{href}"/>'
        "</svg>"
    )


@dataclass
class Chapter:
    """A chapter: its own text first, then what its kind takes from the records."""

    section: ReportSection
    title: str
    number: int
    figures: list[Shown]
    blocks: list[Block]
    is_empty: bool = False
    more: str = ""  # The part of the chapter that is read next.
