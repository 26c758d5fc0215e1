"""Figures of networks and their members."""

import datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import Figure, Measure, Part, Records, register
from talkoot.networks.models import Network, NetworkMember


def _set_up(programme: Any, as_of: datetime.date) -> Records:
    """Networks that the programme set up; those that workshops gave birth to are apart."""
    rows = Network.objects.filter(programme=programme, starts_on__lte=as_of)
    return rows.exclude(kind=Network.Kind.BORN).order_by("starts_on", "pk")


def _by_kind(programme: Any, as_of: datetime.date) -> list[Part]:
    rows = _set_up(programme, as_of).order_by().values_list("kind").annotate(n=Count("pk"))
    counts = dict(rows)
    parts = [
        Part(kind.value, kind.label, counts[kind], counts[kind])
        for kind in Network.Kind
        if kind in counts
    ]
    learning = counts.get(Network.Kind.PARTNER, 0) + counts.get(Network.Kind.OWN, 0)
    return [*parts, Part("learning", _("learning networks"), learning, learning)]


def _members(programme: Any, as_of: datetime.date) -> Records:
    rows = NetworkMember.objects.filter(
        Q(left_on=None) | Q(left_on__gt=as_of),
        network__programme=programme,
        joined_on__lte=as_of,
    )
    return rows.select_related("network", "organisation").order_by("pk")


def _totals(programme: Any, as_of: datetime.date) -> dict[str, int]:
    return _members(programme, as_of).aggregate(
        organisations=Count("organisation", distinct=True), persons=Sum("persons", default=0)
    )


def _by_network(field: str) -> Any:
    counted = Sum("persons") if field == "persons" else Count("organisation", distinct=True)

    def parts(programme: Any, as_of: datetime.date) -> list[Part]:
        rows = _members(programme, as_of).order_by("network__code")
        counts = rows.values_list("network__code", "network__name").annotate(n=counted)
        return [Part(code, name, count, count) for code, name, count in counts]

    return parts


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
        parts=_by_kind,
        has_public_records=True,
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
        measure=Measure(
            _totals, lambda read: (read["organisations"] or None, read["organisations"])
        ),
        parts=_by_network("organisation"),
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
        measure=Measure(_totals, lambda read: (read["persons"] or None, read["persons"])),
        parts=_by_network("persons"),
        has_public_records=True,
        is_detail=True,
    )
)
