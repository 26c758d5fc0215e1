"""Figures of networks and their members."""

import datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_ORGANISATION,
    BY_PERIOD,
    BY_SERVICE,
    Chapter,
    Figure,
    Filters,
    Measure,
    Part,
    Records,
    counts_by,
    parts_by,
    read_once,
    register_in,
)
from talkoot.networks.models import Network, NetworkMember

register = register_in(Chapter.SERVICES)
# Who is in a network is told of a day, so no period narrows it.
BY_MEMBER = BY_ORGANISATION - BY_PERIOD


def _set_up(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Networks that the programme set up; those that workshops gave birth to are apart."""
    rows = Network.objects.filter(programme=programme, starts_on__lte=as_of)
    rows = filters.narrow(rows, day="starts_on")
    return rows.exclude(kind=Network.Kind.BORN).order_by("starts_on", "pk")


def _by_kind(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    counts = counts_by(_set_up(programme, as_of, filters), "kind")
    learning = counts.get(Network.Kind.PARTNER, 0) + counts.get(Network.Kind.OWN, 0)
    learned = Part("learning", _("learning networks"), learning, learning)
    return [*parts_by(Network.Kind, counts), learned]


def _born(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Networks that workshops gave birth to, with the service from which each grew."""
    rows = Network.objects.filter(programme=programme, starts_on__lte=as_of, kind=Network.Kind.BORN)
    rows = filters.narrow(rows, day="starts_on", service="origin")
    return rows.select_related("origin").order_by("starts_on", "pk")


def _by_origin(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    found: dict[str, Part] = {}
    for row in _born(programme, as_of, filters):
        key = row.origin.slug if row.origin else "unknown"
        number = found[key].n + 1 if key in found else 1
        label = row.origin.name if row.origin else _("service not known")
        found[key] = Part(key, label, number, number)
    return list(found.values())


def _members(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    rows = NetworkMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=as_of),
        network__programme=programme,
        joined_on__lte=as_of,
    )
    rows = filters.narrow(rows, organisation="organisation__")
    return rows.select_related("network", "organisation").order_by("pk")


def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, int]:
    return _members(programme, as_of, filters).aggregate(
        organisations=Count("organisation", distinct=True), persons=Sum("persons", default=0)
    )


@read_once
def _by_network(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[tuple[str, str, int, int]]:
    """(code, name, organisations, persons) of each network; one query."""
    rows = _members(programme, as_of, filters).order_by("network__code")
    return list(
        rows.values_list("network__code", "network__name").annotate(
            organisations=Count("organisation", distinct=True), number=Sum("persons")
        )
    )


def _organisation_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = _by_network(programme, as_of, filters)
    return [Part(code, name, bodies, bodies) for code, name, bodies, _persons in rows]


def _person_parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = _by_network(programme, as_of, filters)
    return [Part(code, name, persons, persons) for code, name, _bodies, persons in rows]


register(
    Figure(
        id="networks",
        code="F15",
        label=_("Networks"),
        unit=_("networks"),
        definition=_(
            "Development and learning networks that the programme had set up by the as-of date. "
            "Networks born of workshops are left out."
        ),
        base=_("networks"),
        records=_set_up,
        filters=BY_PERIOD,
        parts=_by_kind,
        has_public_records=True,
    )
)
register(
    Figure(
        id="networks-born",
        code="F15",
        label=_("Networks born of workshops"),
        unit=_("networks"),
        definition=_(
            "Networks that had grown from the programme's services by the as-of date, by service. "
            "They are not among the networks that the programme set up."
        ),
        base=_("networks"),
        records=_born,
        filters=BY_SERVICE,
        parts=_by_origin,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="network-organisations",
        code="F60",
        label=_("Organisations in networks"),
        unit=_("organisations"),
        definition=_("Different organisations that were in a network on the as-of date."),
        base=_("organisations"),
        records=_members,
        filters=BY_MEMBER,
        measure=Measure(
            _totals, lambda read: (read["organisations"] or None, read["organisations"])
        ),
        parts=_organisation_parts,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="network-members",
        code="F60",
        label=_("Persons in networks"),
        unit=_("persons"),
        definition=_(
            "Persons whom the organisations have in networks on the as-of date. A person in two "
            "networks counts twice."
        ),
        base=_("persons"),
        records=_members,
        filters=BY_MEMBER,
        measure=Measure(_totals, lambda read: (read["persons"] or None, read["persons"])),
        parts=_person_parts,
        has_public_records=True,
        is_detail=True,
    )
)
