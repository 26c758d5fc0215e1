"""The groups by which the invited and their answers are counted: dimensions, values and words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.core.charts import region_names
from talkoot.people.models import Organisation, OrganisationKind, ParticipantRole
from talkoot.programmes.models import Offering

# The most important first: of an anonymous round only the first ones may fit (rules.anonymity).
DIMENSIONS: dict[str, str | Promise] = {
    "service": gettext_lazy("service"),
    "kind": gettext_lazy("type of organisation"),
    "region": gettext_lazy("region"),
    "size": gettext_lazy("size of the municipality"),
    "role": gettext_lazy("role"),
}
# {code: (least inhabitants, words)}, the largest first.
SIZES: dict[str, tuple[int, str | Promise]] = {
    "over-100000": (100_000, gettext_lazy("at least 100,000 inhabitants")),
    "over-20000": (20_000, gettext_lazy("20,000–99,999 inhabitants")),
    "over-5000": (5_000, gettext_lazy("5,000–19,999 inhabitants")),
    "under-5000": (0, gettext_lazy("under 5,000 inhabitants")),
}


def groups_of(
    organisation: Organisation | None, *, service: Offering | None = None, role: str = ""
) -> dict[str, str]:
    """{dimension: value} of somebody invited, as far as known.

    Reads the organisation's municipality: select it along when there are many.
    """
    groups = {"service": service.slug if service else "", "role": role}
    if organisation is not None:
        municipality = organisation.municipality
        groups["kind"] = organisation.kind
        groups["region"] = municipality.region_code if municipality else ""
        groups["size"] = size_of(municipality.population if municipality else None)
    return {name: groups[name] for name in DIMENSIONS if groups.get(name)}


def size_of(population: int | None) -> str:
    """The size class of a municipality; "" when its population is not known."""
    if population is None:
        return ""
    return next(code for code, (least, _words) in SIZES.items() if population >= least)


def labels_of(groups: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """{(dimension, value): words in the active language}; at most one query."""
    wanted = set(groups)
    services = [value for name, value in wanted if name == "service"]
    found: dict[Any, str] = {}
    if services:
        rows = Offering.objects.filter(slug__in=services).order_by("-pk")
        found |= {("service", row.slug): row.name for row in rows}
    found |= {("kind", code): str(text) for code, text in OrganisationKind.choices}
    found |= {("role", code): str(text) for code, text in ParticipantRole.choices}
    found |= {("size", code): str(text) for code, (_least, text) in SIZES.items()}
    found |= {("region", code): name for code, name in region_names().items()}
    return {pair: found.get(pair) or pair[1] or _("not known") for pair in wanted}
