"""Reads about people."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from talkoot.core.figures import read_once
from talkoot.core.lookups import contains
from talkoot.people.models import (
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
    Role,
    User,
)
from talkoot.people.places import places_in
from talkoot.people.rules import PART_ROLES

# Upwards to what an organisation belongs to, downwards to what belongs to it; never to siblings.
# A merged organisation and the one that carries its work on count as one.
NEAR = """
WITH RECURSIVE
first (id) AS ({first}),
merged (a, b) AS (
    SELECT predecessor_id, successor_id FROM people_organisationsuccession
    UNION ALL SELECT successor_id, predecessor_id FROM people_organisationsuccession
),
up (id) AS (
    SELECT id FROM first
    UNION SELECT next.b FROM up JOIN (
        SELECT a, b FROM merged
        UNION ALL SELECT id, parent_id FROM people_organisation WHERE parent_id IS NOT NULL
    ) AS next ON next.a = up.id
),
down (id) AS (
    SELECT id FROM first
    UNION SELECT next.b FROM down JOIN (
        SELECT a, b FROM merged
        UNION ALL SELECT parent_id, id FROM people_organisation WHERE parent_id IS NOT NULL
    ) AS next ON next.a = down.id
)
SELECT id FROM up UNION SELECT id FROM down
"""
DEMO_ACCOUNTS_MAX = 6  # The loader makes the accounts with the different roles first.
NAMES_OFFERED = 5
TOWN = re.compile(r"([^\W\d_][\w-]+)[ -](?:kaupunki|kunta|stad|kommun)", re.IGNORECASE)


def demo_accounts() -> "QuerySet[User]":
    """The invented people as whom a visitor of the demo may sign in; none outside a demo."""
    if not settings.DEMO:
        return User.objects.none()
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .prefetch_related("memberships__organisation")
        .order_by("pk")[:DEMO_ACCOUNTS_MAX]
    )


def present_organisations() -> "QuerySet[Organisation]":
    """The register without the organisations that have ended."""
    today = timezone.localdate()
    return Organisation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))


def unconfirmed_memberships() -> "QuerySet[Membership]":
    """What people have said of where they work and nobody has confirmed, the oldest first."""
    rows = Membership.objects.filter(confirmed_at=None).exclude(role__in=PART_ROLES)
    return rows.select_related("user", "organisation").order_by("created_at", "pk")


def contact_persons(text: str = "") -> "QuerySet[Membership]":
    """The confirmed contact persons of organisations whose name holds the text, by organisation."""
    rows = Membership.objects.filter(role=Role.CONTACT, confirmed_at__isnull=False)
    if text:
        rows = rows.filter(contains(text, "organisation__name", "organisation__name_sv"))
    return rows.select_related("user", "organisation").order_by("organisation__name", "pk")


def organisations_named(name: str) -> list[Organisation]:
    """The organisation that the name means; else some of those whose name holds it."""
    exact, near = _named(name)
    return exact or near


def organisation_named(name: str) -> Organisation | None:
    """The one that the name means, or None."""
    exact, _near = _named(name) if name else ([], [])
    return exact[0] if len(exact) == 1 else None


def _named(name: str) -> tuple[list[Organisation], list[Organisation]]:
    """Those of this name or Swedish name, and some whose name holds it. Three queries at most."""
    rows = present_organisations().order_by("name")
    wanted = name.casefold()
    near = list(rows.filter(contains(name, "name", "name_sv"))[:NAMES_OFFERED])
    exact = [row for row in near if wanted in (row.name.casefold(), row.name_sv.casefold())]
    if not exact and len(near) == NAMES_OFFERED:
        exact = list(rows.filter(Q(name__iexact=name) | Q(name_sv__iexact=name))[:NAMES_OFFERED])
    return exact or _of_town(name), near


def _of_town(name: str) -> list[Organisation]:
    """A municipality's organisation by another of its names: Kuopio, Kuopion kaupunki."""
    own = TOWN.fullmatch(name)
    places = Municipality.objects.filter(valid_to=None).values_list("code", "name_fi", "name_sv")
    towns = [(code, one) for code, *both in places for one in both if one]
    if own:
        codes = places_in(own[1].title(), towns, 2)
    else:
        codes = [code for code, one in towns if one.casefold() == name.casefold()]
    if len(set(codes)) != 1:
        return []
    rows = present_organisations().filter(kind=OrganisationKind.MUNICIPALITY, municipality=codes[0])
    return list(rows[:NAMES_OFFERED])


def organisations_by_key(keys: Iterable[str]) -> dict[str, Organisation]:
    """{key: organisation}; keys that the register lacks are left out."""
    keys = list(keys)
    return Organisation.objects.in_bulk(keys, field_name="key") if keys else {}


def organisation_names() -> list[str]:
    """The names of the register, for picking."""
    return list(present_organisations().order_by("name").values_list("name", flat=True))


def organisations_near(organisation_id: int) -> RawSQL:
    """Ids of the organisation, its parents, its parts and whoever carries their work on.

    A subquery for `…__in`, so asking costs no query of its own.
    """
    words = NEAR.format(first="SELECT CAST(%s AS bigint)")
    return RawSQL(words, (organisation_id,))  # noqa: S611 - no typed text in it.


def organisations_near_any(keys: "QuerySet[Any, Any]") -> RawSQL:
    """The same of many organisations at once, whose ids the subquery `keys` gives."""
    first, params = keys.query.sql_with_params()
    words = NEAR.format(first=first)
    return RawSQL(words, params)  # noqa: S611


@read_once
def carried_on(as_of: datetime.date) -> dict[int, int]:
    """{organisation: the one that carries its work on by the day}, through every merger. One query.

    Whose work several carry on stays itself: nobody can tell which of them it is.
    """
    pairs = OrganisationSuccession.objects.filter(on__lte=as_of)
    return last_ones(pairs.values_list("predecessor", "successor"))


def last_ones(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """As carried_on, of pairs of predecessor and successor that have been read."""
    next_ones: dict[int, set[int]] = defaultdict(set)
    for predecessor, successor in pairs:
        next_ones[predecessor].add(successor)
    only = {key: min(found) for key, found in next_ones.items() if len(found) == 1}
    last: dict[int, int] = {}
    for key, successor in only.items():
        seen, here = {key}, successor
        while here in only and only[here] not in seen:
            seen.add(here)
            here = only[here]
        last[key] = here
    return last


def carried_by(organisation_ids: Iterable[int]) -> set[int]:
    """The organisations and those whose work they carry on today, through every merger.

    One query, and one more for each merger behind another.
    """
    found = set(organisation_ids)
    new = found
    while new:
        rows = OrganisationSuccession.objects.filter(
            successor__in=new, on__lte=timezone.localdate()
        )
        new = set(rows.values_list("predecessor", flat=True)) - found
        found = found | new
    return found


def as_merged(rows: "QuerySet[Organisation]", as_of: datetime.date) -> "QuerySet[Organisation]":
    """The organisations, each of those that have merged as the one that carries its work on."""
    last = carried_on(as_of)
    gone = set(rows.order_by().filter(pk__in=last).values_list("pk", flat=True))
    stay = Q(pk__in=rows.order_by().values("pk")) & ~Q(pk__in=gone)
    return Organisation.objects.filter(stay | Q(pk__in={last[pk] for pk in gone})).order_by("name")
