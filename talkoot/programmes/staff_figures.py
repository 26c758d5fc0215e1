"""Figures of the programme's office and of its parts."""

import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from talkoot.core.figures import (
    ALL,
    BY_PERIOD,
    Chapter,
    Figure,
    Filters,
    Part,
    Records,
    counts_by,
    parts_by,
    register_in,
)
from talkoot.core.lookups import in_language
from talkoot.programmes.models import Offering, OfferingKind, StaffAssignment

register = register_in(Chapter.PROGRAMME)


def _staff(programme: Any, as_of: datetime.date) -> Records:
    return StaffAssignment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=as_of), programme=programme, starts_on__lte=as_of
    )


def _by_task(programme: Any, as_of: datetime.date) -> list[Part]:
    return parts_by(StaffAssignment.Task, counts_by(_staff(programme, as_of), "task"))


def _sub_programmes(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> Records:
    """Sub-programmes of the periods that had begun."""
    rows = Offering.objects.filter(programme=programme, kind=OfferingKind.SUB_PROGRAMME)
    begun = Q(period=None, programme__starts_on__lte=as_of) | Q(period__starts_on__lte=as_of)
    rows = filters.narrow(rows, day=Coalesce("period__starts_on", "programme__starts_on"))
    return rows.filter(begun).select_related("period", "programme")


def _by_period(programme: Any, as_of: datetime.date, filters: Filters = ALL) -> list[Part]:
    rows = _sub_programmes(programme, as_of, filters).order_by("period__order")
    counts = rows.values_list("period__order", in_language("period__name")).annotate(n=Count("pk"))
    return [Part(f"period-{order}", name, n, n) for order, name, n in counts if order]


register(
    Figure(
        id="staff",
        code="F26",
        label=_("Tasks in the programme office"),
        unit=_("tasks"),
        definition=_("Tasks that somebody had in the programme's office on the as-of date."),
        base=_("tasks"),
        records=_staff,
        parts=_by_task,
        has_public_records=True,
        is_detail=True,
    )
)
register(
    Figure(
        id="sub-programmes",
        code="F109",
        label=_("Sub-programmes"),
        unit=_("sub-programmes"),
        definition=_("Sub-programmes of the periods that had begun by the as-of date."),
        base=_("sub-programmes"),
        records=_sub_programmes,
        filters=BY_PERIOD,
        parts=_by_period,
        has_public_records=True,
        is_detail=True,
    )
)
