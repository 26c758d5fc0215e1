"""A report's figures and their parts: counted live, or as they were frozen."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language, override

from talkoot.core.figures import (
    Counted,
    Figure,
    Number,
    all_figures,
    count_figures,
    get_figure,
    shared_reads,
)
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.shape import LANGUAGES, in_each


@dataclass(frozen=True)
class ShownPart:
    """A value under a figure, in the active language."""

    key: str
    label: str
    raw: str | None
    n: int

    @property
    def value(self) -> str:
        """As people read it."""
        return _worded(self.raw)


@dataclass(frozen=True)
class Shown:
    """A figure as the report shows it, in the active language."""

    id: str
    code: str
    label: str
    unit: str
    definition: str
    version: int
    value: str  # As people read it.
    raw: str | None  # As a machine reads it.
    n: int
    parts: tuple[ShownPart, ...] = ()
    part_unit: str = ""
    query_hash: str = ""  # Of figures that were frozen before it was kept there is none.


def address_of(report: Report, figure_id: str) -> str:
    """Where the figure opens its definition and records as they were on the cut-off day."""
    query = {"programme": report.programme.slug, "as_of": report.cut_off.isoformat()}
    return f"{reverse('figure', args=[figure_id])}?{urlencode(query)}"


def figure_ids(sections: Iterable[ReportSection]) -> list[str]:
    """Each figure that some chapter shows or draws, once."""
    return list(dict.fromkeys(key for row in sections for key in (*row.figures, *row.charts)))


def _wanted(report: Report, sections: Sequence[ReportSection]) -> list[str]:
    """What the chapters show; the appendix of a final report has every published figure."""
    return list(dict.fromkeys([*figure_ids(sections), *_published(report, sections)]))


def _published(report: Report, sections: Iterable[ReportSection]) -> list[str]:
    """Figures that have a place in the list of what a report publishes, or a published value."""
    kinds = {row.kind for row in sections}
    is_whole = report.kind == Report.Kind.FINAL and ReportSection.Kind.DEFINITIONS in kinds
    if not is_whole:
        return []
    named = set(report.programme.published_facts.values_list("figure", flat=True))
    return [row.id for row in all_figures() if row.code or row.id in named]


def shown_figures(report: Report, sections: Iterable[ReportSection]) -> dict[str, Shown]:
    """{id: figure}: frozen ones as they were, else counted now on the cut-off day."""
    if report.frozen:
        return {key: _thawed(key, row) for key, row in report.frozen["figures"].items()}
    sections = list(sections)
    figures = [figure for key in _wanted(report, sections) if (figure := get_figure(key))]
    with_parts = _with_parts(report, sections)
    with shared_reads():
        counted = count_figures(figures, report.programme, report.cut_off) if figures else {}
        return {
            figure.id: _live(report, figure, counted[figure.id], has_parts=figure.id in with_parts)
            for figure in figures
        }


def described_figures(sections: Iterable[ReportSection]) -> dict[str, Shown]:
    """{id: figure} with its words alone, nothing counted; no query."""
    figures = [figure for key in figure_ids(sections) if (figure := get_figure(key))]
    return {figure.id: _worded_figure(figure) for figure in figures}


def frozen_figures(report: Report, sections: Iterable[ReportSection]) -> dict[str, Any]:
    """What is kept when the figures are frozen: numbers, and words in each language."""
    sections = list(sections)
    figures = [figure for key in _wanted(report, sections) if (figure := get_figure(key))]
    with_parts = _with_parts(report, sections)
    with shared_reads():
        counted = count_figures(figures, report.programme, report.cut_off) if figures else {}
        kept = {
            figure.id: _kept(report, figure, counted[figure.id], has_parts=figure.id in with_parts)
            for figure in figures
        }
    return {"as_of": report.cut_off.isoformat(), "figures": kept}


def _with_parts(report: Report, sections: Sequence[ReportSection]) -> set[str]:
    """Those that are drawn, and those of which the appendix tells everything."""
    return {key for row in sections for key in row.charts} | {*_published(report, sections)}


def _live(report: Report, figure: Figure, counted: Counted, *, has_parts: bool) -> Shown:
    value = counted.value if counted.n else None
    parts = _parts(figure, report.programme, report.cut_off) if has_parts and counted.n else []
    return replace(
        _worded_figure(figure),
        value=figure.shown(value),
        raw=None if value is None else str(figure.rounded(value)),
        n=counted.n,
        parts=tuple(ShownPart(**part) for part in parts),
        query_hash=counted.query_hash,
    )


def _worded_figure(figure: Figure) -> Shown:
    return Shown(
        id=figure.id,
        code=figure.code,
        label=str(figure.label),
        unit=str(figure.unit),
        definition=str(figure.definition),
        version=figure.version,
        value="–",
        raw=None,
        n=0,
        part_unit=_part_unit(figure),
    )


def _parts(figure: Figure, programme: Any, as_of: datetime.date) -> list[dict[str, Any]]:
    """The values under the figure, rounded as the list of figures rounds them."""
    if figure.parts is None:
        return []
    decimals = 1 if _part_unit(figure) == "%" else figure.decimals
    return [
        {"key": part.key, "label": str(part.label), "raw": _raw(part.value, decimals), "n": part.n}
        for part in figure.parts(*figure.asked(programme, as_of))
    ]


def _part_unit(figure: Figure) -> str:
    return str(figure.unit if figure.part_unit is None else figure.part_unit)


def _raw(value: Number, decimals: int) -> str | None:
    if value is None:
        return None
    if isinstance(value, int):
        return str(value)
    return str(value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def _kept(report: Report, figure: Figure, counted: Counted, *, has_parts: bool) -> dict[str, Any]:
    value = counted.value if counted.n else None
    words = in_each("label", figure.label) | in_each("unit", figure.unit)
    kept: dict[str, Any] = {
        "code": figure.code,
        "version": figure.version,
        "value": None if value is None else str(figure.rounded(value)),
        "n": counted.n,
        "query_hash": counted.query_hash,
        **words,
        **in_each("definition", figure.definition),
    }
    if has_parts and counted.n:
        for language in LANGUAGES:
            with override(language):
                kept[f"parts_{language}"] = _parts(figure, report.programme, report.cut_off)
                kept[f"part_unit_{language}"] = _part_unit(figure)
    return kept


def _thawed(key: str, row: dict[str, Any]) -> Shown:
    language = (get_language() or "fi")[:2]
    language = language if language in LANGUAGES else "fi"
    return Shown(
        id=key,
        code=row["code"],
        label=row[f"label_{language}"],
        unit=row[f"unit_{language}"],
        definition=row[f"definition_{language}"],
        version=row["version"],
        value=_worded(row["value"]),
        raw=row["value"],
        n=row["n"],
        parts=tuple(ShownPart(**part) for part in row.get(f"parts_{language}", ())),
        part_unit=row.get(f"part_unit_{language}", ""),
        query_hash=row.get("query_hash", ""),
    )


def _worded(raw: str | None) -> str:
    """A kept number as the active language writes it."""
    if raw is None:
        return "–"
    number = Decimal(raw)
    whole = int(number) if number == int(number) else number
    return str(formats.number_format(whole, force_grouping=True))
