"""Pictures of numbers: what is drawn, in words and as a table, in two widths.

A picture never stands alone: `columns` and `rows` are the same numbers as a table, and what is
hidden says why instead of a mark. The server writes SVG without styles of its own; colours come by
class, and each series has a pattern or a shape besides, so that colour is never alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talkoot.core.canvas import (
    BAR,
    GAP,
    LETTER,
    SHAPES,
    SHORT,
    WIDE,
    Axis,
    Bar,
    Canvas,
    Drawing,
    Pair,
    Point,
    Stack,
    shape_of,
)

# The classes of a scale's steps, from the best to the worst, by how many steps there are.
SCALES = {1: "1", 2: "15", 3: "135", 4: "1245", 5: "12345", 6: "123456"}
MOST_STEPS = max(SCALES)
# The colours of the theme (frontend/ui.css) for pictures on paper, which have no style sheet.
PRINT_STYLE = (
    "text{font-family:'Libertinus Serif',serif}"
    ".c-g{stroke:#e4ebea}.c-t{font-size:15px;fill:#44575c}.c-tl{font-size:17px;fill:#14262b}"
    ".c-tv{font-size:17px;fill:#14262b;font-weight:700}.c-kt{font-size:16px;font-weight:700}"
    ".c-kt1,.c-kt2,.c-kt5,.c-kt6{fill:#fff}.c-kt3,.c-kt4{fill:#14262b}"
    ".c-k1{fill:#063f3c}.c-k2{fill:#1f7d75}.c-k3{fill:#8e9396}.c-k4{fill:#c27c0e}"
    ".c-k5{fill:#86081c}.c-k6{fill:#6233b0}"
    ".c-s1{fill:#0e6660}.c-s2{fill:#c27c0e}.c-s3{fill:#6233b0}.c-s4{fill:#2a93dd}"
    ".c-s5{fill:#86081c}.c-s6{fill:#8e9396}"
    ".c-l1,.c-l2,.c-l3,.c-l4,.c-l5,.c-l6{fill:none;stroke-width:3}.c-l1{stroke:#0e6660}"
    ".c-l2{stroke:#c27c0e}.c-l3{stroke:#6233b0}.c-l4{stroke:#2a93dd}.c-l5{stroke:#86081c}"
    ".c-l6{stroke:#8e9396}.c-ring{fill:#fff;stroke:#0e6660;stroke-width:3}"
    ".c-w{fill:none;stroke:#14262b;stroke-width:2}.c-wo{fill:none;stroke:#fff;stroke-width:5}"
    ".c-h{stroke:#fff;stroke-opacity:.4;stroke-width:2.5;fill:none}"
    ".c-d{fill:#14262b;fill-opacity:.4}"
)


@dataclass(frozen=True)
class Picture:
    """What ui/chart.html shows; `legend` is [(step or shape, text)], `keys` says which of them."""

    title: str
    description: str
    wide: Drawing
    short: Drawing
    columns: list[str]
    rows: list[list[str]]
    legend: list[tuple[str, str]] = field(default_factory=list)
    keys: str = "step"


SHARES = Axis(0, 1, [(0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1, "100 %")])


def counts_axis(most: int) -> Axis:
    """From nothing to a round number over `most`, with ticks of whole numbers."""
    most = max(most, 1)
    size = 10 ** (len(str(most)) - 1)
    step = next(
        each for each in (size / 5, size / 2, size, 2 * size) if each >= 1 and most / each <= 5
    )
    ticks = [step * number for number in range(int(-(-most // step)) + 1)]
    return Axis(0, ticks[-1], [(tick, formats.number_format(tick, 0)) for tick in ticks])


def stacked(title: str, steps: Sequence[str], rows: Sequence[Stack], *, heading: str) -> Picture:
    """Shares of a scale's steps side by side, one bar for each question. At most six steps."""
    classes = SCALES[len(steps)]

    def draw(width: int) -> Drawing:
        canvas = Canvas(width)
        for row in rows:
            canvas.label(row.label, row.note)
            if row.hidden:
                canvas.words(row.hidden)
                continue
            left = 0.0
            for css, (share, text) in zip(classes, row.parts, strict=True):
                part = share * width
                canvas.part(css, left, max(part - 2, 0), text)
                left += part
            canvas.y += BAR + GAP
        return canvas.drawing()

    table = [
        [row.label, *([row.hidden] + [""] * (len(steps) - 1) if row.hidden
         else [text for _share, text in row.parts]), row.note]
        for row in rows
    ]  # fmt: skip
    columns = [heading, *steps, _("Answers")]
    legend = list(zip(classes, steps, strict=True))
    return Picture(title, _described(), draw(WIDE), draw(SHORT), columns, table, legend)


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    heading: str,
    value_heading: str,
    note_heading: str = "",
    axis: Axis = SHARES,
) -> Picture:
    """Horizontal bars; a line with ends over the bar is the 95 % interval.

    `note_heading` tells in the table what the rows' notes are; answers, unless it is given.
    """

    def draw(width: int) -> Drawing:
        canvas = Canvas(width, right=64)
        for row in rows:
            canvas.label(row.label, row.note)
            if row.hidden:
                canvas.words(row.hidden)
                continue
            canvas.bar(row, axis)
        canvas.scale(axis)
        return canvas.drawing()

    has_interval = any(row.interval for row in rows)
    columns = [heading, value_heading, *([_("95 per cent interval")] if has_interval else [])]
    table = [
        [row.label, row.hidden or row.text, *([row.interval or "–"] if has_interval else []),
         row.note]
        for row in rows
    ]  # fmt: skip
    columns.append(note_heading or _("Answers"))
    return Picture(title, _described(), draw(WIDE), draw(SHORT), columns, table)


def pairs(title: str, rows: Sequence[Pair], *, heading: str, axis: Axis) -> Picture:
    """Before and after on one line: a ring before, a full dot after."""

    def draw(width: int) -> Drawing:
        canvas = Canvas(width, right=12, left=12)
        for row in rows:
            canvas.label(row.label, row.note)
            if row.hidden:
                canvas.words(row.hidden)
                continue
            canvas.pair(row, axis)
        canvas.scale(axis)
        return canvas.drawing()

    columns = [heading, _("Before"), _("After"), _("Change"), _("Answers")]
    table = [
        [row.label, row.hidden or row.before_text, row.after_text, row.change, row.note]
        for row in rows
    ]
    legend = [("ring", _("Before")), ("dot", _("After"))]
    return Picture(
        title, _described(), draw(WIDE), draw(SHORT), columns, table, legend, keys="shape"
    )


def trend(
    title: str,
    moments: Sequence[str],
    series: Sequence[tuple[str, Sequence[Point]]],
    *,
    heading: str,
    axis: Axis,
) -> Picture:
    """Values over rounds, at most six lines; a hidden or missing value breaks its line."""

    def draw(width: int) -> Drawing:
        canvas = Canvas(width, left=52, right=24)
        canvas.trend(moments, [points for _label, points in series], axis)
        return canvas.drawing()

    columns = [heading, *moments]
    table = [[label, *[p.hidden or p.text or "–" for p in points]] for label, points in series]
    legend = [(shape, label) for shape, (label, _p) in zip(SHAPES, series, strict=False)]
    return Picture(
        title, _described(), draw(WIDE), draw(SHORT), columns, table, legend, keys="shape"
    )


def _described() -> str:
    return _("The same numbers are in the table after the picture.")


def key_of(picture: Picture, mark: str, key: str) -> SafeString:
    """The sample of a step or a shape in the legend; decoration, the words stand beside it."""
    canvas = Canvas(24)
    if picture.keys == "shape":
        canvas.marks.append(shape_of(mark, 12, 13))
    else:
        canvas.rectangle(mark, 0, 24)
    canvas.y = 26
    return canvas.drawing().svg(f"{key}-k{mark}", attributes=' class="ui-key"')


def print_svg(picture: Picture) -> str:
    """The wide picture on its own, with the theme's colours in it, for paper."""
    drawing = picture.wide
    legend = _printed_legend(picture)
    height = drawing.height + legend.height
    body = f'{legend.body}<g transform="translate(0 {legend.height})">{drawing.body}</g>'
    whole = Drawing(drawing.width, height, mark_safe(body))  # noqa: S308  # Escaped marks.
    return on_paper(whole.svg("p"))


def on_paper(svg: str) -> str:
    """A drawing of the site that stands on its own, with the theme's colours in it."""
    svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return svg.replace(">", f"><style>{PRINT_STYLE}</style>", 1)


def _printed_legend(picture: Picture) -> Drawing:
    """The legend above the picture, in rows as wide as it is."""
    canvas = Canvas(picture.wide.width)
    if len(picture.legend) < 2:
        return Drawing(canvas.width, 0, mark_safe(""))
    x = 0.0
    for mark, words in picture.legend:
        width = 40 + len(words) * LETTER
        if x and x + width > canvas.width:
            x, canvas.y = 0, canvas.y + BAR + 6
        if picture.keys == "shape":
            canvas.marks.append(shape_of(mark, x + 12, canvas.y + 13))
        else:
            canvas.rectangle(mark, x, 24)
        canvas.text(x + 30, canvas.y + 19, words, "c-t")
        x += width
    canvas.y += BAR + GAP
    return canvas.drawing()
