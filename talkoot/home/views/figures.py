"""Figures and the records behind them."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from talkoot.core.access import unbarred
from talkoot.core.exports import csv_response
from talkoot.core.figures import get_figure
from talkoot.core.pages import page_of
from talkoot.core.quality import warnings_of
from talkoot.core.refusals import NotFound
from talkoot.home.comparison import (
    COUNTING_RULES,
    agreement_counts,
    compared,
    facts_by_figure,
    lines_as_rows,
    lines_of,
)
from talkoot.home.queries import figure_rows, overview_rows, records_of
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Programme


def figures(request: HttpRequest) -> HttpResponse:
    """All figures of one programme on one day, each with the way to its records."""
    programmes = list(Programme.objects.select_related("office"))
    programme = _chosen_programme(request, programmes)
    as_of = _chosen_day(request)
    rows = overview_rows(programme, as_of) if programme else []
    context = {
        "programmes": programmes,
        "programme": programme,
        "as_of": as_of,
        "rows": [row for row in rows if row.counted.n],
        "empty_rows": [row for row in rows if not row.counted.n],
        "facts": programme.published_facts.all() if programme else [],
    }
    return render(request, "home/figures.html", context)


def figure_list(request: HttpRequest) -> HttpResponseBase:
    """The whole list beside what was published, with the counting rules; `?format=csv` as a file.

    The office sees the warnings of the data-quality checks, too.
    """
    programmes = list(Programme.objects.select_related("office"))
    programme = _chosen_programme(request, programmes)
    if programme is None:
        raise NotFound(_("There is no such programme. See the list of programmes."))
    as_of = _chosen_day(request)
    lines = [line for line in compared(programme, as_of) if line.n or line.fact]
    if request.GET.get("format") == "csv":
        rows = lines_as_rows(lines)
        return csv_response(f"figures-{programme.slug}-{as_of}", next(rows), rows)
    context = {
        "programmes": programmes,
        "programme": programme,
        "as_of": as_of,
        "lines": lines,
        "counts": agreement_counts(lines),
        "warnings": warnings_of(programme, as_of, list(programme.published_facts.all()))
        if is_officer(request.user, programme.office_id)
        else None,
        "rules": COUNTING_RULES,
    }
    return render(request, "home/figure_list.html", context)


def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure: its definition, base, n and records, for those who may see them."""
    definition = get_figure(figure_id)
    programme = _chosen_programme(request, list(Programme.objects.select_related("office")))
    if definition is None or programme is None:
        raise NotFound(_("There is no such figure. See the list of figures."))
    as_of = _chosen_day(request)
    [row] = figure_rows(programme, as_of, [figure_id])
    may_open = definition.has_public_records or is_officer(request.user, programme.office_id)
    records = row.counted.records
    if not definition.has_public_records:
        records = unbarred(records, request.user)
    page = page_of(request, records) if may_open else None
    context = {
        "programme": programme,
        "as_of": as_of,
        "row": row,
        "lines": list(lines_of(row, facts_by_figure(programme))),
        "groups": definition.breakdown.rows(programme, as_of) if definition.breakdown else [],
        "page": page,
        "records": records_of(page.object_list) if page else [],
    }
    return render(request, "home/figure.html", context)


def _chosen_programme(request: HttpRequest, programmes: list[Programme]) -> Programme | None:
    """The programme of `?programme=`; without it the one that runs now, else the newest."""
    slug = request.GET.get("programme")
    if slug:
        for programme in programmes:
            if programme.slug == slug:
                return programme
        raise NotFound(_("There is no such programme. See the list of programmes."))
    running = [row for row in programmes if row.state == Programme.State.RUNNING]
    return next(iter(running or programmes), None)


def _chosen_day(request: HttpRequest) -> datetime.date:
    """The day of `?as_of=2020-10-12` or of the form's three fields; nonsense gives today."""
    try:
        return parse_date(request.GET.get("as_of", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
