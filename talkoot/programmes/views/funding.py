"""Funded projects with their budgets and costs, for the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.core.tables import BadTable
from talkoot.people.access import finance_readers_required, office_required
from talkoot.programmes.finance import actions, forms, queries
from talkoot.programmes.finance.reading import read_costs
from talkoot.programmes.finance.rules import keep_until
from talkoot.programmes.models import FundingProject
from talkoot.programmes.queries import get_project, get_read_project, office_programmes
from talkoot.programmes.rules import can_edit_project


@require_safe
@finance_readers_required
def office_funding(request: HttpRequest) -> HttpResponse:
    """Every funded project of the office's programmes."""
    context = {
        "projects": queries.funding_of(request.user),
        "programmes": office_programmes(request.user),
    }
    return TemplateResponse(request, "programmes/office_funding.html", context)


@office_required
def add_funding(request: HttpRequest, slug: str) -> HttpResponse:
    """A new funded project of a programme."""
    programme = queries.get_programme(request.user, slug)
    form = forms.ProjectForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        project = actions.save_project(programme, form.cleaned_data, by=request.user)
        return redirect("funding-project", project.pk)
    return _form_page(request, form, _("Add a funded project"), reverse("office-funding"))


@require_safe
@finance_readers_required
def funding_project(request: HttpRequest, pk: int) -> HttpResponse:
    """A project's shares, cost lines and costs, and what does not add up."""
    project = get_read_project(request.user, pk)
    context = {
        "project": project,
        "may_edit": can_edit_project(request.user, project),
        "finances": queries.finances_of(project),
        "keep_until": keep_until(project),
        "page": page_of(request, queries.actuals_of(project)),
    }
    return TemplateResponse(request, "programmes/funding_project.html", context)


@office_required
def edit_funding(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, fund, days and sum."""
    project = get_project(request.user, pk)
    form = forms.ProjectForm(request.POST or None, programme=project.programme, project=project)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.save_project(project.programme, values, by=request.user, project=project)
        return redirect("funding-project", pk)
    return _form_page(request, form, _("Change the project"), _own(project))


@office_required
def funding_shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Who pays how much; shares that are not a hundred together are told on the project's page."""
    project = get_project(request.user, pk)
    rows = [
        {"funder": share.funder, "percent": share.percent}
        for share, *_euros in queries.finances_of(project).shares
    ]
    form = forms.SharesForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        actions.save_shares(project, form.shares(), by=request.user)
        messages.success(request, _("The shares were saved."))
        return redirect("funding-project", pk)
    context = {"form": form, "project": project, "back_url": _own(project)}
    return TemplateResponse(request, "programmes/funding_shares.html", context)


@office_required
def add_budget_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A new cost line, the last one."""
    project = get_project(request.user, pk)
    form = forms.LineForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        actions.save_line(project, form.cleaned_data, by=request.user)
        return redirect("funding-project", pk)
    return _form_page(request, form, _("Add a cost line"), _own(project), lead=project.name)


@office_required
def edit_budget_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """A cost line's code, name and budget."""
    project = get_project(request.user, pk)
    rows = {row.line.pk: row.line for row in queries.finances_of(project).lines}
    if line_pk not in rows:
        raise NotFound(_("There is no such cost line. Go back to the project."))
    line = rows[line_pk]
    form = forms.LineForm(request.POST or None, project=project, line=line)
    if request.method == "POST" and form.is_valid():
        actions.save_line(project, form.cleaned_data, by=request.user, line=line)
        return redirect("funding-project", pk)
    return _form_page(request, form, _("Change the cost line"), _own(project), lead=project.name)


@office_required
def book_cost(request: HttpRequest, pk: int) -> HttpResponse:
    """Book one cost."""
    project = get_project(request.user, pk)
    form = forms.CostForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.book(values.pop("line"), by=request.user, **values)
        messages.success(request, _("The cost was booked."))
        return redirect("funding-project", pk)
    return _form_page(request, form, _("Book a cost"), _own(project), lead=project.name)


@office_required
def import_costs(request: HttpRequest, pk: int) -> HttpResponse:
    """Costs from the bookkeeping's file, all or none."""
    project = get_project(request.user, pk)
    form = forms.CostsFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        codes = [row.line.code for row in queries.finances_of(project).lines]
        try:
            costs = read_costs(form.cleaned_data["file"].read(), project, codes)
        except BadTable as fault:
            for sentence in fault.sentences[:20]:
                form.add_error("file", sentence)
        else:
            booked, known = actions.import_costs(project, costs, by=request.user)
            sentence = ngettext(
                "%(count)s cost was booked.", "%(count)s costs were booked.", booked
            )
            messages.success(request, sentence % {"count": booked})
            if known:
                sentence = ngettext(
                    "%(count)s had been booked before.", "%(count)s had been booked before.", known
                )
                messages.success(request, sentence % {"count": known})
            return redirect("funding-project", pk)
    return _form_page(request, form, _("Costs from a file"), _own(project), lead=project.name)


@require_safe
@finance_readers_required
def costs_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The project's costs for the funder, as CSV or XLSX."""
    project = get_read_project(request.user, pk)
    header = [
        _("Project"), _("Project code"), _("Cost line"), _("Code"), _("Day"), _("Amount, €"),
        _("Voucher"), _("Note"),
    ]  # fmt: skip
    rows = [
        [
            project.name, project.code, row.line.name, row.line.code, row.spent_on.isoformat(),
            row.amount_eur, row.reference, row.note,
        ]
        for row in queries.actuals_of(project).order_by("spent_on", "pk")
    ]  # fmt: skip
    write = xlsx_response if kind == "xlsx" else csv_response
    return write(f"costs-{project.code or project.pk}".lower(), header, rows)


def _own(project: FundingProject) -> str:
    return reverse("funding-project", args=[project.pk])


def _form_page(
    request: HttpRequest, form: Any, title: str, back_url: str, *, lead: str = ""
) -> TemplateResponse:
    context = {"form": form, "title": title, "back_url": back_url, "lead": lead}
    return TemplateResponse(request, "programmes/funding_form.html", context)
