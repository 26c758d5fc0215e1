"""What the list's facets know of everything published, held in each web process.

Each option of a facet is a set of bits (search/bits.py): a million practices take some 130 kB an
option. A process reads everything once, then only what the journal tells
(actions/listed.py).
"""

import copy
import threading
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from itertools import compress, count
from operator import and_, or_
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Q, Value
from django.utils import timezone

from talkoot.people.models import Organisation
from talkoot.practices.models import ListingChange, Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.rules.sizes import size_of
from talkoot.programmes.models import Sector, Theme, ThemeUse
from talkoot.search.bits import bits_of, flags_of

# The facets whose options are sets of bits; those of `organisation` are counted from `owners`.
FACETS = tuple("sector theme region kind size year type extent status evidence".split())
COLUMNS = (
    "pk sector_id organisation_id place__region_code published_at kind extent status evidence"
).split()
# Labels are read anew after this; a process that slept a day reads everything.
LABELS_SECONDS, DAY = 60, 86_400
MOST_CHANGES, LAST_CHANGES, HOLE_SECONDS = 1000, 200, 600

Narrowing = Mapping[str, Collection[str]]


class Body(NamedTuple):
    """What the list tells of an organisation."""

    key: str
    name: str
    kind: str
    region: str
    size: str


@dataclass
class Counts:
    """How many practices match, and how many each option of a facet would bring.

    An option's count obeys the other facets, so that it tells what ticking it would do.
    """

    total: int = 0
    by_facet: dict[str, Counter[str]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Counter[str]:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.by_facet.get(name, Counter())


class Labels:
    """Names of what the codes stand for, as they were a moment ago."""

    def __init__(self) -> None:
        self.read_at = time.monotonic()
        self.sectors: dict[str, Sector] = {}
        self.themes: dict[str, Theme] = {}
        for is_sector, pk, code, icon, _order, fi, sv, en in _classes():
            names = {"pk": pk, "code": code, "name_fi": fi, "name_sv": sv, "name_en": en}
            if is_sector:
                self.sectors[code] = Sector(**names, icon=icon)
            else:
                self.themes[code] = Theme(**names)
        self.sector_codes = {sector.pk: sector.code for sector in self.sectors.values()}
        self.theme_codes = {theme.pk: theme.code for theme in self.themes.values()}
        columns = ("pk", "key", "name", "kind", *_of_municipality("region_code", "population"))
        rows = Organisation.objects.order_by().values_list(*columns)
        self.organisations = {
            pk: Body(key, name, kind, region or "", size_of(population))
            for pk, key, name, kind, region, population in rows
        }
        self.by_key = {body.key: pk for pk, body in self.organisations.items()}

    def places_as(self, other: "Labels") -> bool:
        """The organisations of the other are where they were."""
        return all(
            pk in self.organisations and self.organisations[pk][2:] == body[2:]
            for pk, body in other.organisations.items()
        )


class Catalogue:
    """The facts of everything published at a moment. It never changes: `after` makes another."""

    def __init__(self) -> None:
        changes = ListingChange.objects.order_by("-pk").values_list("pk", flat=True)
        last = list(changes[:LAST_CHANGES])
        self.last = last[0] if last else 0
        self.holes = dict.fromkeys(
            set(range(last[-1], self.last)) - set(last) if last else (), time.monotonic()
        )
        self.labels = Labels()
        self.options: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        self.owners = array("I")
        self.partners: dict[int, tuple[int, ...]] = {}
        self.published = 0
        self._read(published_practices(), Q())

    def after(self, practice_ids: Collection[int]) -> "Catalogue":
        """The catalogue with these practices as they are now."""
        new = copy.copy(self)
        new.__dict__.pop("counts", None)
        new.owners, new.partners = array("I", self.owners), dict(self.partners)
        gone = ~bits_of(practice_ids)
        new.published &= gone
        new.options = {
            facet: {code: bits & gone for code, bits in options.items()}
            for facet, options in self.options.items()
        }
        for pk in practice_ids:
            new.partners.pop(pk, None)
        new._read(published_practices().filter(pk__in=practice_ids), Q(practice__in=practice_ids))
        return new

    def _read(self, practices: Any, links: Q) -> None:
        """Add the practices' bits, and those of their themes and partners."""
        bits: dict[str, Any] = {}
        # The greatest key first, so that the sets have their length from the start.
        rows = practices.order_by("-pk").values_list(*COLUMNS)
        for pk, organisation, codes in self._codes(rows):
            if not bits:
                length = pk // 8 + 1
                empty = partial(bytearray, length)
                bits = {name: defaultdict(empty) for name in (*FACETS, "")}
                missing = max(0, pk + 1 - len(self.owners))
                self.owners.extend(array("I", bytes(4 * missing)))
            self.owners[pk] = organisation
            byte, bit = pk >> 3, 1 << (pk & 7)
            bits[""][""][byte] |= bit
            for facet, code in codes:
                if code:
                    bits[facet][code][byte] |= bit
        if not bits:
            return
        self.published |= int.from_bytes(bits.pop("")[""], "little")
        known = flags_of(self.published)
        theme_codes = self.labels.theme_codes
        for pk, theme, partner in _linked(links):
            if pk >= len(known) or not known[pk]:
                continue
            if partner:
                self.partners[pk] = (*self.partners.get(pk, ()), partner)
            elif theme in theme_codes:
                bits["theme"][theme_codes[theme]][pk >> 3] |= 1 << (pk & 7)
        for facet, by_code in bits.items():
            options = self.options[facet]
            for code, found in by_code.items():
                options[code] = options.get(code, 0) | int.from_bytes(found, "little")

    def _codes(self, rows: Any) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
        """(practice, organisation, (facet, code) pairs) of each row."""
        nowhere = Body("", "", "", "", "")
        for pk, sector, owner, place, moment, kind, extent, status, evidence in rows.iterator(2000):
            if owner not in self.labels.organisations or (
                sector and sector not in self.labels.sector_codes
            ):
                self.labels = Labels()
            body = self.labels.organisations.get(owner, nowhere)
            codes = (
                ("sector", self.labels.sector_codes.get(sector, "")),
                ("region", place or body.region),
                ("kind", body.kind),
                ("size", body.size),
                ("year", str(timezone.localtime(moment).year)),
                ("type", kind),
                ("extent", extent),
                ("status", status),
                ("evidence", str(evidence)),
            )
            yield pk, owner, codes

    @cached_property
    def counts(self) -> Counts:
        """The counts of the list without filters."""
        return self.count({}, self.published)

    @cached_property
    def organisation_count(self) -> int:
        return len(set(compress(self.owners, flags_of(self.published))))

    @property
    def total(self) -> int:
        return self.published.bit_count()

    def narrow(self, wanted: Narrowing, found: int) -> int:
        """Those of the found that fit every facet."""
        return reduce(and_, self._masks(wanted).values(), found)

    def count(self, wanted: Narrowing, found: int) -> Counts:
        """The facets of those of the found that `wanted` narrows to."""
        masks = self._masks(wanted)
        matched = reduce(and_, masks.values(), found)

        def open_to(facet: str) -> int:
            if facet not in masks:
                return matched
            return reduce(and_, (bits for name, bits in masks.items() if name != facet), found)

        by_facet = {
            facet: Counter(
                {
                    code: number
                    for code, bits in options.items()
                    if (number := (bits & chosen).bit_count())
                }
            )
            for facet, options in self.options.items()
            for chosen in [open_to(facet)]
        }
        by_facet["organisation"] = self._organisations(open_to("organisation"))
        return Counts(matched.bit_count(), by_facet)

    def _organisations(self, chosen: int) -> Counter[str]:
        flags = flags_of(chosen)
        numbers = Counter(compress(self.owners, flags))
        for pk, partners in self.partners.items():
            if pk < len(flags) and flags[pk]:
                numbers.update(partners)
        bodies = self.labels.organisations
        return Counter({bodies[pk].key: n for pk, n in numbers.items() if pk in bodies})

    def _masks(self, wanted: Narrowing) -> dict[str, int]:
        """For each facet in use, who fits it."""
        return {
            facet: self._owned(codes)
            if facet == "organisation"
            else reduce(or_, (self.options[facet].get(code, 0) for code in codes), 0)
            for facet, codes in wanted.items()
            if codes
        }

    def _owned(self, keys: Collection[str]) -> int:
        """What the organisations have done, alone or with others."""
        chosen = {self.labels.by_key[key] for key in keys if key in self.labels.by_key}
        own = compress(count(), map(chosen.__contains__, self.owners))
        shared = (pk for pk, partners in self.partners.items() if not chosen.isdisjoint(partners))
        return bits_of([*own, *shared]) & self.published

    def __contains__(self, practice_id: int) -> bool:
        return bool(self.published >> practice_id & 1)

    def option_of(self, facet: str, practice_id: int) -> str:
        """The practice's code in a facet of one option each, "" if it has none."""
        mask = 1 << practice_id
        return next((code for code, bits in self.options[facet].items() if bits & mask), "")


def _classes() -> Any:
    """(whether it is a sector, key, code, icon, order, names) of each sector and theme, in order.

    In one query: a page that finds an empty catalogue has enough of them.
    """
    columns = ("pk", "code", "icon", "order", "name_fi", "name_sv", "name_en")
    sectors = Sector.objects.annotate(is_sector=Value(True))
    themes = Theme.objects.annotate(is_sector=Value(False), icon=Value("")).filter(
        use=ThemeUse.PRACTICE
    )
    rows = sectors.order_by().values_list("is_sector", *columns)
    return rows.union(themes.order_by().values_list("is_sector", *columns)).order_by("order")


def _linked(links: Q) -> Any:
    """(practice, theme, 0) of each tagged theme and (practice, 0, organisation) of each partner."""
    none = Value(0, BigIntegerField())
    themes: Any = Practice.themes.through.objects.filter(links).annotate(other=none)
    partners: Any = Practice.partners.through.objects.filter(links).annotate(other=none)
    rows = themes.values_list("practice_id", "theme_id", "other")
    others = partners.values_list("practice_id", "other", "organisation_id")
    return rows.union(others, all=True).iterator(2000)


def _of_municipality(*columns: str) -> tuple[str, ...]:
    return tuple(f"municipality__{column}" for column in columns)


_lock = threading.Lock()
_kept: list[Catalogue] = []


def forget_catalogue() -> None:
    """Read everything anew at the next question."""
    _kept.clear()


def published_catalogue() -> Catalogue:
    """The catalogue with all changes so far: one query, unless something changed.

    A renamed organisation or service area shows within a minute.
    """
    with _lock:
        new = _brought_up(_kept[0]) if _kept else Catalogue()
        _kept[:] = [new]
        return new


def _brought_up(old: Catalogue) -> Catalogue:
    """The catalogue after the changes that the journal tells."""
    now = time.monotonic()
    unseen = Q(pk__gt=old.last) | Q(pk__in=list(old.holes))
    rows = (
        ListingChange.objects.filter(unseen)
        if old.holes
        else ListingChange.objects.filter(pk__gt=old.last)
    )
    changes = dict(rows.values_list("pk", "practice_id").order_by("pk")[: MOST_CHANGES + 1])
    if len(changes) > MOST_CHANGES or None in changes.values():
        return Catalogue()
    if now - old.labels.read_at > LABELS_SECONDS:
        labels = Labels()
        is_off = old.total != published_practices().count() and not changes
        if is_off or now - old.labels.read_at > DAY or not labels.places_as(old.labels):
            return Catalogue()
        old.labels = labels
    if not changes:
        return old
    new = old.after(list({pk for pk in changes.values() if pk}))
    new.last = max(old.last, *changes)
    # A number that another transaction holds may come later; one rolled back never does.
    holes = set(range(old.last + 1, new.last)) | set(old.holes)
    new.holes = {
        hole: old.holes.get(hole, now)
        for hole in holes - set(changes)
        if now - old.holes.get(hole, now) < HOLE_SECONDS
    }
    return new
