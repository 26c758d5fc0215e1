"""Geometry of the charts and of the region map, which the server writes as SVG."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

CHART_WIDTH = 640
BAR_ROW = 60

# One square per region: statistical code, column, row, Finnish and Swedish short and long names.
TILES = [
    ("19", 3, 0, "LAP", "LAP", "Lappi", "Lappland", "Lapland"),
    ("17", 3, 1, "POP", "NÖB", "Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"),
    ("18", 4, 1, "KAI", "KAJ", "Kainuu", "Kajanaland", "Kainuu"),
    ("16", 2, 2, "KEP", "MÖB", "Keski-Pohjanmaa", "Mellersta Österbotten", "Central Ostrobothnia"),
    ("11", 4, 2, "PSA", "NSA", "Pohjois-Savo", "Norra Savolax", "North Savo"),
    ("12", 5, 2, "PKA", "NKA", "Pohjois-Karjala", "Norra Karelen", "North Karelia"),
    ("15", 1, 3, "POH", "ÖST", "Pohjanmaa", "Österbotten", "Ostrobothnia"),
    ("14", 2, 3, "EPO", "SÖB", "Etelä-Pohjanmaa", "Södra Österbotten", "South Ostrobothnia"),
    ("13", 3, 3, "KSU", "MFI", "Keski-Suomi", "Mellersta Finland", "Central Finland"),
    ("10", 4, 3, "ESA", "SSA", "Etelä-Savo", "Södra Savolax", "South Savo"),
    ("04", 1, 4, "SAT", "SAT", "Satakunta", "Satakunta", "Satakunta"),
    ("06", 2, 4, "PIR", "BIR", "Pirkanmaa", "Birkaland", "Pirkanmaa"),
    ("07", 3, 4, "PHÄ", "PTA", "Päijät-Häme", "Päijänne-Tavastland", "Päijät-Häme"),
    ("08", 4, 4, "KYM", "KYM", "Kymenlaakso", "Kymmenedalen", "Kymenlaakso"),
    ("09", 5, 4, "EKA", "SKA", "Etelä-Karjala", "Södra Karelen", "South Karelia"),
    ("21", 0, 5, "AHV", "ÅLA", "Ahvenanmaa", "Åland", "Åland"),
    ("02", 1, 5, "VAR", "EGF", "Varsinais-Suomi", "Egentliga Finland", "Southwest Finland"),
    ("05", 2, 5, "KHÄ", "ETA", "Kanta-Häme", "Egentliga Tavastland", "Kanta-Häme"),
    ("01", 3, 5, "UUS", "NYL", "Uusimaa", "Nyland", "Uusimaa"),
]
TILE = 64


def bar_chart(bars: Sequence[Mapping[str, Any]], width: int = CHART_WIDTH) -> dict[str, Any]:
    """Rows of a horizontal bar chart: [{"label", "value", "text"?}] with y, width and colour class.

    Units are those of the SVG's view box, `width` wide; the longest bar leaves room for its number.
    One colour for all, unless a bar brings "series" 1-6.
    """
    largest = max((float(bar["value"]) for bar in bars), default=0) or 1
    rows = [
        {
            "label": bar["label"],
            "text": bar.get("text") or bar["value"],
            "label_y": 18 + number * BAR_ROW,
            "bar_y": 26 + number * BAR_ROW,
            "text_y": 42 + number * BAR_ROW,
            "width": round(max(float(bar["value"]) / largest * (width - 100), 2)),
            "series": bar.get("series", 1),
        }
        for number, bar in enumerate(bars)
    ]
    for row in rows:
        row["text_x"] = row["width"] + 10
    return {"rows": rows, "width": width, "height": max(len(rows) * BAR_ROW, 1)}


def tile_grid(regions: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The region map: {code: {"count", "url", "current"?}} as tiles in four steps, with its legend.

    Steps split the largest count in four equal spans; regions without an entry count as 0.
    """
    counts = {code: int(region.get("count", 0)) for code, region in regions.items()}
    steps = _steps(max(counts.values(), default=0))
    language = (get_language() or "fi")[:2]
    tiles = []
    for code, column, row, short_fi, short_sv, name_fi, name_sv, name_en in TILES:
        region = regions.get(code, {})
        count = counts.get(code, 0)
        tiles.append(
            {
                "short": short_sv if language == "sv" else short_fi,
                "name": {"sv": name_sv, "en": name_en}.get(language, name_fi),
                "count": count,
                "url": region.get("url", ""),
                "current": region.get("current", False),
                # Text, or the template would write each as a number of the page's language.
                "x": str(2 + column * TILE),
                "y": str(2 + row * TILE),
                "middle": str(31 + column * TILE),
                "short_y": str(25 + row * TILE),
                "count_y": str(45 + row * TILE),
                "step": next(number for number, (_, high) in enumerate(steps, 1) if count <= high),
            }
        )
    return {"tiles": tiles, "legend": list(enumerate(steps, 1)), "size": 6 * TILE}


def region_names() -> dict[str, str]:
    """{statistical code: name in the active language}, as the map goes from north to south."""
    language = (get_language() or "fi")[:2]
    column = {"sv": 6, "en": 7}.get(language, 5)
    return {str(tile[0]): str(tile[column]) for tile in TILES}


def _steps(largest: int) -> list[tuple[int, int]]:
    """Up to four spans of counts from 0 to `largest`; fewer when the counts are small."""
    width = max(-(-(largest + 1) // 4), 1)
    return [(low, min(low + width - 1, largest)) for low in range(0, largest + 1, width)]


def steps_to(largest: int) -> list[tuple[int, int]]:
    """Up to four spans of counts from 1 to `largest`; none when there is nothing."""
    width = max(-(-largest // 4), 1)
    return [(low, min(low + width - 1, largest)) for low in range(1, largest + 1, width)]
