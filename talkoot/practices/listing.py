"""The list of published practices: the page that answers a visitor, and honest counts."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from talkoot.practices.catalogue import Catalogue, Counts, published_catalogue
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.wanted import SORTS, Wanted
from talkoot.search.bits import flags_of, ids_of
from talkoot.search.queries import Result, find

PAGE_SIZE = 12
SHOWN = ("slug title gist language sector organisation adoption_count published_at is_demo").split()
# What a search may have met beyond the card; the beginning of a long text is enough.
HEADS, HEAD_LENGTH = ("need", "what_was_done", "results", "unit_name", "keywords"), 2000
PUBLISHED = Practice.State.PUBLISHED
# So many keys the database puts in order at once; of more it is asked for its order, a stretch at
# a time.
SORTED_AT_ONCE, STRETCH = 500, 2000


@dataclass
class Listing:
    """A page of the list and the counts around it: strict matches only; `similar` are fuzzy.

    `counts.total` is of the strict matches, or all; `is_exact` is False when there are more.
    """

    wanted: Wanted
    catalogue: Catalogue
    counts: Counts
    page: "Page[int]"
    practices: list[Practice]
    similar: list[Practice] = field(default_factory=list)
    found: Result = field(default_factory=Result)
    is_exact: bool = True

    def ticked(self, facet: str) -> frozenset[str]:
        return self.wanted.chosen.get(facet, frozenset())


def list_practices(wanted: Wanted, *, number: int = 1, size: int = PAGE_SIZE) -> Listing:
    """Page `number` of the published practices that `wanted` describes."""
    catalogue = published_catalogue()
    if not wanted.text:
        return _list(catalogue, wanted, catalogue.published, number, size)
    if wanted.sort == "relevance":
        return _ranked(catalogue, wanted, number, size)
    found = find("practice", wanted.text, limit=1)
    listing = _list(catalogue, wanted, found.strict & catalogue.published, number, size)
    listing.found, listing.is_exact = found, found.is_exact
    return listing


def _list(catalogue: Catalogue, wanted: Wanted, found: int, number: int, size: int) -> Listing:
    """Those of the found that fit the facets, in an order of the database."""
    is_all = found == catalogue.published and not wanted.is_narrowed
    counts = catalogue.counts if is_all else catalogue.count(wanted.chosen, found)
    page = Paginator(range(counts.total), size).get_page(number)
    bits = catalogue.narrow(wanted.chosen, found)
    order = SORTS.get(wanted.sort, SORTS["newest"])
    start = (page.number - 1) * size
    if is_all:
        rows = published_practices().order_by(*order).only(*SHOWN)
        practices = [row for row in rows[start : start + size] if row.pk in catalogue]
    else:
        rows = published_practices().filter(_years(wanted))
        keys = _in_order(bits, rows.order_by(*order), start, size)
        practices = _shown(keys, has_heads=bool(wanted.text))
    return Listing(wanted, catalogue, counts, page, practices)


def _ranked(catalogue: Catalogue, wanted: Wanted, number: int, size: int) -> Listing:
    """Strict hits by rank with the fuzzy ones after them."""
    among = None
    if wanted.is_narrowed:
        among = catalogue.narrow(wanted.chosen, catalogue.published)

    def look(number: int) -> Result:
        offset = (number - 1) * size
        return find("practice", wanted.text, among=among, limit=size, offset=offset)

    found = look(number)
    page = Paginator(range(found.count), size).get_page(number)
    if page.number != number:
        found = look(page.number)
    counts = catalogue.count(wanted.chosen, found.strict & catalogue.published)
    strict_here = max(0, found.strict_count - (page.number - 1) * size)
    strict, similar = found.ids[:strict_here], found.ids[strict_here:]
    rows = {row.pk: row for row in _shown(found.ids, has_heads=True)}
    return Listing(
        wanted,
        catalogue,
        counts,
        page,
        [rows[pk] for pk in strict if pk in rows],
        [rows[pk] for pk in similar if pk in rows],
        found,
        found.is_exact,
    )


def _in_order(bits: int, rows: "QuerySet[Practice]", start: int, size: int) -> list[int]:
    """The keys of a page of the bits' practices, in the order of the rows."""
    if bits.bit_count() <= SORTED_AT_ONCE:
        # The state is known: with it, SQLite would go through everything published.
        own = Practice.objects.filter(pk__in=list(ids_of(bits)))
        own = own.order_by(*rows.query.order_by)
        return list(own.values_list("pk", flat=True)[start : start + size])
    return _walked(rows, bits, start + size)[start:]


def _years(wanted: Wanted) -> Q:
    """From the first of the wanted years to the last, so that no walk passes all the newer ones."""
    years = [int(year) for year in wanted.years if year.isdecimal() and len(year) == 4]
    if not years or min(years) < 1:
        return Q()
    here = timezone.get_current_timezone()
    begin = datetime.datetime(min(years), 1, 1, tzinfo=here)
    end = datetime.datetime(min(max(years), 9998) + 1, 1, 1, tzinfo=here)
    return Q(published_at__gte=begin, published_at__lt=end)


def _walked(practices: "QuerySet[Practice]", bits: int, needed: int) -> list[int]:
    """The first keys in the order that are in the set, as many as needed; longer stretches as it
    goes on.
    """
    flags = flags_of(bits)
    rows = practices.values_list("pk", flat=True)
    kept: list[int] = []
    begin, stretch = 0, STRETCH
    while len(kept) < needed:
        keys = list(rows[begin : begin + stretch])
        kept += [key for key in keys if key < len(flags) and flags[key]]
        if len(keys) < stretch:
            break
        begin, stretch = begin + stretch, stretch * 8
    return kept[:needed]


def _shown(keys: Iterable[int], *, has_heads: bool = False) -> list[Practice]:
    """The rows in the order of the keys, without what has left the public a moment ago.

    With the heads of the long texts, where a search is explained (hits.py).
    """
    keys = list(keys)
    rows = Practice.objects.only(*SHOWN, "state")
    if has_heads:
        rows = rows.annotate(**{f"{name}_head": Substr(name, 1, HEAD_LENGTH) for name in HEADS})
    found = rows.in_bulk(keys)
    return [found[pk] for pk in keys if pk in found and found[pk].state == PUBLISHED]
