"""Figures that count published practices by organisation, service area, year and place."""

import datetime
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from talkoot.core.dates import end_of_day
from talkoot.core.figures import Figure, Measure, Number, Part, Records, register
from talkoot.people.models import Municipality, OrganisationKind
from talkoot.practices.models import Adoption, CuratedList, Practice
from talkoot.practices.rules.adoptions import COUNTED_STAGES
from talkoot.programmes.models import Period, Sector

PLACES = 5
INHABITANTS = 10_000
PRACTICES = _("published practices")


def published(programme: Any, as_of: datetime.date) -> Records:
    """Practices published by the day and not withdrawn."""
    rows = Practice.objects.filter(
        programme=programme,
        state=Practice.State.PUBLISHED,
        published_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation").order_by("-published_at", "-pk")


def _by_organisation(programme: Any, as_of: datetime.date) -> list[tuple[str, str, int]]:
    """(key, name, practices), the most first; equals in the order of their names."""
    rows = published(programme, as_of).order_by()
    counts = rows.values_list("organisation__key", "organisation__name").annotate(n=Count("pk"))
    return sorted(counts, key=lambda row: (-row[2], row[1]))


def _top(programme: Any, as_of: datetime.date) -> list[Part]:
    """The organisations of the first places; those that share the last one are all there."""
    rows = _by_organisation(programme, as_of)
    least = rows[min(PLACES, len(rows)) - 1][2] if rows else 0
    whole = sum(row[2] for row in rows)
    return [Part(key, name, count, whole) for key, name, count in rows if count >= least]


def _most(rows: list[tuple[str, str, int]]) -> tuple[Number, int]:
    return (rows[0][2] if rows else None), len(rows)


def _repeaters(rows: list[tuple[str, str, int]]) -> tuple[Number, int]:
    return sum(count > 1 for _key, _name, count in rows), len(rows)


def by_kind(programme: Any, as_of: datetime.date) -> list[Part]:
    """Organisations with practices: municipalities and the others."""
    rows = published(programme, as_of).order_by()
    counts = rows.aggregate(
        all=Count("organisation", distinct=True),
        municipalities=Count(
            "organisation",
            distinct=True,
            filter=Q(organisation__kind=OrganisationKind.MUNICIPALITY),
        ),
    )
    own, whole = counts["municipalities"], counts["all"]
    return [
        Part("municipality", OrganisationKind.MUNICIPALITY.label, own, whole),
        Part("other", OrganisationKind.OTHER.label, whole - own, whole),
    ]


def _sectors(programme: Any, as_of: datetime.date) -> list[Part]:
    """Each service area's share of the practices; the shares may not sum to 100."""
    rows = published(programme, as_of).order_by().values_list("sector").annotate(n=Count("pk"))
    counts = dict(rows)
    whole = sum(counts.values())
    return [
        Part(area.code, area.name, Decimal(100 * counts.get(area.pk, 0)) / whole, whole)
        for area in Sector.objects.all()
        if whole
    ]


def _days(programme: Any, as_of: datetime.date) -> list[datetime.date]:
    rows = published(programme, as_of).order_by()
    return list(rows.annotate(day=TruncDate("published_at")).values_list("day", flat=True))


def _years(days: list[datetime.date]) -> Counter[int]:
    return Counter(day.year for day in days)


def _new(programme: Any, as_of: datetime.date) -> list[Part]:
    counts = _years(_days(programme, as_of))
    return [Part(str(year), str(year), counts[year], counts[year]) for year in sorted(counts)]


def _cumulative(programme: Any, as_of: datetime.date) -> list[Part]:
    total, parts = 0, []
    for part in _new(programme, as_of):
        total += part.n
        parts.append(Part(part.key, part.label, total, total))
    return parts


def months_of(year: int, as_of: datetime.date) -> int:
    """By how many months a year's count is divided: those begun by the day."""
    return as_of.month if year == as_of.year else 12


def _monthly(programme: Any, as_of: datetime.date) -> list[Part]:
    return [
        Part(part.key, part.label, Decimal(part.n) / months_of(int(part.key), as_of), part.n)
        for part in _new(programme, as_of)
    ]


def _this_year(as_mean: bool) -> Callable[[tuple[Any, datetime.date]], tuple[Number, int]]:
    def value(read: tuple[list[datetime.date], datetime.date]) -> tuple[Number, int]:
        days, as_of = read
        count = _years(days)[as_of.year]
        if not as_mean:
            return count, count
        return Decimal(count) / months_of(as_of.year, as_of), count

    return value


def _dated(programme: Any, as_of: datetime.date) -> tuple[list[datetime.date], datetime.date]:
    return _days(programme, as_of), as_of


def _by_period(programme: Any, as_of: datetime.date) -> list[Part]:
    days = _days(programme, as_of)
    parts = []
    for row in Period.objects.filter(programme=programme):
        count = sum(row.starts_on <= day <= row.ends_on for day in days)
        parts.append(Part(f"period-{row.order}", row.name, count, count))
    return parts


def _confirmed(programme: Any, as_of: datetime.date) -> Records:
    """Counted adoptions that somebody of the organisation or the office has confirmed."""
    rows = Adoption.objects.filter(
        practice__in=published(programme, as_of).order_by().values("pk"),
        state=Adoption.State.VISIBLE,
        stage__in=COUNTED_STAGES,
        adopted_on__lte=as_of,
        confirmed_at__lte=end_of_day(as_of),
    )
    return rows.select_related("organisation", "practice").order_by("-adopted_on", "-pk")


def _of_municipalities(programme: Any, as_of: datetime.date) -> list[Part]:
    """Practices for each 10 000 inhabitants of the municipality whose organisations told them."""
    rows = published(programme, as_of).order_by().exclude(organisation__municipality=None)
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


def _greatest(programme: Any, as_of: datetime.date) -> tuple[Number, int]:
    parts = _of_municipalities(programme, as_of)
    return (parts[0].value, parts[0].n) if parts else (None, 0)


def _lists(programme: Any, as_of: datetime.date) -> Records:
    """The curated lists that have something; the old ones of a source have no day."""
    rows = CuratedList.objects.filter(programme=programme, practices__isnull=False)
    return rows.distinct().order_by("order")


def _lengths(programme: Any, as_of: datetime.date) -> list[Part]:
    public = Q(practices__state=Practice.State.PUBLISHED)
    public &= Q(practices__published_at__lte=end_of_day(as_of))
    rows = _lists(programme, as_of).annotate(n=Count("practices", filter=public, distinct=True))
    return [Part(f"list-{row.order}", row.title, row.n, row.n) for row in rows]


def _detail(
    id: str,
    code: str,
    label: Any,
    unit: Any,
    definition: Any,
    measure: Measure | None,
    parts: Callable[[Any, datetime.date], list[Part]] | None,
    *,
    decimals: int = 0,
    records: Any = published,
    base: Any = PRACTICES,
    part_unit: Any = None,
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
    Measure(_by_organisation, _most),
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
    Measure(_by_organisation, _repeaters),
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
)
