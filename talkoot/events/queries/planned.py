"""What the services were planned to be: series, sessions, places; for the figures."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from talkoot.core.figures import ALL, Filters, Part, read_once
from talkoot.core.lookups import in_language
from talkoot.events.models import Series, Session

TO_BEGIN = Coalesce("starts_on", "ends_on", "programme__starts_on")


def series(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> "QuerySet[Series]":
    """Series of services that were to begin by the day; drafts of pages are not decided yet."""
    rows = Series.objects.filter(programme=programme, offering__isnull=False)
    rows = rows.exclude(state=Series.State.DRAFT, slug__isnull=False)
    rows = rows.exclude(state=Series.State.CANCELLED)
    rows = rows.alias(begins_on=TO_BEGIN).filter(begins_on__lte=as_of)
    rows = filters.narrow(rows, day=TO_BEGIN, service="offering")
    return rows.select_related("organisation").order_by("starts_on", "pk")


def seated_series(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> "QuerySet[Series]":
    return series(programme, as_of, filters).filter(seats__isnull=False)


def sessions(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> "QuerySet[Session]":
    mine = series(programme, as_of, filters).order_by().values("pk")
    rows = Session.objects.filter(series__in=mine).exclude(state=Session.State.CANCELLED)
    return rows.select_related("series__organisation").order_by("series", "order")


class Totals(NamedTuple):
    """Of the series that tell their places."""

    series: int
    seats: int
    person_days: Decimal


@read_once
def _by_service(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> dict[tuple[str, str], Totals]:
    """{(service's key, name): its totals}, in the order of the services; one query."""
    days = Session.objects.filter(series=OuterRef("pk"), organisation=None).exclude(
        state=Session.State.CANCELLED
    )
    of_one = days.order_by().values("series").annotate(sum=Sum("days")).values("sum")
    rows = (
        seated_series(programme, as_of, filters)
        .annotate(length=Subquery(of_one, output_field=DecimalField()))
        .order_by("offering__order", "offering")
        .values_list("offering__slug", in_language("offering__name"), "seats", "length")
    )
    found: dict[tuple[str, str], Totals] = {}
    for slug, name, seats, length in rows:
        before = found.get((slug, name), Totals(0, 0, Decimal(0)))
        found[(slug, name)] = Totals(
            before.series + 1,
            before.seats + (seats or 0),
            before.person_days + (seats or 0) * Decimal(length or 0),
        )
    return found


def totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Totals:
    found = _by_service(programme, as_of, filters).values()
    return Totals(
        sum(row.series for row in found),
        sum(row.seats for row in found),
        sum((row.person_days for row in found), Decimal(0)),
    )


def seats_by_service(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    found = _by_service(programme, as_of, filters)
    return [Part(slug, name, row.seats, row.series) for (slug, name), row in found.items()]


def person_days_by_service(
    programme: Any, as_of: datetime.date, filters: Filters = ALL
) -> list[Part]:
    found = _by_service(programme, as_of, filters)
    return [
        Part(slug, name, row.person_days, row.series)
        for (slug, name), row in found.items()
        if row.person_days
    ]


def _counted_by(records: Callable[..., "QuerySet[Any]"], service: str) -> Callable[..., list[Part]]:
    def parts(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
        rows = records(programme, as_of, filters).order_by(f"{service}__order", service)
        columns = (f"{service}__slug", in_language(f"{service}__name"))
        counts = rows.values_list(*columns).annotate(n=Count("pk"))
        return [Part(slug, name, n, n) for slug, name, n in counts]

    return parts


series_by_service = _counted_by(series, "offering")
sessions_by_service = _counted_by(sessions, "series__offering")
