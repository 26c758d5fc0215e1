"""Past events by the year in which they began, with what they left for everybody."""

import datetime
from typing import Any

from django.db.models import Count, IntegerField, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from talkoot.events.models import Material, Series, Session
from talkoot.events.queries.series import past_series

# Stands for the events of which the source tells no day.
UNKNOWN = 0


def years_of(rows: "QuerySet[Series]", today: datetime.date) -> list[tuple[int, int]]:
    """[(year, events over by the day)], the newest first and the unknown at the end; one query."""
    counted = _with_year(past_series(rows, today)).order_by().values("year")
    counts = dict(counted.annotate(count=Count("pk")).values_list("year", "count"))
    return sorted(counts.items(), reverse=True)


def events_of_year(rows: "QuerySet[Series]", year: int, today: datetime.date) -> "QuerySet[Series]":
    """Those of the year, the newest first."""
    return _with_year(past_series(rows, today)).filter(year=year)


def with_outputs(rows: "QuerySet[Series]") -> "QuerySet[Series]":
    """With the programme, the places, and the materials and recordings open to everybody."""
    held = Session.objects.filter(organisation=None).exclude(state=Session.State.CANCELLED)
    held = held.select_related("municipality", "recording").defer("recording__transcript")
    is_out = Q(visible_from=None) | Q(visible_from__lte=timezone.now())
    materials = Material.objects.filter(is_out, is_public=True)
    return rows.select_related("programme", "organisation").prefetch_related(
        Prefetch("sessions", held.order_by("starts_at", "order"), to_attr="shown_sessions"),
        Prefetch("materials", materials, to_attr="open_materials"),
    )


def _with_year(rows: "QuerySet[Series]") -> "QuerySet[Any]":
    began = ExtractYear(Coalesce("starts_on", "ends_on"))
    return rows.annotate(year=Coalesce(began, UNKNOWN, output_field=IntegerField()))
