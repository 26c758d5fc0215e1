"""The impact chain as a picture: a column for each level, boxes that lead to their nodes.

The words in the boxes are the same as in the list under it; each light has a shape, a colour and
its words. Colours come by the classes of the site's charts, so there is no style in the picture.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talkoot.core.canvas import Canvas
from talkoot.core.templatetags.ui import language_of, shy
from talkoot.impact.models import Light
from talkoot.impact.queries.board import Column, NodeCard

BOX, LINE, PAD = 184, 18, 10
CHARACTERS = 20
SOFT_HYPHEN = "\u00ad"
LINE_BETWEEN, ROW_BETWEEN, HEAD = 42, 16, 54
# The seed's colours with a shape each; what has no colour there has none here.
MARKS = {
    Light.VERY_MUCH: ("c-s1", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z"),
    Light.MUCH: ("c-s2", "M0-8L8 0L0 8L-8 0z"),
    Light.SOMEWHAT: ("c-s5", "M-6-6H6V6H-6z"),
    Light.NOT: ("c-s6", "M-8-3H8V3H-8z"),
    Light.ADVERSE: ("c-s3", "M0 8L8-6H-8z"),
}


@dataclass
class _Box:
    card: NodeCard
    x: float
    y: float
    lines: list[str]
    words: list[str]

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.lines) + len(self.words)) + 4

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def wrapped(text: str, most: int, language: str = "") -> list[str]:
    """Lines of at most `most` characters; a longer word is divided where Finnish divides it."""
    lines, line = [], ""
    for word in shy(text, language).split():
        plain = word.replace(SOFT_HYPHEN, "")
        if len(f"{line} {plain}".strip()) <= most:
            line = f"{line} {plain}".strip()
            continue
        if line:
            lines.append(line)
        *whole, line = _divided(word, most) if len(plain) > most else [plain]
        lines += whole
    return [*lines, line]


def _divided(word: str, most: int) -> list[str]:
    """The parts of a long word, each but the last with a hyphen."""
    parts = [""]
    pieces = [
        piece[at : at + most - 1]  # Cut where the speller knows no place for a hyphen.
        for piece in word.split(SOFT_HYPHEN)
        for at in range(0, len(piece), most - 1)
    ]
    for piece in pieces:
        if len(parts[-1]) + len(piece) < most:
            parts[-1] += piece
        else:
            parts.append(piece)
    return [*[f"{part.removesuffix('-')}-" for part in parts[:-1]], parts[-1]]


def chain_svg(columns: list[Column], key: str, *, has_links: bool = True) -> SafeString:
    """The whole picture. With `has_links` each box leads to its node's page; `key` is unique on
    the page. On paper the boxes lead nowhere and the picture is one image with its description.
    """
    canvas = Canvas(_width(columns))
    boxes = _laid_out(columns)
    by_node = {box.card.node.pk: box for box in boxes}
    for number, column in enumerate(columns):
        lines = wrapped(column.title.capitalize(), CHARACTERS)
        for at, line in enumerate(lines):
            canvas.text(number * (BOX + LINE_BETWEEN), LINE * (at + 1), line, "c-tv")
    for box in boxes:
        for link in box.card.leads_to:
            if link.end_id in by_node:
                _draw_link(canvas, box, by_node[link.end_id])
    for box in boxes:
        _draw_box(canvas, box, has_links=has_links)
    canvas.y = max((box.y + box.height for box in boxes), default=HEAD) + 4
    title, description = _("Impact chain"), _("The same content stands in the list.")
    drawing = canvas.drawing()
    if not has_links:
        return drawing.svg(key, title=title, description=description)
    return format_html(
        # In its own size: the frame scrolls where the screen is narrower, so that it can be read.
        '<svg class="ui-graph" role="group" aria-labelledby="{0}" width="{1}" height="{2}" '
        'viewBox="0 0 {1} {2}">'
        '<title id="{0}">{3}</title>{4}</svg>',
        key,
        str(drawing.width),
        str(drawing.height),
        f"{title}. {description}",
        drawing.body,
    )


def _width(columns: list[Column]) -> int:
    return max(len(columns) * (BOX + LINE_BETWEEN) - LINE_BETWEEN, BOX) + 4


def _laid_out(columns: list[Column]) -> list[_Box]:
    boxes = []
    for number, column in enumerate(columns):
        y = float(HEAD)
        for card in column.cards:
            box = _Box(
                card,
                2 + number * (BOX + LINE_BETWEEN),
                y,
                wrapped(card.node.text, CHARACTERS, language_of(card.node, "text")),
                wrapped(card.light_words, CHARACTERS - 3),
            )
            boxes.append(box)
            y += box.height + ROW_BETWEEN
    return boxes


def _draw_link(canvas: Canvas, start: _Box, end: _Box) -> None:
    """A line from the side of a box to the side of the next, with an arrow at its end."""
    x1, x2 = start.x + BOX, end.x - 8
    if end.x > start.x + 1.5 * (BOX + LINE_BETWEEN):
        # Over the levels between, so that no box seems to stand on the way.
        lane, near, far = HEAD - 8, x1 + LINE_BETWEEN / 4, x2 - LINE_BETWEEN / 4
        canvas.line("c-l6", x1, start.middle, near, start.middle, near, start.middle, near, lane)
        canvas.line("c-l6", near, lane, far, lane, far, lane, far, end.middle)
        canvas.line("c-l6", far, end.middle, x2, end.middle)
        _arrow(canvas, x2, end.middle, "M0-7L9 0L0 7z")
        return
    if end.x > start.x:
        canvas.line("c-l6", x1, start.middle, x2, end.middle)
        _arrow(canvas, x2, end.middle, "M0-7L9 0L0 7z")
        return
    # On the same level, or back: around the right side.
    x = start.x + BOX + LINE_BETWEEN / 3
    if end.x < start.x:
        x2 = end.x + BOX + 8
        canvas.line("c-l6", start.x, start.middle, x2, end.middle)
        _arrow(canvas, x2, end.middle, "M0-7L-9 0L0 7z")
        return
    edge = start.x + BOX
    canvas.line("c-l6", edge, start.middle, x, start.middle, x, start.middle, x, end.middle)
    canvas.line("c-l6", x, end.middle, edge + 8, end.middle)
    _arrow(canvas, edge + 8, end.middle, "M0-7L-9 0L0 7z")


def _arrow(canvas: Canvas, x: float, y: float, path: str) -> None:
    canvas.marks.append(
        format_html(
            '<path class="c-s6" transform="translate({} {})" d="{}"/>', f"{x:.1f}", f"{y:.1f}", path
        )
    )


def _draw_box(canvas: Canvas, box: _Box, *, has_links: bool) -> None:
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{BOX}" height="{box.height:.1f}"'
    if has_links:
        url = box.card.node.get_absolute_url()
        canvas.marks.append(format_html('<a href="{}">', url))
    canvas.marks.append(mark_safe(f'<rect class="c-ring" {place} rx="6"/>'))  # noqa: S308
    y = box.y + PAD
    for line in box.lines:
        y += LINE
        canvas.text(box.x + PAD, y - 4, line, "c-t")
    y += 4
    if box.card.light:
        css, path = MARKS[Light(box.card.light)]
        mark = f'<path class="{css}" transform="translate({box.x + PAD + 8:.1f} {y + 9:.1f})"'
        canvas.marks.append(mark_safe(f'{mark} d="{path}"/>'))  # noqa: S308
    for line in box.words:
        y += LINE
        canvas.text(box.x + PAD + (22 if box.card.light else 0), y - 4, line, "c-t")
    if has_links:
        canvas.marks.append("</a>")
