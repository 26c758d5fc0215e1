"""The composer of reports."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from talkoot.impact.queries import get_own_programme, own_programmes
from talkoot.people.access import office_required
from talkoot.reports import actions, forms, queries, rules
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import Report
from talkoot.reports.records import kept_doubts

FILES_SHOWN = 12


@require_safe
@office_required
def programme_reports(request: HttpRequest) -> HttpResponse:
    """The reports of the office's programmes."""
    context = {
        "reports": queries.office_reports(request.user),
        "programmes": own_programmes(request.user),
    }
    return TemplateResponse(request, "reports/programme_reports.html", context)


@office_required
def start_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A new report with the chapters of a final publication."""
    programme = get_own_programme(request.user, slug)
    initial = {"cut_off": min(programme.ends_on, timezone.localdate())}
    form = forms.ReportForm(request.POST or None, programme=programme, initial=initial)
    if request.method == "POST" and form.is_valid():
        report = actions.start_report(programme, form.cleaned_data, by=request.user)
        return redirect("compose-report", report.pk)
    context = {
        "form": form, "title": _("New report"), "lead": programme.name,
        "back_url": reverse("programme-reports"),
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_form.html", context)


@require_safe
@office_required
def compose_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The chapters, what is missing, the figures' freezing and the files."""
    report = queries.get_own_report(request.user, pk)
    sections = list(queries.sections_of(report))
    context = {
        "report": report,
        "is_open": report.state != Report.State.RELEASED,
        "sections": sections,
        "gaps": gaps_of(report, sections),
        "doubts": kept_doubts(report),
        "file_form": forms.FileForm(),
        **_files(report),
    }
    return TemplateResponse(request, "reports/compose_report.html", context)


@office_required
def report_isbn(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of the publication, printed on its cover and imprint."""
    report = queries.get_own_report(request.user, pk)
    rules.check_write(report)
    initial = {"isbn": report.isbn, "isbn_web": report.isbn_web}
    form = forms.IsbnForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_isbn(report, form.cleaned_data, by=request.user)
        messages.success(request, _("The ISBN was saved."))
        return redirect("compose-report", pk)
    context = {
        "form": form, "title": _("ISBN of the report"), "lead": report.title,
        "parent": report.title, "back_url": reverse("compose-report", args=[pk]),
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_form.html", context)


@require_safe
@office_required
@vary_on_headers("HX-Request")
def report_files(request: HttpRequest, pk: int) -> HttpResponse:
    """The files and how far they are: a page of its own, and the piece that asks for itself."""
    report = queries.get_own_report(request.user, pk)
    is_piece = "HX-Request" in request.headers
    name = "reports/files.html" if is_piece else "reports/report_files.html"
    return TemplateResponse(request, name, {"report": report, **_files(report)})


def _files(report: Report) -> dict[str, Any]:
    now = timezone.now()
    rows = list(report.files.select_related("file")[:FILES_SHOWN])
    open_rows = [row for row in rows if not row.file]
    stopped = [row.pk for row in open_rows if row.failure or rules.has_stopped(row, now)]
    return {"files": rows, "stopped": stopped, "is_making": len(open_rows) > len(stopped)}


@require_POST
@office_required
def freeze_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the figures, or with `thaw` let them live again."""
    report = queries.get_own_report(request.user, pk)
    if "thaw" in request.POST:
        actions.thaw(report, by=request.user)
        messages.success(request, _("The figures are counted anew each time."))
    else:
        actions.freeze(report, by=request.user)
        messages.success(request, _("The figures were frozen as they are on the cut-off day."))
    return redirect("compose-report", pk)


@office_required
def release_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells the gaps and asks before the report is published; with `back` takes it back."""
    report = queries.get_own_report(request.user, pk)
    if request.method == "POST" and "back" in request.POST:
        actions.take_back(report, by=request.user)
        messages.success(request, _("The report is no longer published."))
        return redirect("compose-report", pk)
    gaps = gaps_of(report, list(queries.sections_of(report)))
    form = forms.ReleaseForm(request.POST or None, open_gaps=gaps)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        acknowledged, reason = chosen.get("gaps", []), chosen.get("reason", "")
        actions.release(report, acknowledged=acknowledged, reason=reason, by=request.user)
        messages.success(request, _("The report was published. Its files are being made."))
        return redirect(report)
    context = {"report": report, "gaps": gaps, "doubts": kept_doubts(report), "form": form}
    return TemplateResponse(request, "reports/release_report.html", context)


@require_POST
@office_required
def ask_report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker for a PDF or DOCX in a language."""
    report: Report = queries.get_own_report(request.user, pk)
    form: Any = forms.FileForm(request.POST)
    if form.is_valid():
        actions.ask_file(report, by=request.user, **form.cleaned_data)
        messages.success(request, _("The file is being made."))
    else:
        messages.error(request, _("Choose the file and the language."))
    return redirect(f"{reverse('compose-report', args=[pk])}#files")
