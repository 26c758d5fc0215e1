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

from talkoot.impact.queries import get_own_programme, own_programmes
from talkoot.people.access import office_required
from talkoot.reports import actions, forms, queries, rules
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import Report


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
        "sections": sections,
        "gaps": gaps_of(report, sections),
        "files": report.files.select_related("file")[:12],
        "file_form": forms.FileForm(),
    }
    return TemplateResponse(request, "reports/compose_report.html", context)


@office_required
def report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A chapter's heading, text and figures, with its comments and earlier versions."""
    section = queries.get_section(request.user, pk)
    rules.check_write(section.report)
    form = forms.SectionForm(request.POST or None, section=section)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        actions.save_section(section, values, version=version, by=request.user)
        messages.success(request, _("The chapter was saved."))
        return redirect("compose-report", section.report_id)
    context = {"section": section, "form": form, "comment_form": forms.CommentForm()}
    return TemplateResponse(request, "reports/report_section.html", context)


@require_POST
@office_required
def comment_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment a chapter, or with `done` mark a comment as done."""
    section = queries.get_section(request.user, pk)
    done = request.POST.get("done", "")
    if done.isdecimal():
        actions.finish_comment(section, int(done), by=request.user)
    else:
        form = forms.CommentForm(request.POST)
        if form.is_valid():
            actions.comment_section(section, text=form.cleaned_data["text"], by=request.user)
        else:
            messages.error(request, _("Write the comment before you send it."))
    return redirect(f"{reverse('report-section', args=[pk])}#comments")


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
    form = forms.ReleaseForm(request.POST or None, gaps=[gap.text for gap in gaps])
    if request.method == "POST" and form.is_valid():
        actions.release(report, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The report was published."))
        return redirect(report)
    context = {"report": report, "gaps": gaps, "form": form}
    return TemplateResponse(request, "reports/release_report.html", context)


@require_POST
@office_required
def ask_report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker for a PDF or DOCX in a language."""
    report: Report = queries.get_own_report(request.user, pk)
    form: Any = forms.FileForm(request.POST)
    if form.is_valid():
        actions.ask_file(report, by=request.user, **form.cleaned_data)
        messages.success(request, _("The file is being made. Reload the page in a moment."))
    else:
        messages.error(request, _("Choose the file and the language."))
    return redirect(f"{reverse('compose-report', args=[pk])}#files")
