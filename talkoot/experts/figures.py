"""Figures of named experts and of what has been ordered from framework agreements."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talkoot.core.dates import days_text
from talkoot.core.figures import (
    ALL,
    BY_ALL,
    Breakdown,
    Chapter,
    Figure,
    Filters,
    Measure,
    Records,
    register_in,
)
from talkoot.experts.models import CallOff, Expert, Ordering

register = register_in(Chapter.WORK)


def _named(programme: Any, as_of: datetime.date) -> Records:
    """Experts who are named in an agreement that is in force on the day."""
    return (
        Expert.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=as_of),
            Q(named_on=None) | Q(named_on__lte=as_of),
            supplier__framework__programme=programme,
            supplier__framework__valid_from__lte=as_of,
            supplier__framework__valid_to__gte=as_of,
        )
        .select_related("supplier__organisation")
        .order_by("name", "pk")
    )


def _named_by_supplier(programme: Any, as_of: datetime.date) -> list[list[Any]]:
    rows = (
        _named(programme, as_of)
        .order_by()
        .values_list("supplier__organisation__name")
        .annotate(count=Count("pk"))
    )
    return [list(row) for row in sorted(rows)]


def _ordered(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Orders of the programme's agreements that had not been given back by the day."""
    rows = CallOff.objects.filter(
        Q(returned_on=None) | Q(returned_on__gt=as_of),
        framework__programme=programme,
        ordered_on__lte=as_of,
    )
    rows = filters.narrow(
        rows,
        day="ordered_on",
        service="engagement__application__call__offering",
        organisation="engagement__application__organisation__",
    )
    return rows.select_related("expert__supplier__organisation").order_by("ordered_on", "pk")


def _totals(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> dict[str, Any]:
    return _ordered(programme, as_of, filters).aggregate(
        days=Sum("days", default=Decimal(0)),
        euros=Sum("value_eur", default=Decimal(0)),
        count=Count("pk"),
    )


def _by_lot(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
    """Days and euros by agreement and lot."""
    rows = (
        _ordered(programme, as_of, filters)
        .order_by()
        .values_list("framework__name", "lot__name_fi")
        .annotate(days=Sum("days"), euros=Sum("value_eur"))
    )
    return [
        [
            f"{framework}: {lot}" if lot and lot != framework else framework,
            days_text(days),
            formats.number_format(euros, 0, force_grouping=True),
        ]
        for framework, lot, days, euros in sorted(rows, key=lambda row: (row[0], row[1] or ""))
    ]


def _by_basis(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[list[Any]]:
    rows = (
        _ordered(programme, as_of, filters)
        .order_by()
        .values(kind=F("basis"))
        .annotate(days=Sum("days"), count=Count("pk"))
    )
    found = {row["kind"]: row for row in rows}
    return [
        [str(label), found[value]["count"], days_text(found[value]["days"])]
        for value, label in Ordering.choices
        if value in found
    ]


register(
    Figure(
        id="experts-named",
        code="F28",
        label=_("Named experts"),
        unit=pgettext_lazy("unit", "experts"),
        definition=_(
            "Different experts whom suppliers have named in a framework agreement in force on the "
            "as-of date; those who have been replaced are left out from the day of the change."
        ),
        base=_("framework agreements in force"),
        records=_named,
        breakdown=Breakdown(_("By supplier"), (_("Supplier"), _("Experts")), _named_by_supplier),
    )
)
register(
    Figure(
        id="days-ordered",
        label=_("Days ordered from framework agreements"),
        unit=_("days"),
        definition=_(
            "Sum of the days of orders made by the as-of date; days given back are left out."
        ),
        base=_("orders in force"),
        records=_ordered,
        filters=BY_ALL,
        measure=Measure(_totals, lambda totals: (totals["days"], totals["count"])),
        decimals=1,
        breakdown=Breakdown(
            _("By how the expert was chosen"),
            (_("Basis"), _("Orders"), _("Days")),
            _by_basis,
        ),
    )
)
register(
    Figure(
        id="euros-ordered",
        label=_("Value ordered from framework agreements"),
        unit=_("euros"),
        definition=_(
            "Sum of days × the price of a day when they were ordered, without tax; orders given "
            "back are left out."
        ),
        base=_("orders in force"),
        records=_ordered,
        filters=BY_ALL,
        measure=Measure(_totals, lambda totals: (totals["euros"], totals["count"])),
        breakdown=Breakdown(_("By agreement and lot"), (_("Lot"), _("Days"), _("Euros")), _by_lot),
    )
)
