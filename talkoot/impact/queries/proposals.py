"""The light that is proposed for a node from its figures or its levels."""

import datetime
from dataclasses import dataclass
from typing import Any

from talkoot.core.figures import Figure, count_figures, get_figure
from talkoot.impact.models import ImpactNode, Light, Threshold
from talkoot.impact.queries.board import expectation_for
from talkoot.impact.rules.lights import light_of_figure, light_of_levels, weakest


@dataclass(frozen=True)
class Reading:
    """A figure beside its limits: what it was on the day and the light that gives."""

    figure: Figure
    threshold: Threshold
    value: str
    n: int
    light: str

    @property
    def light_label(self) -> str:
        return str(Light(self.light).label) if self.light else ""


def readings(node: ImpactNode, as_of: datetime.date) -> list[Reading]:
    """Each figure with declared limits, counted on the day; one query for each kind of figure."""
    limits: dict[str, Any] = {row.figure_id: row for row in node.thresholds.all()}
    figures = [figure for key in limits if (figure := get_figure(key)) is not None]
    counted = count_figures(figures, node.chain.programme, as_of) if figures else {}
    found = []
    for figure in figures:
        one, limit = counted[figure.id], limits[figure.id]
        # A number of nothing has no base: no light is guessed of it.
        value = one.value if one.n else None
        light = light_of_figure(value, limit)
        found.append(Reading(figure, limit, figure.shown(value), one.n, light))
    return found


def proposed_light(
    node: ImpactNode,
    read: list[Reading],
    *,
    period_id: int | None,
    achieved: int | None,
    is_adverse: bool,
) -> str:
    """The weakest light of the figures; without declared limits that of the levels."""
    if read:
        return weakest(reading.light for reading in read)
    expectation = expectation_for(node, period_id)
    expected = expectation.level if expectation else None
    return light_of_levels(expected, achieved, is_adverse=is_adverse)
