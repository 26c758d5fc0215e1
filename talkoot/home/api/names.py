"""Filters of the API by the names that people know, as well as by codes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from talkoot.core.charts import TILES
from talkoot.people.queries import organisation_named
from talkoot.practices.catalogue import published_catalogue
from talkoot.practices.wanted import Wanted

NAMED = ("sectors", "themes", "regions")
REGIONS = [(str(tile[0]), *map(str, tile[5:8])) for tile in TILES]
MOST_NAMES = 5  # each that is neither a key nor a first name costs queries


def by_code(wanted: Wanted) -> Wanted:
    """What is asked for by a name in any language, as if by its code; what is unknown stays."""
    asked = {part: codes for part in NAMED if (codes := getattr(wanted, part))}
    found: dict[str, Any] = {part: frozenset(_coded(part, codes)) for part, codes in asked.items()}
    if wanted.organisations:
        found["organisations"] = frozenset(organisation_keys(wanted.organisations))
    return replace(wanted, **found)


def organisation_keys(names: Iterable[str]) -> list[str]:
    """The key of each that is asked for by a key or name: "Kuopio", "Borgå stad"."""
    bodies = reversed(published_catalogue().labels.organisations.values())
    known = {name.lower(): body.key for body in bodies for name in (body.name, body.key)}
    wanted = [name.strip() for name in sorted(names)]
    others = [name for name in wanted if name.lower() not in known][:MOST_NAMES]
    known |= {name.lower(): row.key for name in others if (row := organisation_named(name))}
    return [known.get(name.lower(), name) for name in wanted]


def region_codes(names: Iterable[str]) -> list[str]:
    return _coded("regions", names)


def _coded(part: str, codes: Iterable[str]) -> list[str]:
    known = _codes(part)
    return [known.get(code.strip().lower(), code) for code in codes]


def _codes(part: str) -> dict[str, str]:
    """{name or code, in lower case: code}."""
    rows: Iterable[tuple[str, ...]] = REGIONS
    if part != "regions":
        found: Mapping[str, Any] = getattr(published_catalogue().labels, part)
        rows = [(code, row.name_fi, row.name_sv, row.name_en) for code, row in found.items()]
    return {name.lower(): row[0] for row in reversed([*rows]) for name in reversed(row) if name}
