"""A tree of who has something from whom: in columns on a wide screen, indented on a narrow one.

The layout depends on the nodes alone, so the same records always give the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

NODE_HEIGHT, ROW = 40, 50
COLUMN, BOX = 290, 240  # Width of a layer, and of a box in it.
MOST_COLUMNS = 4  # A deeper tree is indented on a wide screen, too, or its words would be small.
WIDE, SHORT, INDENT = 960, 360, 22
LETTER = 8.1  # The mean width of a letter in SVG units.


@dataclass(frozen=True)
class Node:
    """`parent` is the key of the node that it comes from; "" of the root."""

    key: str
    label: str
    parent: str = ""
    url: str = ""
    css: str = ""


@dataclass(frozen=True)
class Graph:
    """What ui/graph.html shows."""

    title: str
    wide: SafeString
    short: SafeString


@dataclass
class _Placed:
    node: Node
    layer: int
    row: float = 0
    children: list["_Placed"] = field(default_factory=list)


def tree(title: str, nodes: Sequence[Node]) -> Graph:
    """The picture of the nodes, the root first; a node whose parent is not there hangs on the root.

    Children stand in the order in which they are given.
    """
    root = _placed(nodes)
    ordered = list(_walk(root))
    _rows(root, [0])
    is_deep = max(each.layer for each in ordered) >= MOST_COLUMNS
    wide = _indented(title, ordered, WIDE) if is_deep else _columns(title, ordered)
    return Graph(title, wide, _indented(title, ordered, SHORT))


def _placed(nodes: Sequence[Node]) -> _Placed:
    known = {node.key: _Placed(node, 0) for node in nodes}
    root = known[nodes[0].key]
    for node in nodes[1:]:
        parent = known.get(node.parent, root)
        (root if _is_under(known, parent, node.key) else parent).children.append(known[node.key])
    _layers(root)
    return root


def _is_under(known: dict[str, _Placed], here: _Placed, key: str) -> bool:
    """Whether `here` comes from the node itself, which would be a loop."""
    seen = set()
    while here.node.key not in seen:
        if here.node.key == key:
            return True
        seen.add(here.node.key)
        here = known.get(here.node.parent, here)
    return False


def _layers(placed: _Placed) -> None:
    for child in placed.children:
        child.layer = placed.layer + 1
        _layers(child)


def _walk(placed: _Placed) -> "Sequence[_Placed]":
    found = [placed]
    for child in placed.children:
        found += _walk(child)
    return found


def _rows(placed: _Placed, free: list[int]) -> None:
    """Leaves take the next row, a parent stands in the middle of its children."""
    if not placed.children:
        placed.row, free[0] = free[0], free[0] + 1
        return
    for child in placed.children:
        _rows(child, free)
    placed.row = (placed.children[0].row + placed.children[-1].row) / 2


def _columns(title: str, ordered: Sequence[_Placed]) -> SafeString:
    lines, boxes = [], []
    for each in ordered:
        x, y = each.layer * COLUMN, each.row * ROW
        boxes.append(_box(each.node, x, y, BOX))
        for child in each.children:
            x1, y1 = x + BOX, y + NODE_HEIGHT / 2
            x2, y2 = child.layer * COLUMN, child.row * ROW + NODE_HEIGHT / 2
            middle = (x1 + x2) / 2
            lines.append(f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}")
    width = max(each.layer for each in ordered) * COLUMN + BOX
    height = max(each.row for each in ordered) * ROW + NODE_HEIGHT
    return _svg(title, max(width, 2 * COLUMN), height, lines, boxes)


def _indented(title: str, ordered: Sequence[_Placed], width: int) -> SafeString:
    lines, boxes = [], []
    place = {id(each): number * ROW for number, each in enumerate(ordered)}
    for each in ordered:
        x, y = each.layer * INDENT if each.layer < 7 else 7 * INDENT, place[id(each)]
        boxes.append(_box(each.node, x, y, width - x - 2))
        for child in each.children:
            down = place[id(child)] + NODE_HEIGHT / 2
            start = x + INDENT / 2
            lines.append(f"M{start:g} {y + NODE_HEIGHT}V{down:g}H{x + INDENT}")
    return _svg(title, width, len(ordered) * ROW, lines, boxes)


def _svg(
    title: str, width: float, height: float, lines: Sequence[str], boxes: Sequence[str]
) -> SafeString:
    return format_html(
        '<svg class="ui-graph" viewBox="-2 -2 {} {}" role="group" aria-label="{}">{}{}</svg>',
        f"{width + 4:g}",
        f"{height + 4:g}",
        title,
        format_html('<path class="ui-graph__line" d="{}"/>', "".join(lines)) if lines else "",
        mark_safe("".join(boxes)),  # noqa: S308  # Each has been escaped.
    )


def _box(node: Node, x: float, y: float, width: float) -> str:
    most = int((width - 20) / LETTER)
    words = node.label if len(node.label) <= most else f"{node.label[: most - 1].rstrip()}…"
    css = f"ui-graph__node {node.css}".strip()
    mark = (
        f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{width:g}" height="{NODE_HEIGHT}" rx="6"/>'
        f'<text x="{x + 10:g}" y="{y + 26:g}">{escape(words)}</text>'
    )
    # The words are the link's name; the whole of a shortened one comes as a tip.
    tip = f"<title>{escape(node.label)}</title>" if words != node.label else ""
    if not node.url:
        return f"<g>{tip}{mark}</g> "
    return f'<a href="{escape(node.url)}">{tip}{mark}</a> '
