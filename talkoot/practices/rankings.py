"""Numbers of a programme's practices by organisation, year, service area and region."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from talkoot.core.charts import region_names
from talkoot.core.figures import largest_remainder
from talkoot.people.models import Municipality, Organisation, OrganisationKind
from talkoot.practices.count_figures import adopted, months_of, published
from talkoot.practices.models import Practice
from talkoot.practices.queries.register import present_on, register_on
from talkoot.practices.rules.eligible import eligible_kinds
from talkoot.practices.rules.ranking import (
    Ranked,
    cumulated,
    per_inhabitants,
    ranked,
)
from talkoot.programmes.models import Programme, Sector

SUBJECTS = ("published", "learned", "passed-on")
LISTED = 10


@dataclass(frozen=True)
class Ranking:
    """A subject by raw number, and by inhabitants for municipalities alone."""

    subject: str
    raw: list[Ranked]
    fair: list[Ranked]


def rankings(programme: Programme, as_of: datetime.date, *, most: int = LISTED) -> list[Ranking]:
    """The three lists, each in both ways; four queries."""
    adoptions = adopted(programme, as_of).order_by()
    counts: dict[str, Counter[int]] = {
        "published": _by(published(programme, as_of).order_by(), "organisation"),
        "learned": _by(adoptions, "organisation"),
        "passed-on": _by(adoptions, "practice__organisation"),
    }
    ids = {pk for counter in counts.values() for pk in counter}
    rows = Organisation.objects.select_related("municipality").in_bulk(ids)
    return [_ranking(subject, counts[subject], rows, most) for subject in SUBJECTS]


def _by(rows: "QuerySet[Any]", name: str) -> Counter[int]:
    return Counter(dict(rows.values_list(name).annotate(Count("pk"))))


def _ranking(
    subject: str, counts: Counter[int], rows: dict[int, Organisation], most: int
) -> Ranking:
    fair = []
    for pk, count in counts.items():
        row = rows[pk]
        people = row.municipality.population if row.municipality else None
        if row.kind == OrganisationKind.MUNICIPALITY and people:
            fair.append((row.name, per_inhabitants(count, people), row))
    raw = [(rows[pk].name, count, rows[pk]) for pk, count in counts.items()]
    return Ranking(subject, ranked(raw, most=most), ranked(fair, most=most))


def years(programme: Programme, as_of: datetime.date) -> list[list[Any]]:
    """[year, new, all by its end, a month, months] up to the day; one query."""
    zone = timezone.get_current_timezone()
    counted = dict(
        published(programme, as_of)
        .order_by()
        .annotate(year=ExtractYear("published_at", tzinfo=zone))
        .values_list("year")
        .annotate(Count("pk"))
    )
    if not counted:
        return []
    by_year = {year: counted.get(year, 0) for year in range(min(counted), as_of.year + 1)}
    together = cumulated(by_year)
    rows = []
    for year, new in by_year.items():
        months = months_of(year, as_of)
        a_month = formats.number_format(round(new / months, 1), 1)
        rows.append([str(year), new, together[year], a_month, months])
    return rows


def sectors(programme: Programme, as_of: datetime.date) -> list[list[Any]]:
    """[service area, practices, per cent]: whole per cents that sum to 100; two queries."""
    counts = _by(published(programme, as_of).order_by(), "sector")
    rows = list(Sector.objects.all())
    shares = largest_remainder([counts[row.pk] for row in rows])
    return [[row.name, counts[row.pk], share] for row, share in zip(rows, shares, strict=True)]


def coverage_by_region(programme: Programme, as_of: datetime.date) -> list[list[Any]]:
    """[region, municipalities, of them with a practice or an adoption, per cent]; three queries."""
    seen = _seen(programme, as_of)
    codes = dict(
        Municipality.objects.filter(valid_from__lte=as_of)
        .exclude(valid_to__lt=as_of)
        .values_list("code", "region_code")
    )
    rows = present_on(as_of).filter(kind=OrganisationKind.MUNICIPALITY, pk__in=seen)
    known = Counter(
        codes[code]
        for code in set(rows.values_list("municipality_id", flat=True))
        if code and code in codes
    )
    whole = Counter(codes.values())
    return [
        [name, whole[code], known[code], _whole_per_cent(known[code], whole[code])]
        for code, name in region_names().items()
        if whole[code]
    ]


def coverage_by_sector(programme: Programme, as_of: datetime.date) -> list[list[Any]]:
    """[service area, organisations that have it, of them with a practice of it, per cent].

    A merged organisation is the one that carries its work on. Invented ones are there only if they
    have a practice.
    """
    register = register_on(as_of)
    seen: dict[str, set[int]] = {}
    found = published(programme, as_of).order_by().values_list("sector__code", "organisation")
    for sector, organisation in found.distinct():
        seen.setdefault(sector, set()).add(register.now(organisation))
    rows = []
    for sector in Sector.objects.all():
        kinds = eligible_kinds(sector.code, "", as_of)
        known = {pk for pk in seen.get(sector.code, ()) if register.is_of(pk, kinds)}
        could = len(register.real(kinds) | known)
        rows.append([sector.name, could, len(known), _whole_per_cent(len(known), could)])
    return rows


def practices_by_region(programme: Programme, as_of: datetime.date) -> dict[str, int]:
    """{region: practices published in it}, for the map."""
    rows = published(programme, as_of).order_by().exclude(organisation__municipality=None)
    return dict(rows.values_list("organisation__municipality__region_code").annotate(Count("pk")))


def _seen(programme: Programme, as_of: datetime.date) -> set[int]:
    """Organisations that have published, taken part in publishing, or adopted."""
    practices = published(programme, as_of).order_by()
    owners = practices.values_list("organisation", flat=True)
    partners = Practice.partners.through.objects.filter(
        practice__in=practices.values("pk")
    ).values_list("organisation", flat=True)
    adopters = adopted(programme, as_of).order_by().values_list("organisation", flat=True)
    return set(owners.union(partners, adopters))


def _whole_per_cent(part: int, whole: int) -> str:
    return f"{(200 * part + whole) // (2 * whole)} %" if whole else _("nothing to compare with")
