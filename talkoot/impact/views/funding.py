"""The funder's indicators: our register beside the funder's own totals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.refusals import NotFound
from talkoot.impact.queries import funding as queries
from talkoot.people.access import office_required
from talkoot.programmes.finance import actions
from talkoot.programmes.finance.forms import IndicatorForm
from talkoot.programmes.finance.indicators import indicators_of
from talkoot.programmes.queries import get_project


@require_safe
@office_required
def funding_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Participants and indicators on this day, and what does not agree with the funder."""
    project = get_project(request.user, pk)
    today = timezone.localdate()
    register = queries.register_of(project, today)
    rows = queries.indicator_rows(project, register, today)
    context = {
        "project": project,
        "register": register,
        "rows": rows,
        "differences": queries.reconciliation(project, register, rows),
    }
    return TemplateResponse(request, "impact/funding_indicators.html", context)


@office_required
def tell_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """What an indicator counts by the funder's system or by our own count."""
    project = get_project(request.user, pk)
    if not indicators_of(project):
        raise NotFound(_("The project’s fund has no indicators. Change the project’s fund first."))
    form = IndicatorForm(request.POST or None, project=project)
    back_url = reverse("funding-indicators", args=[pk])
    if request.method == "POST" and form.is_valid():
        actions.tell_indicator(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The number was saved."))
        return redirect(back_url)
    context = {
        "form": form, "title": _("Tell a number"), "back_url": back_url, "lead": project.name
    }  # fmt: skip
    return TemplateResponse(request, "programmes/funding_form.html", context)


@require_safe
@office_required
def indicators_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The indicators for the funder, as CSV or XLSX; sums only."""
    project = get_project(request.user, pk)
    today = timezone.localdate()
    rows = queries.indicator_rows(project, queries.register_of(project, today), today)
    header = [
        _("Indicator"), _("Meaning"), _("Our register"), _("Our own count"), _("The funder"),
        _("Difference"),
    ]  # fmt: skip
    cells = [
        [
            row.code,
            str(row.label),
            "" if row.register is None else row.register,
            row.own.value if row.own else "",
            row.funder.value if row.funder else "",
            "" if row.difference is None else row.difference,
        ]
        for row in rows
    ]
    write = xlsx_response if kind == "xlsx" else csv_response
    return write(f"indicators-{project.code or project.pk}".lower(), header, cells)
