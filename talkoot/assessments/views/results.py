"""What came out of a phase, as a page and as files, and telling it to the assessors."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from talkoot.assessments import queries
from talkoot.assessments.actions import outcomes as actions
from talkoot.assessments.models import Phase
from talkoot.assessments.queries.funnel import selections_of
from talkoot.assessments.queries.results import SORTS, Result, results_of, severities
from talkoot.assessments.rules.funnel import reason_text
from talkoot.assessments.views.frame import crumbs, phase_links
from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.pages import page_of
from talkoot.people.access import office_required


@require_safe
@office_required
def office_results(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """Means, spread and severity; a large spread asks for a second look."""
    phase = queries.get_phase(request.user, slug, order)
    sort = _sort(request)
    found = results_of(request.user, phase, sort=sort)
    context = {
        "phase": phase,
        "page": page_of(request, found, size=50),
        "severities": severities(found),
        "flagged_count": sum(row.is_flagged for row in found),
        "untold_count": _untold(found),
        "sorts": _sorts(sort),
        "links": phase_links(phase, "office-results"),
        "crumbs": crumbs(phase.call),
    }
    return render(request, "assessments/office_results.html", context)


@require_safe
@office_required
def office_results_csv(request: HttpRequest, slug: str, order: int) -> HttpResponseBase:
    """The results as a CSV file."""
    phase = queries.get_phase(request.user, slug, order)
    return csv_response(_name(phase), _header(), _rows(request, phase))


@require_safe
@office_required
def office_results_xlsx(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """The results as a spreadsheet."""
    phase = queries.get_phase(request.user, slug, order)
    return xlsx_response(_name(phase), _header(), _rows(request, phase))


@office_required
def tell_outcomes(request: HttpRequest, slug: str, order: int) -> HttpResponse:
    """Ask once, then tell each assessor what became of what they assessed."""
    phase = queries.get_phase(request.user, slug, order)
    if request.method == "POST":
        count = actions.tell_outcomes(phase, by=request.user)
        sentence = ngettext("%(count)s assessor is told.", "%(count)s assessors are told.", count)
        messages.success(request, sentence % {"count": count})
        return redirect("office-results", slug, order)
    untold = _untold(results_of(request.user, phase, sort="number"))
    context = {"phase": phase, "untold_count": untold, "crumbs": crumbs(phase.call, phase)}
    return render(request, "assessments/tell_outcomes.html", context)


def _untold(found: list[Result]) -> int:
    """Assessments whose applicant knows the outcome and whose assessor does not."""
    return sum(given.is_untold for result in found for given in result.given)


def _sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in SORTS else SORTS[0]


def _sorts(current: str) -> list[dict[str, Any]]:
    texts = {"mean": _("Best mean"), "spread": _("Largest spread"), "number": _("Arrival")}
    return [{"text": texts[key], "url": f"?sort={key}", "current": key == current} for key in SORTS]


def _name(phase: Phase) -> str:
    return f"assessment-{phase.call.slug}-{phase.order}"


def _header() -> list[str]:
    return [
        _("Case number"),
        _("Organisation"),
        _("Title"),
        _("State"),
        _("Assessed"),
        _("Of"),
        _("Mean"),
        _("Range"),
        _("Standard deviation"),
        _("Met"),
        _("Not met"),
        _("Second look"),
        _("Goes on"),
        _("Reason"),
        _("Demo data"),
    ]


def _rows(request: HttpRequest, phase: Phase) -> Iterator[list[Any]]:
    chosen = selections_of(phase)
    for row in results_of(request.user, phase, sort=_sort(request)):
        application = row.application
        selection = chosen.get(application.pk)
        yield [
            application.number,
            application.organisation.name,
            application.title,
            application.get_state_display(),
            len(row.given),
            row.wanted,
            _rounded(row.mean),
            _rounded(row.spread),
            _rounded(row.deviation),
            row.passed,
            row.failed,
            _("yes") if row.is_flagged else "",
            (_("yes") if selection.goes_on else _("no")) if selection else "",
            reason_text(selection.facts, selection.grounds) if selection else "",
            _("demo data") if application.is_demo else "",
        ]


def _rounded(value: float | None) -> Any:
    return "" if value is None else round(value, 1)
