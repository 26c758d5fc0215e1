"""What a visitor asks of the list of practices, read from an address and written to one."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from talkoot.core.hyphenation import SOFT_HYPHEN

SORTS = {
    "newest": ("-published_at", "-pk"),
    "adopted": ("-adoption_count", "-pk"),
    "title": ("title_key", "pk"),
}
# Each facet's name in addresses, and its part of Wanted.
PARTS = {
    "sector": "sectors",
    "theme": "themes",
    "region": "regions",
    "organisation": "organisations",
    "kind": "kinds",
    "size": "sizes",
    "year": "years",
    "type": "types",
    "extent": "extents",
    "status": "statuses",
    "evidence": "evidence",
}
TEXT_LENGTH, CODE_LENGTH, MOST_CODES = 200, 60, 50
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the list; codes as they stand in the address."""

    text: str = ""
    sectors: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    extents: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    sort: str = "newest"

    @property
    def chosen(self) -> dict[str, frozenset[str]]:
        """The codes by facet, facets without one left out."""
        return {name: codes for name, part in PARTS.items() if (codes := getattr(self, part))}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen)


def wanted_from(asked: QueryDict) -> Wanted:
    """The list's filters from the address; what makes no sense is left out."""
    text = " ".join(asked.get("q", "").replace(SOFT_HYPHEN, "").replace("\0", "").split())
    sort = asked.get("sort", "")
    usual = "relevance" if text else "newest"
    codes: dict[str, Any] = {part: _codes(asked, name) for name, part in PARTS.items()}
    return Wanted(text=text[:TEXT_LENGTH], sort=sort if sort in SORTS else usual, **codes)


def _codes(asked: QueryDict, name: str) -> frozenset[str]:
    codes = asked.getlist(name)[:MOST_CODES]
    return frozenset(code for code in codes if code.isprintable() and 0 < len(code) <= CODE_LENGTH)


def page_number_from(asked: QueryDict) -> int:
    """The page asked for; nonsense gives the first."""
    number = asked.get("page", "")
    return min(max(int(number), 1), LAST_PAGE) if number.isdecimal() and len(number) < 9 else 1


def query_of(wanted: Wanted) -> str:
    """The address after the ?, the same for everybody who asks the same; without the order."""
    pairs = [("q", wanted.text)] if wanted.text else []
    for name, codes in wanted.chosen.items():
        pairs += [(name, code) for code in sorted(codes)]
    return urlencode(pairs)
