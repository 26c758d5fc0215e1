"""The light that is proposed for a node from its figures or its levels."""

import datetime
from dataclasses import dataclass

from talkoot.core.figures import ALL, Figure, Filters, count_figures, get_figure
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
    """Each figure with declared limits, counted on the day; with a period, in that period.

    For the whole and for each period that has limits one query for each kind of figure.
    """
    limits = list(node.thresholds.all())
    found = []
    for period in dict.fromkeys(row.period for row in limits):
        filters = Filters(period=period) if period else ALL
        own = [
            (figure, row)
            for row in limits
            if row.period == period
            and (figure := get_figure(row.figure_id)) is not None
            and not figure.cannot(filters)
        ]
        figures = [figure for figure, _limit in own]
        counted = count_figures(figures, node.chain.programme, as_of, filters) if own else {}
        for figure, limit in own:
            one = counted[figure.id]
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
    """The weakest light of the figures; without declared limits that of the levels.

    Limits of the period go before those of the whole programme.
    """
    for wanted in dict.fromkeys((period_id, None)):
        if own := [row for row in read if row.threshold.period_id == wanted]:
            return weakest(reading.light for reading in own)
    expectation = expectation_for(node, period_id)
    expected = expectation.level if expectation else None
    return light_of_levels(expected, achieved, is_adverse=is_adverse)
