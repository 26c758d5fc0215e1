"""How the practices of a programme spread: levels, the furthest ones, numbers, fair lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.charts import region_names
from talkoot.core.maps import map_of_regions
from talkoot.core.refusals import NotFound
from talkoot.people.rules import is_officer
from talkoot.practices import rankings as numbers
from talkoot.practices.models import JuryStatement
from talkoot.practices.queries.diffusion import chosen_day
from talkoot.practices.queries.levels import level_counts, practices_on, spreading_now
from talkoot.practices.rules.levels import BREAKTHROUGH, CANDIDATE, LEVELS
from talkoot.programmes.models import Programme

SHOWN, GALLERY = 12, 60


@require_safe
def diffusion(request: HttpRequest) -> HttpResponse:
    """Practices by level, the furthest ones and those to follow, numbers by year and area."""
    programme, programmes = _chosen_programme(request)
    as_of = chosen_day(request.GET)
    context: dict[str, Any] = {"programme": programme, "programmes": programmes, "as_of": as_of}
    if programme:
        counts = level_counts(programme.pk)
        context |= {
            "levels": [(level, LEVELS[level], counts[level]) for level in LEVELS],
            "breakthroughs": _gallery(programme),
            "candidates": list(practices_on(programme.pk, CANDIDATE)[:GALLERY]),
            "rising": list(spreading_now(programme.pk, timezone.localdate())[:SHOWN]),
            "tables": _tables(programme, as_of),
            "can_edit": is_officer(request.user, programme.office_id),
        }
    return render(request, "practices/diffusion.html", context)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Of how many organisations something is known, by region and service area, with the map."""
    programme, programmes = _chosen_programme(request)
    as_of = chosen_day(request.GET)
    context: dict[str, Any] = {"programme": programme, "programmes": programmes, "as_of": as_of}
    if programme:
        context |= {"tables": _coverage(programme, as_of), "map": _map(programme, as_of)}
    return render(request, "practices/coverage.html", context)


@require_safe
def rankings(request: HttpRequest) -> HttpResponse:
    """The most active organisations, by number and in proportion to inhabitants."""
    programme, programmes = _chosen_programme(request)
    as_of = chosen_day(request.GET)
    titles = {
        "published": _("Most practices published"),
        "learned": _("Most learned from others"),
        "passed-on": _("Most taken up by others"),
    }
    lists = numbers.rankings(programme, as_of) if programme else []
    context = {
        "programme": programme,
        "programmes": programmes,
        "as_of": as_of,
        "lists": [(titles[row.subject], row) for row in lists],
    }
    return render(request, "practices/rankings.html", context)


def _chosen_programme(request: HttpRequest) -> tuple[Programme | None, list[Programme]]:
    """The programme of `?programme=`; without it the one that runs now, else the newest."""
    rows = list(Programme.objects.exclude(state=Programme.State.PLANNED))
    slug = request.GET.get("programme")
    if slug:
        for row in rows:
            if row.slug == slug:
                return row, rows
        raise NotFound(_("There is no such programme. See the list of programmes."))
    running = [row for row in rows if row.state == Programme.State.RUNNING]
    return next(iter(running or rows), None), rows


def _gallery(programme: Programme) -> list[dict[str, Any]]:
    """Breakthroughs with the jury's words, the newest statement of each; two queries."""
    rows = list(practices_on(programme.pk, BREAKTHROUGH)[:GALLERY])
    statements = JuryStatement.objects.filter(practice__in=rows, is_confirmed=True)
    words = {row.practice_id: row for row in statements.order_by("stated_on", "pk")}
    return [{"practice": row, "statement": words.get(row.pk)} for row in rows]


def _tables(programme: Programme, as_of: Any) -> list[tuple[Any, ...]]:
    return [
        (
            _("Practices by year"),
            (_("Year"), _("New"), _("All by its end"), _("New a month"), _("Months")),
            numbers.years(programme, as_of),
        ),
        (
            _("Practices by service area"),
            (_("Service area"), _("Practices"), _("Share, %")),
            numbers.sectors(programme, as_of),
        ),
    ]


def _coverage(programme: Programme, as_of: Any) -> list[tuple[Any, ...]]:
    return [
        (
            _("Coverage by region"),
            (_("Region"), _("Municipalities"), _("Seen here"), _("Share")),
            numbers.coverage_by_region(programme, as_of),
        ),
        (
            _("Coverage by service area"),
            (_("Service area"), _("Organisations that have it"), _("With a practice"), _("Share")),
            numbers.coverage_by_sector(programme, as_of),
        ),
    ]


def _map(programme: Programme, as_of: Any) -> Any:
    counts = numbers.practices_by_region(programme, as_of)
    urls = {
        code: f"{reverse('practices')}?region={code}" for code in region_names() if counts.get(code)
    }
    return map_of_regions(_("Practices by region"), counts, urls)
