"""Pictures of a figure's parts: bars, or the map of municipalities, with the same as a table."""

import math
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.canvas import Axis, Bar
from talkoot.core.maps import Area, map_of_municipalities
from talkoot.core.pictures import bars, counts_axis
from talkoot.reports.blocks import Block
from talkoot.reports.figures_shown import Shown, ShownPart

# Figures whose parts are municipalities by their codes.
MAPS = frozenset({"municipalities-reached"})
MOST_BARS = 12
MOST_SPOKEN = 12
PER_CENT = Axis(0, 100, [(at, f"{at} %") for at in range(0, 101, 25)])


def chart_block(figure: Shown, address: str, key: str) -> Block | None:
    """The figure's parts as a picture with its words; None when there is nothing to draw."""
    parts = [part for part in figure.parts if part.raw is not None]
    if not parts:
        return None
    block = Block(
        figure.label,
        key=key,
        caption=_("%(label)s: definition and records") % {"label": figure.label},
        caption_link=address,
    )
    if figure.id in MAPS:
        return _as_map(block, figure, parts)
    return _as_bars(block, figure, parts)


def parts_table(figure: Shown) -> Block:
    """All the parts of a figure as a table."""
    return Block(
        figure.label,
        columns=[_("Part"), _with_unit(figure), _("n")],
        rows=[[part.label, part.value, str(part.n)] for part in figure.parts],
    )


def is_whole(figure: Shown) -> bool:
    """Whether the picture's own table holds every part."""
    return figure.id not in MAPS and len(figure.parts) <= MOST_BARS


def _as_map(block: Block, figure: Shown, parts: list[ShownPart]) -> Block:
    areas = {part.key: Area(part.label, int(Decimal(part.raw or 0))) for part in parts}
    block.area_map = map_of_municipalities(f"{figure.label}: {figure.part_unit}", areas)
    most = sorted(parts, key=lambda part: (-Decimal(part.raw or 0), part.label))[:MOST_SPOKEN]
    block.alt = _(
        "%(label)s on a map of Finland: %(count)s municipalities. Most: %(most)s. The table in the "
        "appendix has them all."
    ) % {"label": figure.label, "count": len(parts), "most": _spoken(most)}
    return block


def _as_bars(block: Block, figure: Shown, parts: list[ShownPart]) -> Block:
    shown = parts
    if len(parts) > MOST_BARS:
        shown = sorted(parts, key=lambda part: -Decimal(part.raw or 0))[:MOST_BARS]
        words = {"shown": MOST_BARS, "count": len(parts)}
        block.paragraphs = [
            _("The %(shown)s largest of %(count)s; the appendix has them all.") % words
        ]
    most = max(Decimal(part.raw or 0) for part in shown)
    is_share = figure.part_unit == "%" and most <= 100
    block.picture = bars(
        figure.label,
        [Bar(part.label, float(part.raw or 0), part.value, note=f"n = {part.n}") for part in shown],
        heading=_("Part"),
        value_heading=_with_unit(figure),
        note_heading=_("n"),
        axis=PER_CENT if is_share else counts_axis(math.ceil(most)),
    )
    block.alt = f"{figure.label}, {_with_unit(figure)}. {_spoken(shown)}."
    block.columns = block.picture.columns
    block.rows = [[part.label, part.value, str(part.n)] for part in shown]
    return block


def _with_unit(figure: Shown) -> str:
    return str(capfirst(figure.part_unit)) or _("Value")


def _spoken(parts: list[ShownPart]) -> str:
    return "; ".join(f"{part.label} {part.value}" for part in parts)
