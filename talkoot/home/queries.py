"""Figures as rows, and where a figure's records can be opened."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse

from talkoot.calls.models import Application, Call
from talkoot.core.access import unbarred
from talkoot.core.figures import ALL, Counted, Figure, Filters, all_figures, count_figures
from talkoot.core.templatetags.ui import day
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.publicity import unanswered_information
from talkoot.decisions.rules.in_force import in_force
from talkoot.engagements.models import DayReport, Engagement, StuckItem
from talkoot.events.models import Series, Session
from talkoot.outreach.models import Campaign, PodcastEpisode, Story
from talkoot.practices.models import Adoption, Practice, Version
from talkoot.programmes.models import Programme
from talkoot.programmes.queries import office_programmes
from talkoot.surveys.models import Code, Interview, Round

LONGEST_UNIT = 7
FRONT_FIGURES = ("days-granted", "practices-published", "adoptions", "organisations-reached")


@dataclass(frozen=True)
class FigureRow:
    """A figure computed for one programme and day."""

    figure: Figure
    counted: Counted
    programme: Programme
    as_of: datetime.date
    filters: Filters = ALL

    @property
    def shown(self) -> str:
        return self.figure.shown(self.counted.value)

    @property
    def short_unit(self) -> str:
        """The unit, if it fits beside the number: "%" or "päivää"."""
        unit = str(self.figure.unit)
        return unit if len(unit) <= LONGEST_UNIT else ""

    @property
    def url(self) -> str:
        """Where the figure opens its definition and records."""
        query = as_query(self.programme, self.as_of, self.filters)
        return f"{reverse('figure', args=[self.figure.id])}?{query}"

    def as_dict(self) -> dict[str, Any]:
        """The row for exports: what it is and was, and which definition and query gave it."""
        value = self.figure.rounded(self.counted.value)
        return {
            "id": self.figure.id,
            "label": str(self.figure.label),
            "value": value if value is None else plain(value),
            "n": self.counted.n,
            "unit": str(self.figure.unit),
            "definition": str(self.figure.definition),
            "version": self.figure.version,
            "query_hash": self.counted.query_hash,
            "as_of": self.as_of.isoformat(),
        }


@dataclass(frozen=True)
class Record:
    """One record behind a figure: what to call it, and where it opens (may be empty)."""

    label: str
    detail: str
    url: str
    is_demo: bool


def as_query(programme: Programme, as_of: datetime.date, filters: Filters = ALL) -> str:
    """A programme, a day and filters as they stand in an address."""
    asked = {
        "programme": programme.slug,
        "as_of": as_of.isoformat(),
        "period": filters.period.order if filters.period else "",
        "service": filters.service.slug if filters.service else "",
        "region": filters.region,
        "kind": filters.kind,
        "size": filters.size.code if filters.size else "",
        "merged": filters.merged,
    }
    return urlencode({name: value for name, value in asked.items() if value != ""})


def plain(value: int | Decimal) -> int | float:
    """A JSON number: 86 rather than 86.0."""
    return int(value) if value == int(value) else float(value)


def overview_rows(programme: Programme, as_of: datetime.date) -> list[FigureRow]:
    """The figures of the overview: those that are details are left to the whole list."""
    return figure_rows(programme, as_of, [row.id for row in all_figures() if not row.is_detail])


def figure_rows(
    programme: Programme,
    as_of: datetime.date,
    ids: Iterable[str] | None = None,
    filters: Filters = ALL,
) -> list[FigureRow]:
    """The programme's figures on that day, all or those of `ids` in their order.

    Those that do not know a chosen filter are left out.
    """
    figures = {figure.id: figure for figure in all_figures()}
    chosen = [figures[key] for key in ids] if ids is not None else list(figures.values())
    chosen = [figure for figure in chosen if not figure.cannot(filters)]
    counted = count_figures(chosen, programme, as_of, filters)
    return [FigureRow(row, counted[row.id], programme, as_of, filters) for row in chosen]


def records_of(rows: Iterable[models.Model]) -> list[Record]:
    """What a page of records shows; a constant number of queries."""
    rows = list(rows)
    decisions = [row for row in rows if isinstance(row, Decision)]
    prefetch_related_objects(decisions, "reconsiderations")
    refs = _case_refs(rows)
    return [_record(row, refs) for row in rows]


def _case_refs(rows: list[models.Model]) -> dict[int, str]:
    """{series id: case reference} of the rows that are series or sessions."""
    series = [row.pk for row in rows if isinstance(row, Series)]
    series += [row.series_id for row in rows if isinstance(row, Session)]
    if not series:
        return {}
    found = Engagement.objects.filter(series__in=series)
    return dict(found.values_list("series", "application__ref"))


def _record(row: Any, refs: dict[int, str]) -> Record:
    label, detail, url = str(row), "", ""
    if isinstance(row, Decision):
        detail = f"{row.application.organisation} · {in_force(row).label}"
        url = reverse("office-application", args=[row.application.ref])
    elif isinstance(row, Session | Series):
        series = row if isinstance(row, Series) else row.series
        detail = str(series.organisation or "")
        ref = refs.get(series.pk)
        url = reverse("engagement", args=[ref]) if ref else ""
    elif isinstance(row, Adoption):
        detail, url = row.get_stage_display(), row.practice.get_absolute_url()
    elif isinstance(row, Round):
        url = reverse("office-round", args=[row.pk])
    elif isinstance(row, Interview):
        detail, url = day(row.held_on), reverse("office-interview", args=[row.pk])
    elif isinstance(row, Code):
        url = reverse("edit-code", args=[row.pk])
    elif isinstance(row, PodcastEpisode | Story):
        label = f"{row.number}. {row.title}"
    elif not isinstance(row, Campaign) and hasattr(row, "get_absolute_url"):
        url = row.get_absolute_url()
        detail = str(getattr(row, "organisation", "") or "")
    return Record(label, detail, url, bool(getattr(row, "is_demo", False)))


# What the menu tells of in numbers.
WAITING = ("waiting_applications", "waiting_practices", "waiting_reports", "waiting_requests")


def programmes_with_waiting(user: Any) -> list[Any]:
    """The programmes of the person's office, each with how much waits, in one query.

    `waiting_applications` wait for a decision, `waiting_practices` for publishing,
    `waiting_reports` for approval, `waiting_requests` for information and `stuck_items` for help;
    `days_quota` is the days that the calls can grant together, 0 when no call has a ceiling.
    """
    calls = Call.objects.filter(offering__programme=OuterRef("pk"))
    stuck = StuckItem.objects.filter(
        state=StuckItem.State.OPEN,
        engagement__in=unbarred(Engagement.objects.all(), user),
        engagement__series__programme=OuterRef("pk"),
    )
    return list(
        _with_waiting(user).annotate(
            stuck_items=_total(stuck, "engagement__series__programme", Count("pk")),
            days_quota=_total(calls, "offering__programme", Sum("days_quota")),
        )
    )


def waiting_of(user: Any) -> list[dict[str, int]]:
    """The numbers WAITING of each programme alone: every page of the office asks for them."""
    return list(_with_waiting(user).values(*WAITING).order_by())


def _with_waiting(user: Any) -> "models.QuerySet[Programme]":
    arrived = Application.objects.filter(
        call__offering__programme=OuterRef("pk"), state=Application.State.SUBMITTED
    )
    applications = unbarred(arrived, user)
    changes = Version.objects.filter(occasion=Version.Occasion.PROPOSED).values("practice")
    practices = Practice.objects.filter(
        Q(state=Practice.State.SUBMITTED) | Q(pk__in=changes), programme=OuterRef("pk")
    )
    reports = DayReport.objects.filter(
        state=DayReport.State.SUBMITTED,
        session__series__engagement__in=unbarred(Engagement.objects.all(), user),
        session__series__programme=OuterRef("pk"),
    ).exclude(expert__user=user)
    requests = unanswered_information(user).filter(programme=OuterRef("pk"))
    return office_programmes(user).annotate(
        waiting_applications=_total(applications, "call__offering__programme", Count("pk")),
        waiting_practices=_total(practices, "programme", Count("pk")),
        waiting_reports=_total(reports, "session__series__programme", Count("pk")),
        waiting_requests=_total(requests, "programme", Count("pk")),
    )


def _total(rows: "models.QuerySet[Any]", parent: str, total: models.Aggregate) -> Coalesce:
    """The total over the outer row's `rows`, 0 when there is none."""
    totals = rows.order_by().values(parent).annotate(total=total).values("total")
    return Coalesce(Subquery(totals, output_field=models.IntegerField()), 0)
