"""A report's figures: counted live, or as they were frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language

from talkoot.core.figures import Counted, Figure, count_figures, get_figure
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.shape import LANGUAGES, in_each


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


def figure_ids(sections: Iterable[ReportSection]) -> list[str]:
    """Each figure that some chapter shows, once."""
    return list(dict.fromkeys(key for section in sections for key in section.figures))


def shown_figures(report: Report, sections: Iterable[ReportSection]) -> dict[str, Shown]:
    """{id: figure}: frozen ones as they were, else counted now on the cut-off day."""
    if report.frozen:
        return {key: _thawed(key, row) for key, row in report.frozen["figures"].items()}
    figures = [figure for key in figure_ids(sections) if (figure := get_figure(key))]
    counted = count_figures(figures, report.programme, report.cut_off) if figures else {}
    return {figure.id: _live(figure, counted[figure.id]) for figure in figures}


def frozen_figures(report: Report, sections: Iterable[ReportSection]) -> dict[str, Any]:
    """What is kept when the figures are frozen: numbers, and words in each language."""
    figures = [figure for key in figure_ids(sections) if (figure := get_figure(key))]
    counted = count_figures(figures, report.programme, report.cut_off) if figures else {}
    return {
        "as_of": report.cut_off.isoformat(),
        "figures": {figure.id: _kept(figure, counted[figure.id]) for figure in figures},
    }


def _live(figure: Figure, counted: Counted) -> Shown:
    value = counted.value if counted.n else None
    return Shown(
        id=figure.id,
        code=figure.code,
        label=str(figure.label),
        unit=str(figure.unit),
        definition=str(figure.definition),
        version=figure.version,
        value=figure.shown(value),
        raw=None if value is None else str(figure.rounded(value)),
        n=counted.n,
    )


def _kept(figure: Figure, counted: Counted) -> dict[str, Any]:
    value = counted.value if counted.n else None
    words = in_each("label", figure.label) | in_each("unit", figure.unit)
    return {
        "code": figure.code,
        "version": figure.version,
        "value": None if value is None else str(figure.rounded(value)),
        "n": counted.n,
        **words,
        **in_each("definition", figure.definition),
    }


def _thawed(key: str, row: dict[str, Any]) -> Shown:
    language = (get_language() or "fi")[:2]
    language = language if language in LANGUAGES else "fi"
    raw = row["value"]
    value = "–"
    if raw is not None:
        number = Decimal(raw)
        whole = int(number) if number == int(number) else number
        value = str(formats.number_format(whole, force_grouping=True))
    return Shown(
        id=key,
        code=row["code"],
        label=row[f"label_{language}"],
        unit=row[f"unit_{language}"],
        definition=row[f"definition_{language}"],
        version=row["version"],
        value=value,
        raw=raw,
        n=row["n"],
    )
