"""The office's round of day reports: read, approve or return, and go on to the next one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.engagements.actions.reports import approve_report, return_report
from talkoot.engagements.forms.reports import ReturnReportForm
from talkoot.engagements.models import DayReport
from talkoot.engagements.queries.delivery import get_report, reports_to_approve
from talkoot.engagements.rules.delivery import engagement_of
from talkoot.engagements.rules.hours import meter_of
from talkoot.engagements.rules.invoices import pricing_of
from talkoot.engagements.rules.presence import co_operation_of, present_rows
from talkoot.people.access import office_required


@require_safe
@office_required
def office_reports(request: HttpRequest) -> HttpResponse:
    """The day reports that wait for approval, the oldest first."""
    page = page_of(request, reports_to_approve(request.user))
    return render(request, "engagements/office_reports.html", {"page": page})


@office_required
def office_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One day report beside what was granted; approve or return it, then the next one."""
    report = get_report(request.user, pk)
    form = ReturnReportForm(request.POST if "return" in request.POST else None)
    if request.method == "POST":
        if "return" not in request.POST:
            approve_report(report, by=request.user)
            return _go_on(request, _("The day is approved."))
        if form.is_valid():
            return_report(report, note=form.cleaned_data["note"], by=request.user)
            return _go_on(request, _("The report is returned and the expert has been told."))
    return _page(request, report, form)


def _go_on(request: HttpRequest, sentence: str) -> HttpResponse:
    following = reports_to_approve(request.user).first()
    if following is None:
        messages.success(request, f"{sentence} {_('Nothing more waits for approval.')}")
        return redirect("office-reports")
    messages.success(request, f"{sentence} {_('Here is the next one.')}")
    return redirect("office-report", following.pk)


def _page(request: HttpRequest, report: DayReport, form: ReturnReportForm) -> HttpResponse:
    engagement = engagement_of(report)
    meter = meter_of(engagement)
    context: dict[str, Any] = {
        "report": report,
        "engagement": engagement,
        "application": engagement.application,
        "session": report.session,
        "meter": meter,
        "price": pricing_of(report),
        "present": present_rows(report.session),
        "co_operation": co_operation_of(report.session),
        "waits": report.state == DayReport.State.SUBMITTED,
        "form": form,
    }
    return TemplateResponse(request, "engagements/office_report.html", context)
