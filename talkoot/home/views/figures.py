"""Figures and the records behind them."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.access import unbarred
from talkoot.core.exports import csv_response
from talkoot.core.figures import ALL, BY_ALL, COUNTING_RULES, Chapter, get_figure, shared_reads
from talkoot.core.pages import page_of
from talkoot.core.quality import warnings_of
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.home import figure_choices
from talkoot.home.comparison import (
    agreement_counts,
    compared,
    facts_by_figure,
    lines_as_rows,
    lines_of,
)
from talkoot.home.figure_choices import Choice, Unknown
from talkoot.home.queries import figure_rows, overview_rows, records_of
from talkoot.home.statistics import as_table, charts_of
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Programme

WARNINGS = "warnings"


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures of one programme on one day, each with the way to its records."""
    programmes = _programmes(request)
    choice = _choice(request, programmes, has_filters=False)
    rows = overview_rows(choice.programme, choice.as_of) if choice else []
    context = {
        "programmes": programmes,
        "choice": choice,
        "rows": [row for row in rows if row.counted.n],
        "empty_rows": [row for row in rows if not row.counted.n],
        "facts": choice.programme.published_facts.all() if choice else [],
    }
    return render(request, "home/figures.html", context)


@require_safe
def figure_list(request: HttpRequest) -> HttpResponseBase:
    """A chapter of the whole list beside what was published; `?format=csv` gives all as a file.

    The office has the warnings of the data-quality checks as a chapter, too.
    """
    programmes = _programmes(request)
    choice = _choice(request, programmes)
    if choice is None:
        raise NotFound(_("There is no such programme. See the list of programmes."))
    programme, as_of = choice.programme, choice.as_of
    if request.GET.get("format") == "csv":
        lines = [line for line in compared(programme, as_of, choice.filters) if line.is_told]
        rows = lines_as_rows(lines)
        return csv_response(f"figures-{programme.slug}-{as_of}", next(rows), rows)
    is_office = is_officer(request.user, programme.office_id)
    chapter = _chapter(request, is_office=is_office)
    lines = []
    if chapter != WARNINGS:
        found = compared(programme, as_of, choice.filters, Chapter(chapter))
        lines = [line for line in found if line.is_told]
    context = {
        "programmes": programmes,
        "choice": choice,
        "chapter": chapter,
        "chapters": [
            *Chapter.choices,
            *([(WARNINGS, _("Data-quality warnings"))] if is_office else []),
        ],
        "lines": lines,
        "counts": agreement_counts(lines),
        "warnings": warnings_of(programme, as_of, list(programme.published_facts.all()))
        if chapter == WARNINGS
        else None,
        "rules": COUNTING_RULES,
    }
    return render(request, "home/figure_list.html", context)


@require_safe
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure: its definition, base, n and records, for those who may see them."""
    definition = get_figure(figure_id)
    choice = _choice(request, _programmes(request))
    if definition is None or choice is None:
        raise NotFound(_("There is no such figure. See the list of figures."))
    if refusal := figure_choices.refusal(definition, choice.filters):
        raise NotAllowed(refusal, status=HTTPStatus.BAD_REQUEST)
    programme, as_of = choice.programme, choice.as_of
    asked = definition.asked(programme, as_of, choice.filters)
    with shared_reads():
        [row] = figure_rows(programme, as_of, [figure_id], choice.filters)
        facts = facts_by_figure(programme) if choice.filters == ALL else {}
        lines = list(lines_of(row, facts))
        groups = definition.breakdown.rows(*asked) if definition.breakdown else []
    may_open = definition.has_public_records or is_officer(request.user, programme.office_id)
    records = row.counted.records
    if not definition.has_public_records:
        records = unbarred(records, request.user)
    page = page_of(request, records) if may_open else None
    context = {
        "choice": choice,
        "options": figure_choices.options(definition.filters, choice),
        "row": row,
        "lines": lines,
        "groups": groups,
        "page": page,
        "records": records_of(page.object_list) if page else [],
    }
    return render(request, "home/figure.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponseBase:
    """The figures of a programme as pictures and on the map; `?format=csv` gives their numbers."""
    programmes = _programmes(request)
    choice = _choice(request, programmes)
    if choice is None:
        raise NotFound(_("There is no such programme. See the list of programmes."))
    charts = charts_of(choice)
    if request.GET.get("format") == "csv":
        rows = as_table(choice, charts)
        return csv_response(f"statistics-{choice.programme.slug}-{choice.as_of}", next(rows), rows)
    context = {
        "programmes": programmes,
        "choice": choice,
        "options": figure_choices.options(BY_ALL, choice),
        "charts": charts,
        "rules": COUNTING_RULES,
    }
    return render(request, "home/statistics.html", context)


def _programmes(request: HttpRequest) -> list[Programme]:
    """Those that have begun, and of the planned ones those of the person's own office."""
    return [
        row
        for row in Programme.objects.select_related("office")
        if row.state != Programme.State.PLANNED or is_officer(request.user, row.office_id)
    ]


def _choice(
    request: HttpRequest, programmes: list[Programme], *, has_filters: bool = True
) -> Choice | None:
    """What the address asks for; None when there is no programme.

    A day that is none is told, and the figures are of today. Refuses a filter that there is not.
    """
    programme = _chosen_programme(request, programmes)
    if programme is None:
        return None
    notes = []
    try:
        as_of = figure_choices.read_day(request.GET.get("as_of", ""))
    except Unknown as fault:
        as_of = timezone.localdate()
        notes = [f"{fault} {_('These are the figures of today.')}"]
    try:
        filters = figure_choices.read_filters(programme, request.GET) if has_filters else ALL
    except Unknown as fault:
        raise NotAllowed(str(fault), status=HTTPStatus.BAD_REQUEST) from fault
    notes += figure_choices.notes_on_day(programme, as_of)
    return Choice(programme, as_of, filters, notes)


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


def _chapter(request: HttpRequest, *, is_office: bool) -> str:
    """The chapter of `?chapter=`, the first one if none is asked for."""
    asked = request.GET.get("chapter") or Chapter.values[0]
    if asked in Chapter.values or (asked == WARNINGS and is_office):
        return asked
    raise NotFound(_("There is no such list of figures. See the list of figures."))
