"""Marks of a picture as SVG: bars, lines, shapes and words, laid from the top down."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WIDE, SHORT = 640, 360
LINE, LETTER = 21, 8.3  # Height of a line of text and the mean width of a letter, in SVG units.
BAR = 26
GAP = 18
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "bar")
# Steps of a scale that have a pattern besides their colour.
PATTERNS = {
    "2": (45, '<path class="c-h" d="M0 0V8"/>'),
    "4": (0, '<circle class="c-d" cx="4" cy="4" r="1.6"/>'),
    "5": (-45, '<path class="c-h" d="M0 0V8M0 4H8"/>'),
}


@dataclass(frozen=True)
class Drawing:
    """SVG of one width, without its outer element."""

    width: int
    height: int
    body: SafeString

    def svg(
        self, key: str, *, title: str = "", description: str = "", attributes: str = ""
    ) -> SafeString:
        """The whole element with its name; `key` is unique on the page. Decoration if untitled."""
        if title:
            role = format_html(' role="img" aria-labelledby="{0}" aria-describedby="{0}-d"', key)
            words = '<title id="{0}">{1}</title><desc id="{0}-d">{2}</desc>'
            name = format_html(words, key, title, description)
        else:
            role, name = mark_safe(' aria-hidden="true"'), mark_safe("")
        body = mark_safe(self.body.replace("%key%", key))  # noqa: S308
        return format_html(
            '<svg{}{} viewBox="0 0 {} {}">{}{}{}</svg>',
            mark_safe(attributes),  # noqa: S308
            role,
            str(self.width),
            str(self.height),
            name,
            _patterns(body, key),
            body,
        )


@dataclass(frozen=True)
class Stack:
    """A row of stacked bars: `parts` are (share of 1, its words), in the order of the steps."""

    label: str
    parts: Sequence[tuple[float, str]] = ()
    note: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar with its interval, all shares of `most`; no interval when there is none."""

    label: str
    value: float = 0
    text: str = ""
    low: float | None = None
    high: float | None = None
    interval: str = ""
    note: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Pair:
    """A value before and after, with the change in words."""

    label: str
    before: float = 0
    after: float = 0
    before_text: str = ""
    after_text: str = ""
    change: str = ""
    note: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Point:
    """A value of a trend; `hidden` says why there is none."""

    value: float | None = None
    text: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Axis:
    """The span of the values and what is written at its ticks."""

    least: float
    most: float
    ticks: Sequence[tuple[float, str]]


def _patterns(body: str, key: str) -> SafeString:
    """The definitions of those patterns that the marks use."""
    pattern = (
        '<pattern id="{}-p{}" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate({})">{}</pattern>'
    )
    used = [
        format_html(pattern, key, css, str(turn), mark_safe(mark))  # noqa: S308
        for css, (turn, mark) in PATTERNS.items()
        if f"-p{css})" in body
    ]
    if not used:
        return mark_safe("")
    return format_html("<defs>{}</defs>", mark_safe("".join(used)))  # noqa: S308


def _n(value: float) -> str:
    """A coordinate: no more decimals than the eye needs."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


class Canvas:
    """Collects marks from the top down; `y` is where the next one goes."""

    def __init__(self, width: int, *, left: int = 0, right: int = 0) -> None:
        self.width, self.left, self.right = width, left, right
        self.y = 0.0
        self.marks: list[str] = []  # Each has been escaped.

    def drawing(self) -> Drawing:
        body = mark_safe("".join(self.marks))  # noqa: S308
        return Drawing(self.width, max(round(self.y), 1), body)

    def at(self, value: float, axis: Axis) -> float:
        """The x of a value."""
        inner = self.width - self.left - self.right
        return self.left + inner * (value - axis.least) / ((axis.most - axis.least) or 1)

    def text(self, x: float, y: float, words: str, css: str = "c-tl", anchor: str = "") -> None:
        end = f' text-anchor="{anchor}"' if anchor else ""
        # The space keeps the words of neighbours apart for those who hear them.
        place = f'x="{_n(x)}" y="{_n(y)}"'
        self.marks.append(f'<text class="{css}" {place}{end}>{escape(words)}</text> ')

    def line(self, css: str, *points: float) -> None:
        """A line for each four numbers: from x and y to x and y."""
        numbers = list(map(_n, points))
        starts = range(0, len(numbers), 4)
        path = "".join("M{} {}L{} {}".format(*numbers[at : at + 4]) for at in starts)
        self.marks.append(f'<path class="{css}" d="{path}"/>')

    def label(self, words: str, note: str) -> None:
        """The row's words in as many lines as they need, how many answered at the end."""
        # The note is not split between two lines.
        whole = f"{words} ({note})".replace(note, note.replace(" ", "\u00a0")) if note else words
        for line in textwrap.wrap(whole, int(self.width / LETTER)) or [""]:
            self.y += LINE
            self.text(0, self.y - 5, line)
        self.y += 4

    def words(self, words: str) -> None:
        """Words in place of a mark."""
        for line in textwrap.wrap(words, int(self.width / LETTER)):
            self.y += LINE
            self.text(0, self.y - 5, line, "c-t")
        self.y += GAP

    def rectangle(self, css: str, x: float, width: float) -> None:
        box = f'x="{_n(x)}" y="{_n(self.y)}" width="{_n(width)}" height="{BAR}"'
        self.marks.append(f'<rect class="c-k{css}" {box}/>')
        if css in PATTERNS:
            self.marks.append(f'<rect fill="url(#%key%-p{css})" {box}/>')

    def part(self, css: str, x: float, width: float, words: str) -> None:
        """A part of a stacked bar, its words on it where they fit."""
        if width <= 0:
            return
        self.rectangle(css, x, width)
        if len(words) * LETTER + 8 <= width:
            self.text(x + width / 2, self.y + 19, words, f"c-kt c-kt{css}", "middle")

    def bar(self, row: Bar, axis: Axis) -> None:
        start, end = self.at(axis.least, axis), self.at(row.value, axis)
        box = f'x="{_n(start)}" y="{_n(self.y)}" width="{_n(max(end - start, 2))}"'
        self.marks.append(f'<rect class="c-s1" {box} height="{BAR}" rx="3"/>')
        reach = end
        if row.low is not None and row.high is not None:
            low, high = self.at(row.low, axis), self.at(row.high, axis)
            middle, reach = self.y + BAR / 2, max(end, high)
            ends = [end for x in (low, high) for end in (x, middle - 6, x, middle + 6)]
            for css in ("c-wo", "c-w"):
                self.line(css, low, middle, high, middle, *ends)
        self.text(reach + 8, self.y + 19, row.text, "c-tv")
        self.y += BAR + GAP

    def pair(self, row: Pair, axis: Axis) -> None:
        before, after = self.at(row.before, axis), self.at(row.after, axis)
        y = self.y + 34
        self.line("c-l1", before, y, after, y)
        self.marks.append(shape_of("ring", before, y))
        self.marks.append(shape_of("dot", after, y))
        is_close = abs(before - after) < 60
        first, last = (before, after) if before <= after else (after, before)
        texts = (row.before_text, row.after_text)
        words = texts if before <= after else texts[::-1]
        if is_close:
            # Each outwards, so that neither is written over the other.
            self.text(first, self.y + 20, words[0], "c-tv", "end" if first > 60 else "start")
            if first > 60:
                self.text(last, self.y + 20, f"\u00a0{words[1]}", "c-tv", "start")
            else:
                self.text(max(last, first + 62), self.y + 20, words[1], "c-tv", "start")
        else:
            self.text(first, self.y + 20, words[0], "c-tv", "middle" if first > 30 else "start")
            is_near_edge = last > self.width - 30
            self.text(last, self.y + 20, words[1], "c-tv", "end" if is_near_edge else "middle")
        self.y += 44 + GAP

    def scale(self, axis: Axis) -> None:
        """The axis under the marks, with lines from its ticks to the top behind them."""
        behind: list[str] = []
        marks, self.marks = self.marks, behind
        for value, _words in axis.ticks:
            x = self.at(value, axis)
            self.line("c-g", x, 0, x, self.y)
        self.marks = behind + marks
        ticks = list(axis.ticks)
        if self.width == SHORT and len(ticks) > 3:
            ticks = ticks[:: 2 if len(ticks) % 2 else len(ticks) - 1]
        for value, words in ticks:
            x = self.at(value, axis)
            anchor = "start" if x < 20 else "end" if x > self.width - 20 else "middle"
            self.text(x, self.y + 16, words, "c-t", anchor)
        self.y += 24

    def trend(self, moments: Sequence[str], series: Sequence[Sequence[Point]], axis: Axis) -> None:
        top, bottom = 28.0, 220.0
        across = self.width - self.left - self.right
        step = across / max(len(moments) - 1, 1)
        xs = [self.left + step * number for number in range(len(moments))]
        if len(moments) == 1:
            xs = [self.left + across / 2]

        def up(value: float) -> float:
            share = (value - axis.least) / ((axis.most - axis.least) or 1)
            return bottom - share * (bottom - top)

        for value, words in axis.ticks:
            self.line("c-g", self.left, up(value), self.width - self.right, up(value))
            self.text(self.left - 8, up(value) + 5, words, "c-t", "end")
        self._moments(moments, xs, bottom + 24)
        for number, points in enumerate(series[: len(SHAPES)], 1):
            self._line_of(number, points, xs, up, has_words=len(series) == 1)
        self.y = bottom + 34

    def _moments(self, moments: Sequence[str], xs: Sequence[float], y: float) -> None:
        """The names of the moments under the lines; the last one always, others as they fit."""
        last = len(moments) - 1
        free_to = xs[last] - len(moments[last]) * LETTER if last else self.width
        free_from = 0.0
        for number, (x, words) in enumerate(zip(xs, moments, strict=True)):
            half = len(words) * LETTER / 2
            if number == last and number:
                self.text(x + self.right, y, words, "c-t", "end")
            elif not number or (x - half >= free_from - 1 and x + half <= free_to):
                start = max(x - half, 0)
                self.text(start, y, words, "c-t")
                free_from = start + 2 * half + 8

    def _line_of(
        self,
        number: int,
        points: Sequence[Point],
        xs: Sequence[float],
        up: Callable[[float], float],
        *,
        has_words: bool,
    ) -> None:
        before: tuple[float, float] | None = None
        for x, point in zip(xs, points, strict=True):
            if point.value is None or point.hidden:
                before = None
                continue
            here = (x, up(point.value))
            if before:
                self.line(f"c-l{number}", *before, *here)
            before = here
        for x, point in zip(xs, points, strict=True):
            if point.value is not None and not point.hidden:
                self.marks.append(shape_of(SHAPES[number - 1], x, up(point.value)))
                if has_words:
                    self.text(x, up(point.value) - 12, point.text, "c-tv", "middle")


def shape_of(name: str, x: float, y: float) -> str:
    """A mark of a series: each has its own colour and its own shape."""
    paths = {
        "circle": ("c-s1", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
        "square": ("c-s2", "M-6-6H6V6H-6z"),
        "triangle": ("c-s3", "M0-7L7 6H-7z"),
        "diamond": ("c-s4", "M0-8L8 0L0 8L-8 0z"),
        "cross": ("c-s5", "M-7-3H-3V-7H3V-3H7V3H3V7H-3V3H-7z"),
        "bar": ("c-s6", "M-8-3H8V3H-8z"),
        "ring": ("c-ring", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
        "dot": ("c-s1", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z"),
    }
    css, path = paths[name]
    return f'<path class="{css}" transform="translate({_n(x)} {_n(y)})" d="{path}"/>'
