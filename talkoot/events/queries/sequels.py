"""Reads of what followed of series."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.text import capfirst

from talkoot.core.access import fetch
from talkoot.core.figures import ALL, Filters, Part
from talkoot.events.models import Sequel, Series
from talkoot.events.rules import series as rules


def get_followed_series(user: Any, pk: int) -> Series:
    """The series for its office, with or without a page of its own, else NotFound."""
    rows = Series.objects.select_related("programme__office")
    return fetch(rows, user, rules.can_edit_series, pk=pk)


def sequels_of(series: Series) -> "QuerySet[Sequel]":
    return series.sequels.order_by("-on", "-pk")


def sequels(
    programme: Any, as_of: datetime.date, filters: Filters = ALL, *, kind: str = ""
) -> "QuerySet[Sequel]":
    """What had followed of the programme's series by the day."""
    rows = Sequel.objects.filter(series__programme=programme, on__lte=as_of)
    rows = filters.narrow(rows, day="on", service="series__offering")
    rows = rows.filter(kind=kind) if kind else rows
    return rows.select_related("series").order_by("on", "pk")


def grants(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> "QuerySet[Sequel]":
    return sequels(programme, as_of, filters, kind=Sequel.Kind.GRANT)


def qualifications(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Sequel]":
    return sequels(programme, as_of, filters, kind=Sequel.Kind.QUALIFICATION)


def qualified_persons(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> int | None:
    rows = qualifications(programme, as_of, filters)
    found: int | None = rows.aggregate(all=Sum("persons"))["all"]
    return found


def grants_by_funder(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    """How many grants each funder gave, the most first; the sum stands in the name."""
    counts: dict[str, list[Decimal]] = defaultdict(list)
    for funder, amount in grants(programme, as_of, filters).values_list("funder", "amount_eur"):
        counts[funder].append(amount or Decimal(0))
    rows = sorted(counts.items(), key=lambda row: (-len(row[1]), row[0]))
    return [
        Part(name, _named(name, sum(own, Decimal(0))), len(own), len(own)) for name, own in rows
    ]


def _named(funder: str, euros: Decimal) -> str:
    return capfirst(f"{funder}, {euros:.0f} €" if euros else funder)
