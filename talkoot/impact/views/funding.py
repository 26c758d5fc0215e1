"""The funder's indicators: our register beside the funder's own totals."""

from typing import Any

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
from talkoot.people.access import finance_readers_required, office_required
from talkoot.programmes.finance import actions
from talkoot.programmes.finance.forms import IndicatorForm
from talkoot.programmes.finance.indicators import CODES_NOTE, indicators_of
from talkoot.programmes.models import IndicatorTotal
from talkoot.programmes.queries import get_project, get_read_project
from talkoot.programmes.rules import can_edit_project


@require_safe
@finance_readers_required
def funding_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Participants and indicators on this day, and what does not agree with the funder."""
    project = get_read_project(request.user, pk)
    today = timezone.localdate()
    register = queries.register_of(project, today)
    rows = queries.indicator_rows(project, register, today)
    context = {
        "project": project,
        "may_edit": can_edit_project(request.user, project),
        "register": register,
        "rows": rows,
        "differences": queries.reconciliation(project, register, rows),
        "codes_note": CODES_NOTE,
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
@finance_readers_required
def indicators_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The indicators for the funder, as CSV or XLSX; sums only."""
    project = get_read_project(request.user, pk)
    today = timezone.localdate()
    rows = queries.indicator_rows(project, queries.register_of(project, today), today)
    header = [
        _("Project"), _("Project code"), _("On the day"), _("Indicator (confirm the code)"),
        _("Meaning"), _("Our register"), _("Our own count"), _("Own count’s day"), _("The funder"),
        _("The funder’s day"), _("Difference"), _("Targets"),
    ]  # fmt: skip
    cells = [
        [project.name, project.code, today.isoformat(), *part]
        for row in rows
        for part in _file_rows(row)
    ]
    write = xlsx_response if kind == "xlsx" else csv_response
    return write(f"indicators-{project.code or project.pk}".lower(), header, cells)


def _file_rows(row: queries.IndicatorRow) -> list[list[Any]]:
    """The indicator on a row, and on rows of their own what has been told by gender."""
    both = [*_told(row.own), *_told(row.funder)]
    targets = "; ".join(_target_words(total) for total in row.targets)
    rows = [[row.code, str(row.label), _cell(row.register), *both, _cell(row.difference), targets]]
    for gender in queries.BY_GENDER:
        own, funder = (row.told.get((origin, gender)) for origin in ("own", "funder"))
        if own or funder:
            words = f"{row.label}: {gender.label}"
            rows.append([row.code, words, "", *_told(own), *_told(funder), "", ""])
    return rows


def _target_words(total: IndicatorTotal) -> str:
    whose = f" ({total.get_gender_display()})" if total.gender else ""
    return f"{total.value}{whose} {total.as_of.isoformat()}"


def _told(total: IndicatorTotal | None) -> list[Any]:
    return [total.value, total.as_of.isoformat()] if total else ["", ""]


def _cell(value: int | None) -> Any:
    return "" if value is None else value
