"""The list of published practices: what a visitor asks, the page that answers, honest counts."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet

from talkoot.people.models import Organisation
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Sector, Theme, ThemeUse
from talkoot.search.queries import Result, find

PAGE_SIZE = 12
SORTS = {
    "newest": ("-published_at", "-pk"),
    "adopted": ("-adoption_count", "-pk"),
    "title": ("title", "pk"),
}
SHOWN = ("slug title gist language sector organisation adoption_count published_at is_demo").split()
PUBLISHED = Practice.State.PUBLISHED
MOST_HITS = 50_000
REMEMBERED_SECONDS = 60


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the list; codes as they stand in the address."""

    text: str = ""
    sectors: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    sort: str = "newest"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.sectors or self.themes or self.kinds or self.regions)


class Facts(NamedTuple):
    """What facets know of a practice, as codes; no region without a municipality."""

    sector: str
    kind: str
    region: str
    themes: tuple[str, ...]


@dataclass
class Counts:
    """How many practices match, and how many each option of a facet would bring.

    An option's count obeys the other facets, so that it tells what ticking it would do.
    """

    total: int = 0
    sector: Counter[str] = field(default_factory=Counter)
    theme: Counter[str] = field(default_factory=Counter)
    kind: Counter[str] = field(default_factory=Counter)
    region: Counter[str] = field(default_factory=Counter)


class Catalogue:
    """The facts of everything published, some 250 bytes a practice."""

    def __init__(self) -> None:
        published = published_practices().order_by()
        # First, so that whatever these rows refer to is found afterwards.
        rows = list(published.values_list("pk", "sector", "organisation"))
        self.sectors = {sector.code: sector for sector in Sector.objects.all()}
        self.themes = {theme.code: theme for theme in Theme.objects.filter(use=ThemeUse.PRACTICE)}
        sector_codes = {sector.pk: code for code, sector in self.sectors.items()}
        theme_codes = {theme.pk: code for code, theme in self.themes.items()}
        self.organisations: dict[int, str] = {}
        places: dict[int, tuple[str, str]] = {}
        columns = ("pk", "name", "kind", "municipality__region_code")
        found = Organisation.objects.filter(pk__in={organisation for *_, organisation in rows})
        for pk, name, kind, region in found.order_by().values_list(*columns):
            self.organisations[pk] = name
            places[pk] = (kind, region or "")
        themes: dict[int, tuple[str, ...]] = {}
        for practice, theme in Practice.themes.through.objects.values_list("practice", "theme"):
            if theme in theme_codes:
                themes[practice] = (*themes.get(practice, ()), theme_codes[theme])
        self.facts = {
            pk: Facts(sector_codes[sector], *places[organisation], themes.get(pk, ()))
            for pk, sector, organisation in rows
        }

    @cached_property
    def counts(self) -> Counts:
        """The counts of the list without filters."""
        return self.count(Wanted(), self.facts)

    def count(self, wanted: Wanted, practices: Iterable[int]) -> Counts:
        """The facets of those of the practices that `wanted` narrows to."""
        rows = [self.facts[pk] for pk in practices]
        missed = [_missed(wanted, row) for row in rows] if wanted.is_narrowed else [""] * len(rows)

        def open_to(facet: str) -> Iterator[Facts]:
            return (row for row, miss in zip(rows, missed, strict=True) if miss in ("", facet))

        return Counts(
            total=missed.count(""),
            sector=Counter(row.sector for row in open_to("sector")),
            kind=Counter(row.kind for row in open_to("kind")),
            region=Counter(row.region for row in open_to("region")),
            theme=Counter(chain.from_iterable(row.themes for row in open_to("theme"))),
        )

    def known(self, practices: Iterable[Practice]) -> list[Practice]:
        """Without what was published a moment after the catalogue was made."""
        return [practice for practice in practices if practice.pk in self.facts]

    def narrow(self, wanted: Wanted, practices: Iterable[int]) -> list[int]:
        """Those of the practices that fit every facet, in the same order."""
        known = [pk for pk in practices if pk in self.facts]
        if not wanted.is_narrowed:
            return known
        return [pk for pk in known if not _missed(wanted, self.facts[pk])]


@dataclass
class Listing:
    """A page of the list and the counts around it: strict matches only; `similar` are fuzzy."""

    catalogue: Catalogue
    counts: Counts
    page: "Page[int]"
    practices: list[Practice]
    similar: list[Practice] = field(default_factory=list)
    found: Result = field(default_factory=Result)


_remembered: dict[tuple[object, ...], Catalogue] = {}


def published_catalogue() -> Catalogue:
    """The catalogue, remembered by the process until a practice is published or withdrawn.

    A renamed organisation or service area shows within a minute.
    """
    newest = published_practices().aggregate(n=Count("*"), newest=Max("published_at"))
    key = (newest["n"], newest["newest"], time.time() // REMEMBERED_SECONDS)
    catalogue = _remembered.get(key)
    if catalogue is None:
        catalogue = Catalogue()
        _remembered.clear()
        _remembered[key] = catalogue
    return catalogue


def list_practices(wanted: Wanted, *, number: int = 1, size: int = PAGE_SIZE) -> Listing:
    """Page `number` of the published practices that `wanted` describes."""
    catalogue = published_catalogue()
    if wanted.text:
        return _search(catalogue, wanted, number, size)
    counts = catalogue.counts
    if wanted.is_narrowed:
        counts = catalogue.count(wanted, catalogue.facts)
    page = Paginator(range(counts.total), size).get_page(number)
    rows = _sorted(_narrowed(published_practices(), wanted), wanted.sort, page, size)
    return Listing(catalogue, counts, page, catalogue.known(rows))


def _search(catalogue: Catalogue, wanted: Wanted, number: int, size: int) -> Listing:
    """Strict hits by rank with the fuzzy ones after them, or only the strict in another order."""
    found = find("practice", wanted.text, limit=MOST_HITS)
    strict = [pk for pk in found.ids[: found.strict_count] if pk in catalogue.facts]
    counts = catalogue.count(wanted, strict)
    if wanted.sort != "relevance":
        page = Paginator(range(counts.total), size).get_page(number)
        matches = published_practices().filter(pk__in=found.strict_matches)
        rows = _sorted(_narrowed(matches, wanted), wanted.sort, page, size)
        return Listing(catalogue, counts, page, catalogue.known(rows), found=found)
    hits = catalogue.narrow(wanted, found.ids)
    page = Paginator(hits, size).get_page(number)
    # By key alone: with the state beside it, SQLite would go through everything published.
    shown = Practice.objects.only(*SHOWN, "state").in_bulk(list(page))
    ranked = [shown[pk] for pk in page if pk in shown and shown[pk].state == PUBLISHED]
    strict_here = max(0, counts.total - (page.number - 1) * size)
    return Listing(catalogue, counts, page, ranked[:strict_here], ranked[strict_here:], found=found)


def _sorted(
    practices: "QuerySet[Practice]", sort: str, page: "Page[int]", size: int
) -> "QuerySet[Practice]":
    start = (page.number - 1) * size
    rows = practices.only(*SHOWN).order_by(*SORTS.get(sort, SORTS["newest"]))
    return rows[start : start + size]


def _narrowed(practices: "QuerySet[Practice]", wanted: Wanted) -> "QuerySet[Practice]":
    """The same choice as _missed makes, for the database to put in order."""
    if wanted.sectors:
        practices = practices.filter(sector__code__in=wanted.sectors)
    if wanted.kinds:
        practices = practices.filter(organisation__kind__in=wanted.kinds)
    if wanted.regions:
        practices = practices.filter(organisation__municipality__region_code__in=wanted.regions)
    if wanted.themes:
        about = Theme.objects.filter(use=ThemeUse.PRACTICE, code__in=wanted.themes)
        links = Practice.themes.through.objects.filter(theme__in=about)
        practices = practices.filter(pk__in=links.values("practice"))
    return practices


def _missed(wanted: Wanted, facts: Facts) -> str:
    """The only facet that the practice misses; "" if it fits all, "several" if more than one."""
    missed = ""
    if wanted.sectors and facts.sector not in wanted.sectors:
        missed = "sector"
    if wanted.kinds and facts.kind not in wanted.kinds:
        missed = "several" if missed else "kind"
    if wanted.regions and facts.region not in wanted.regions:
        missed = "several" if missed else "region"
    if wanted.themes and wanted.themes.isdisjoint(facts.themes):
        missed = "several" if missed else "theme"
    return missed
