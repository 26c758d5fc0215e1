"""Filters of the API by the names that people know, as well as by codes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from talkoot.core.charts import TILES
from talkoot.practices.catalogue import published_catalogue
from talkoot.practices.wanted import Wanted

NAMED = ("sectors", "themes", "regions", "organisations")


def by_code(wanted: Wanted) -> Wanted:
    """What is asked for by a name in any language, as if by its code; what is unknown stays."""
    asked = {part: codes for part in NAMED if (codes := getattr(wanted, part))}
    found: dict[str, Any] = {part: _coded(part, codes) for part, codes in asked.items()}
    return replace(wanted, **found)


def _coded(part: str, codes: Iterable[str]) -> frozenset[str]:
    known = _codes(part)
    return frozenset(known.get(code.strip().lower(), code) for code in codes)


def _codes(part: str) -> dict[str, str]:
    """{name or code, in lower case: code}."""
    labels = published_catalogue().labels
    if part == "regions":
        rows = [(str(tile[0]), *map(str, tile[5:8])) for tile in TILES]
    elif part == "organisations":
        rows = [(body.key, body.name) for body in labels.organisations.values()]
    else:
        found: Mapping[str, Any] = getattr(labels, part)
        rows = [(code, row.name_fi, row.name_sv, row.name_en) for code, row in found.items()]
    return {name.lower(): row[0] for row in reversed(rows) for name in reversed(row) if name}
