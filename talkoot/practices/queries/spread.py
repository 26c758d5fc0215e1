"""Reads what the measures of spreading are made of, for one practice or many."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from talkoot.people.models import Municipality, Organisation
from talkoot.practices.models import Adoption, AdoptionMove, JuryStatement, LevelRules, Practice
from talkoot.practices.queries.lineage import beyond, versions_on
from talkoot.practices.queries.register import Register, register_on
from talkoot.practices.rules.eligible import COUNTY_CODES, eligible_kinds
from talkoot.practices.rules.levels import (
    Facts,
    facts_of,
    is_confirmed,
    is_used,
    level_of,
    numbers_with,
)
from talkoot.practices.rules.merged import merged
from talkoot.practices.rules.spread import Adopter, Origin, Place, Spread

CHUNK = 500
ADOPTION_FIELDS = (
    "pk practice_id organisation_id is_independent benefit replaced_old learned_from_id scope "
    "fidelity mechanism is_demo stage adopted_on"
).split()


@dataclass
class Country:
    """Municipalities as they stand on a day; a merged one is read as the one that continues.

    With the register of organisations of the day.
    """

    day: datetime.date
    register: Register
    places: dict[str, Place] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    populations: dict[str, int] = field(default_factory=dict)
    county_places: dict[str, frozenset[str]] = field(default_factory=dict)
    counties: dict[str, Place] = field(default_factory=dict)

    def place_of(self, municipality: str | None, key: str) -> Place | None:
        """Where an organisation stands: its municipality, else the county that its key names."""
        return self.places.get(municipality or "") or self.counties.get(COUNTY_CODES.get(key, ""))


def country_on(day: datetime.date) -> Country:
    """The municipalities and organisations of the day, in two queries."""
    rows = {row.code: row for row in Municipality.objects.all()}
    country = Country(day, register_on(day))
    counties: dict[str, set[str]] = {}
    for row in rows.values():
        now = row
        while now.merged_into_id and now.valid_to and now.valid_to < day:
            now = rows[now.merged_into_id]
        country.places[row.code] = Place(
            now.code,
            now.region_code,
            now.wellbeing_county_code,
            now.population or 0,
            now.latitude,
            now.longitude,
        )
        country.names[row.code] = now.name
        if now is row and row.valid_from <= day and not (row.valid_to and row.valid_to < day):
            country.populations[row.code] = row.population or 0
            counties.setdefault(row.wellbeing_county_code, set()).add(row.code)
    counties.pop("", None)
    for code, places in counties.items():
        country.county_places[code] = frozenset(places)
        largest = max(places, key=lambda each: (country.populations[each], each))
        whole = sum(country.populations[each] for each in places)
        country.counties[code] = replace(country.places[largest], population=whole)
    return country


def adopters_of(practice_ids: Iterable[int], country: Country) -> dict[int, list[Adopter]]:
    """{practice: its confirmed and visible adopters with their moves}, in two queries.

    Those that have merged by the day are the one organisation that carries their work on.
    """
    ids = list(practice_ids)
    rows = list(
        Adoption.objects.filter(
            practice__in=ids, state=Adoption.State.VISIBLE, confirmed_at__isnull=False
        )
        .order_by("pk")
        .values_list(*ADOPTION_FIELDS)
    )
    if not rows:
        return {}
    moves: dict[int, list[tuple[datetime.date, str]]] = {}
    for adoption, on, stage in (
        AdoptionMove.objects.filter(adoption__practice__in=ids)
        .order_by("moved_on", "pk")
        .values_list("adoption_id", "moved_on", "stage")
    ):
        moves.setdefault(adoption, []).append((on, stage))
    found: dict[int, list[Adopter]] = {}
    for values in rows:
        row = dict(zip(ADOPTION_FIELDS, values, strict=True))
        history = moves.get(row["pk"]) or [(row["adopted_on"], row["stage"])]
        found.setdefault(row["practice_id"], []).append(_adopter(row, history, country))
    return {practice: merged(adopters) for practice, adopters in found.items()}


def _adopter(
    row: Mapping[str, Any], history: list[tuple[datetime.date, str]], country: Country
) -> Adopter:
    organisation = country.register.rows[country.register.now(row["organisation_id"])]
    return Adopter(
        pk=row["pk"],
        organisation_id=organisation.pk,
        key=organisation.key,
        name=organisation.name,
        kind=organisation.kind,
        place=country.place_of(organisation.municipality_id, organisation.key),
        moves=tuple(history),
        is_independent=row["is_independent"],
        benefit=row["benefit"],
        replaced_old=row["replaced_old"],
        learned_from=row["learned_from_id"],
        scope=row["scope"],
        fidelity=row["fidelity"],
        mechanism=row["mechanism"],
        is_demo=row["is_demo"],
        ended_on=organisation.valid_to,
    )


def eligible_ids(
    practice: Practice,
    owners: Iterable[Organisation],
    adopters: Iterable[Adopter],
    country: Country,
) -> frozenset[int]:
    """Who could adopt it on the day, and who has: organisations of the kinds.

    Without its owners, what is of the same organisation as they, and invented organisations.
    """
    kinds = kinds_for(practice, country.day)
    own = country.register.own_of(owners)
    users = {row.organisation_id for row in adopters if row.kind in kinds}
    return (country.register.real(kinds) - own) | users


def kinds_for(practice: Practice, day: datetime.date) -> frozenset[str]:
    sector = practice.sector.code if practice.sector else ""
    return eligible_kinds(sector, practice.organisation.kind, day)


def spread_of(
    practice: Practice, as_of: datetime.date | None = None, country: Country | None = None
) -> Spread:
    """The measures of one practice; its sector and organisation should have been joined."""
    as_of = as_of or timezone.localdate()
    country = country or country_on(as_of)
    versions = versions_on(practice, as_of)
    adopters = adopters_of([practice.pk, *(row.pk for row in versions)], country)
    spread = make_spread(practice, adopters.get(practice.pk, []), as_of, country)
    return replace(spread, beyond=beyond(practice, spread, versions, adopters, country.register))


def make_spread(
    practice: Practice,
    adopters: Iterable[Adopter],
    as_of: datetime.date,
    country: Country,
) -> Spread:
    """The measures, from rows that have been read, and the practice's partners.

    An adopter that has become one of those that made the practice is no adopter.
    """
    owners = [practice.organisation, *practice.partners.all()]
    own = {country.register.now(row.pk) for row in owners}
    published = practice.published_at
    home = practice.place_id or practice.organisation.municipality_id
    spread = Spread(
        origin=Origin(
            timezone.localtime(published).date() if published else None,
            practice.organisation_id,
            country.place_of(home, practice.organisation.key),
        ),
        everybody=tuple(row for row in adopters if row.organisation_id not in own),
        as_of=as_of,
        eligible_kinds=kinds_for(practice, as_of),
        county_places=country.county_places,
        populations=country.populations,
    )
    return replace(spread, eligible=eligible_ids(practice, owners, spread.adopters, country))


def numbers_of(programme_id: int) -> dict[str, float]:
    """The numbers of the programme's levels: its own, else the usual ones."""
    own = LevelRules.objects.filter(programme=programme_id).values_list("numbers", flat=True)
    return numbers_with(own.first() or {})


def has_jury(statements: Iterable[JuryStatement], day: datetime.date) -> bool:
    """Whether the latest statement by the day confirms the practice."""
    told = [row for row in statements if row.stated_on <= day]
    latest = max(told, key=lambda row: (row.stated_on, row.pk), default=None)
    return latest is not None and is_confirmed(
        latest.grounds, latest.stated_on, latest.is_confirmed, day
    )


def facts_for(practice: Practice, spread: Spread, statements: Iterable[JuryStatement]) -> Facts:
    """What the levels look at. Status and evidence bear no day: they are as they are now."""
    published = spread.origin.published_on
    return facts_of(
        spread,
        is_published=practice.state == Practice.State.PUBLISHED
        and published is not None
        and published <= spread.as_of,
        is_in_use=is_used(practice),
        evidence=practice.evidence,
        jury=has_jury(statements, spread.as_of),
    )


def level_now(practice: Practice) -> int:
    """The level that the records give today."""
    statements = list(practice.jury_statements.all())
    facts = facts_for(practice, spread_of(practice), statements)
    return level_of(facts, numbers_of(practice.programme_id))


def facts_by_practice(programme_id: int, as_of: datetime.date) -> "list[tuple[Practice, Facts]]":
    """Facts of every published practice of the programme that anybody has adopted.

    A few queries for each five hundred practices.
    """
    country = country_on(as_of)
    rows = (
        Practice.objects.filter(
            programme=programme_id, state=Practice.State.PUBLISHED, adoptions__isnull=False
        )
        .distinct()
        .select_related("organisation", "sector")
        .prefetch_related("jury_statements", "partners")
        .order_by("pk")
    )
    found = []
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        adopters = adopters_of(chunk, country)
        for practice in rows.filter(pk__in=chunk):
            spread = make_spread(practice, adopters.get(practice.pk, []), as_of, country)
            found.append((practice, facts_for(practice, spread, practice.jury_statements.all())))
    return found
