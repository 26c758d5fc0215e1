"""Figures that count published practices by organisation, service area, year and place."""

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day, within
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    BY_PERIOD,
    Chapter,
    Figure,
    Filters,
    Measure,
    Number,
    Part,
    Records,
    counts_by,
    read_once,
    register_in,
)
from talkoot.people.models import Municipality, OrganisationKind
from talkoot.practices.models import Adoption, CuratedList, Practice
from talkoot.practices.queries.use import first_use, used_on
from talkoot.practices.rules.lists import known
from talkoot.programmes.models import Sector
from talkoot.programmes.queries import periods_of

register = register_in(Chapter.PRACTICES)
PLACES = 5
FIRST_YEAR = 1990  # Nothing in any register is older.
INHABITANTS = 10_000
PRACTICES = _("published practices")
# The service of which a practice came: of its engagement's or its team's, else of none.
SERVICES = ("engagement__application__call__offering", "team__series__offering")


def published(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Practices published by the day and not withdrawn."""
    rows = Practice.objects.filter(
        programme=programme, state=Practice.State.PUBLISHED, published_at__lte=end_of_day(as_of)
    )
    rows = filters.narrow(
        rows, day="published_at__date", service=SERVICES, organisation="organisation__"
    )
    return rows.select_related("organisation").order_by("-published_at", "-pk")


class Owner(NamedTuple):
    """An organisation with how many practices it has published."""

    key: str
    name: str
    kind: str
    number: int


@read_once
def _owners(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Owner]:
    """The most first; equals in the order of their names."""
    rows = published(programme, as_of, filters).order_by()
    columns = ("organisation__key", "organisation__name", "organisation__kind")
    counts = rows.values_list(*columns).annotate(n=Count("pk"))
    return sorted((Owner(*row) for row in counts), key=lambda row: (-row.number, row.name))


def _top(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """The organisations of the first places; those that share the last one are all there."""
    rows = _owners(programme, as_of, filters)
    least = rows[min(PLACES, len(rows)) - 1].number if rows else 0
    whole = sum(row.number for row in rows)
    return [Part(row.key, row.name, row.number, whole) for row in rows if row.number >= least]


def _most(rows: list[Owner]) -> tuple[Number, int]:
    return (rows[0].number if rows else None), len(rows)


def _repeaters(rows: list[Owner]) -> tuple[Number, int]:
    return sum(row.number > 1 for row in rows), len(rows)


def by_kind(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """Organisations with practices: municipalities and the others."""
    rows = _owners(programme, as_of, filters)
    own, whole = (sum(row.kind == OrganisationKind.MUNICIPALITY for row in rows), len(rows))
    return [
        Part("municipality", OrganisationKind.MUNICIPALITY.label, own, whole),
        Part("other", OrganisationKind.OTHER.label, whole - own, whole),
    ]


def _sectors(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """Each service area's share of the practices; the shares may not sum to 100."""
    counts = counts_by(published(programme, as_of, filters), "sector")
    whole = sum(counts.values())
    return [
        Part(area.code, area.name, Decimal(100 * counts.get(area.pk, 0)) / whole, whole)
        for area in Sector.objects.all()
        if whole
    ]


Span = tuple[int, datetime.date, datetime.date]  # its key, first and last day


def span_case(spans: Iterable[Span], *whens: When) -> Case:
    """The key of the first span in which a practice was published, None for the others.

    `whens` go first.
    """
    days = [
        When(within("published_at", first, last), then=Value(key)) for key, first, last in spans
    ]
    return Case(*whens, *days, default=None, output_field=IntegerField())


def span_counts(rows: Records, case: Case) -> dict[int | None, int]:
    """{key of a span: practices}, one query."""
    return dict(rows.order_by().annotate(span=case).values_list("span").annotate(n=Count("pk")))


@read_once
def _years(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[int, int]:
    """{year: practices published in it}, in their order."""
    spans = [
        (year, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        for year in range(as_of.year, FIRST_YEAR - 1, -1)
    ]
    if not spans:
        return {}
    counts = span_counts(published(programme, as_of, filters), span_case(spans))
    return {year: counts[year] for year in sorted(filter(None, counts))}


def _new(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    counts = _years(programme, as_of, filters)
    return [Part(str(year), str(year), count, count) for year, count in counts.items()]


def _cumulative(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    total, parts = 0, []
    for part in _new(programme, as_of, filters):
        total += part.n
        parts.append(Part(part.key, part.label, total, total))
    return parts


def months_of(year: int, as_of: datetime.date) -> int:
    """By how many months a year's count is divided: those begun by the day."""
    return as_of.month if year == as_of.year else 12


def _monthly(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    return [
        Part(part.key, part.label, Decimal(part.n) / months_of(int(part.key), as_of), part.n)
        for part in _new(programme, as_of, filters)
    ]


def _this_year(as_mean: bool) -> Callable[[tuple[Any, datetime.date]], tuple[Number, int]]:
    def value(read: tuple[dict[int, int], datetime.date]) -> tuple[Number, int]:
        years, as_of = read
        count = years.get(as_of.year, 0)
        if not as_mean:
            return count, count
        return Decimal(count) / months_of(as_of.year, as_of), count

    return value


def _dated(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> tuple[dict[int, int], datetime.date]:
    return _years(programme, as_of, filters), as_of


def _by_period(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    periods = periods_of(programme)
    if not periods:
        return []
    case = span_case((row.order, row.starts_on, row.ends_on) for row in periods)
    counts = span_counts(published(programme, as_of, filters), case)
    found = [(row, counts.get(row.order, 0)) for row in periods]
    return [Part(f"period-{row.order}", row.name, count, count) for row, count in found]


def adopted(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Adoptions in use on the day, of practices that were public by then."""
    rows = Adoption.objects.filter(
        Exists(published(programme, as_of).filter(pk=OuterRef("practice")))
    )
    rows = filters.narrow(
        used_on(rows, as_of),
        day=first_use(),
        service=tuple(f"practice__{way}" for way in SERVICES),
        organisation="organisation__",
    )
    return rows.select_related("organisation", "practice").order_by("-adopted_on", "-pk")


def _confirmed(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Those that had been confirmed by the day, too."""
    moment = end_of_day(as_of)
    return adopted(programme, as_of, filters).filter(confirmed_at__lte=moment)


@read_once
def _of_municipalities(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """Practices for each 10 000 inhabitants of the municipality whose organisations told them."""
    rows = published(programme, as_of, filters).order_by().exclude(organisation__municipality=None)
    counts = dict(rows.values_list("organisation__municipality").annotate(n=Count("pk")))
    places = Municipality.objects.filter(code__in=counts, population__gt=0)
    parts = [
        Part(
            place.code,
            place.name,
            Decimal(INHABITANTS * counts[place.code]) / (place.population or 1),
            counts[place.code],
        )
        for place in places
    ]
    return sorted(parts, key=lambda part: (-Decimal(part.value or 0), str(part.label)))


def _greatest(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> tuple[Number, int]:
    parts = _of_municipalities(programme, as_of, filters)
    return (parts[0].value, parts[0].n) if parts else (None, 0)


def _lists(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """The curated lists that have something; the old ones of a source have no day."""
    rows = CuratedList.objects.filter(known(as_of), programme=programme, practices__isnull=False)
    rows = filters.narrow(rows, day="published_on")
    return rows.distinct().order_by("order")


def _lengths(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    public = Q(practices__state=Practice.State.PUBLISHED)
    public &= Q(practices__published_at__lte=end_of_day(as_of))
    rows = _lists(programme, as_of, filters).annotate(
        n=Count("practices", filter=public, distinct=True)
    )
    return [Part(f"list-{row.order}", row.title, row.n, row.n) for row in rows]


def _detail(
    id: str,
    code: str,
    label: Any,
    unit: Any,
    definition: Any,
    measure: Measure | None,
    parts: Callable[..., list[Part]] | None,
    *,
    decimals: int = 0,
    records: Any = published,
    base: Any = PRACTICES,
    part_unit: Any = None,
    filters: frozenset[str] = BY_ALL,
) -> None:
    register(
        Figure(
            id=id,
            code=code,
            label=label,
            unit=unit,
            definition=definition,
            base=base,
            records=records,
            measure=measure,
            parts=parts,
            decimals=decimals,
            part_unit=part_unit,
            has_public_records=True,
            is_detail=True,
            filters=filters,
        )
    )


_detail(
    "practices-top",
    "F78",
    _("Most practices of one organisation"),
    _("practices"),
    _(
        "Published practices of the organisation that has the most. Under it the first five "
        "places; equals share a place and stand in the order of their names."
    ),
    Measure(_owners, _most),
    _top,
)
_detail(
    "practices-by-sector",
    "F79",
    _("Practices by service area"),
    _("practices"),
    _("Published practices, and each service area’s share of them in per cent."),
    None,
    _sectors,
    part_unit="%",
)
_detail(
    "practices-cumulative",
    "F80",
    _("Practices at the end of each year"),
    _("practices"),
    _("Practices published by the as-of date, and by the end of each year before it."),
    None,
    _cumulative,
)
_detail(
    "practices-by-year",
    "F81",
    _("New practices of the year"),
    _("practices"),
    _("Practices published in the year of the as-of date, up to it; under it each year."),
    Measure(_dated, _this_year(as_mean=False)),
    _new,
)
_detail(
    "practices-per-month",
    "F82",
    _("New practices in a month"),
    _("practices"),
    _(
        "Practices published in the year of the as-of date divided by the months that have begun; "
        "a whole year by twelve."
    ),
    Measure(_dated, _this_year(as_mean=True)),
    _monthly,
)
_detail(
    "practices-by-period",
    "F122",
    _("Practices by programme period"),
    _("practices"),
    _("Practices published by the as-of date, by the period in which they were published."),
    None,
    _by_period,
)
_detail(
    "repeat-submitters",
    "F123",
    _("Organisations with many practices"),
    _("organisations"),
    _("Organisations with at least two published practices."),
    Measure(_owners, _repeaters),
    None,
    base=_("organisations with a published practice"),
)
_detail(
    "practices-per-inhabitants",
    "F124",
    _("Practices for each 10 000 inhabitants"),
    _("practices"),
    _(
        "Published practices of the organisations of a municipality for each 10 000 inhabitants: "
        "the municipality with the most, and under it the others."
    ),
    Measure(_greatest, lambda read: read),
    _of_municipalities,
    decimals=1,
)
_detail(
    "adoptions-verified",
    "F121",
    _("Confirmed adoptions"),
    _("adoptions"),
    _("Adoptions in use or established that a contact person or the office has confirmed."),
    None,
    None,
    records=_confirmed,
    base=_("confirmed adoptions"),
)
_detail(
    "curated-lists",
    "F89",
    _("Curated lists"),
    _("lists"),
    _("Lists of practices that the office has picked; under it how many practices each has."),
    None,
    _lengths,
    records=_lists,
    part_unit=_("practices"),
    base=_("lists with a practice"),
    filters=BY_PERIOD,
)
