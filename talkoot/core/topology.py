"""Making the map of Finland that ships with Talkoot, of a TopoJSON file of its boundaries.

Lines are shared between neighbours, so each is projected and simplified once: neighbours fit
together, and a region's outline is its municipalities'. Run by `talkoot draw_map FILE`.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
HEIGHT = 800  # SVG units from the south to the north of the country.
TOLERANCE = 1.0  # How far a simplified line may leave the true one, in the same units.
MERIDIAN = 27.0  # The middle of the transverse Mercator projection, as in ETRS-TM35FIN.
FEWEST_CORNERS = 3


def draw(topology: Mapping[str, Any]) -> dict[str, Any]:
    """{"width", "height", "municipalities": {code: path}, "regions": {code: path}, "centres"}.

    `centres` are {region: [x, y]}, where its number is written.
    """
    lines = [[_projected(*point) for point in line] for line in _lines(topology)]
    xs, ys = ([point[axis] for line in lines for point in line] for axis in (0, 1))
    scale = HEIGHT / (max(ys) - min(ys))
    left, top = min(xs), max(ys)
    placed = [[((x - left) * scale, (top - y) * scale) for x, y in line] for line in lines]
    simple = [_whole(_simplified(line, TOLERANCE)) for line in placed]
    full = [_whole(line) for line in placed]
    objects = topology["objects"]
    return {
        "width": math.ceil((max(xs) - left) * scale),
        "height": HEIGHT,
        **{
            name: {
                shape["id"]: _shape(shape, simple, full)
                for shape in sorted(objects[name]["geometries"], key=lambda each: each["id"])
            }
            for name in ("municipalities", "regions")
        },
        "centres": {
            shape["id"]: _centre(_rings(shape, simple))
            for shape in objects["regions"]["geometries"]
        },
    }


def _lines(topology: Mapping[str, Any]) -> list[list[Point]]:
    """The topology's arcs in degrees: its numbers are steps from the point before."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((left + x * scale_x, bottom + y * scale_y))
        lines.append(line)
    return lines


def _projected(longitude: float, latitude: float) -> Point:
    """Transverse Mercator on a sphere, which at this size differs from the ellipsoid by nothing."""
    along, up = math.radians(longitude - MERIDIAN), math.radians(latitude)
    east = math.cos(up) * math.sin(along)
    return math.atanh(east), math.atan2(math.tan(up), math.cos(along))


def _simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: the fewest of the line's points that stay within the tolerance."""
    if len(line) < 3:
        return list(line)
    far, at = max((_distance(line[at], line[0], line[-1]), at) for at in range(1, len(line) - 1))
    if far <= tolerance:
        return [line[0], line[-1]]
    return _simplified(line[: at + 1], tolerance)[:-1] + _simplified(line[at:], tolerance)


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the line through start and end, or to start if they are one."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if not length:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _whole(line: Sequence[Point]) -> list[tuple[int, int]]:
    """The line in whole units, without points that fell on the one before."""
    points: list[tuple[int, int]] = []
    for x, y in line:
        point = (round(x), round(y))
        if not points or point != points[-1]:
            points.append(point)
    return points


def _shape(
    shape: Mapping[str, Any],
    simple: Sequence[list[tuple[int, int]]],
    full: Sequence[list[tuple[int, int]]],
) -> str:
    """The outline of an area; one that simplifying would lose keeps its largest ring as it is."""
    seen = [ring for ring in _rings(shape, simple) if len(ring) >= FEWEST_CORNERS]
    if not seen:
        seen = [max(_rings(shape, full), key=len)]
    return "".join(_path(ring) + "z" for ring in seen)


def _rings(
    shape: Mapping[str, Any], lines: Sequence[list[tuple[int, int]]]
) -> list[list[tuple[int, int]]]:
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [_ring(ring, lines) for part in parts for ring in part]


def _centre(rings: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """The centre of gravity of the largest ring."""
    largest = (0.0, 0.0, 0.0)
    for ring in rings:
        area = x = y = 0.0
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            cross = x1 * y2 - x2 * y1
            area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
        if abs(area) > abs(largest[0]):
            largest = (area, x, y)
    area, x, y = largest
    return [round(x / (3 * area)), round(y / (3 * area))]


def _ring(arcs: Sequence[int], lines: Sequence[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The corners of a ring of lines; a negative number is the line ~number backwards."""
    corners: list[tuple[int, int]] = []
    for arc in arcs:
        line = lines[arc] if arc >= 0 else lines[~arc][::-1]
        corners += line[1:] if corners and corners[-1] == line[0] else line
    return corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners


def _path(line: Sequence[tuple[int, int]]) -> str:
    """SVG: an absolute beginning and relative steps, without a space before a minus."""
    (x, y), steps = line[0], []
    for before, here in pairwise(line):
        steps.append(f"{here[0] - before[0]} {here[1] - before[1]}")
    rest = "l" + " ".join(steps) if steps else ""
    return f"M{x} {y}{rest}".replace(" -", "-")
