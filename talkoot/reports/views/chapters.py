"""The chapters of a report that is being written: their texts, order, comments and versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.people.access import office_required
from talkoot.reports import actions, forms, queries, rules
from talkoot.reports.models import ReportSection


@office_required
def report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A chapter's heading, text and figures, with its comments and earlier versions."""
    section = queries.get_section(request.user, pk)
    rules.check_write(section.report)
    form = forms.SectionForm(request.POST or None, section=section)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.save_section(section, values, version=version, by=request.user)
        except rules.SectionChanged as refusal:
            form.add_error(None, refusal.sentence)
            section = queries.get_section(request.user, pk)
            form.see(section)
            return _section_page(request, section, form, is_conflict=True)
        messages.success(request, _("The chapter was saved."))
        return redirect("compose-report", section.report_id)
    return _section_page(request, section, form)


def _section_page(
    request: HttpRequest,
    section: ReportSection,
    form: forms.SectionForm,
    *,
    is_conflict: bool = False,
) -> HttpResponse:
    context = {
        "section": section, "form": form, "comment_form": forms.CommentForm(),
        "is_conflict": is_conflict,
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_section.html", context)


@office_required
def section_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture to the chapter, or with `remove` take one away."""
    section = queries.get_section(request.user, pk)
    rules.check_write(section.report)
    back_url = f"{reverse('report-section', args=[pk])}#pictures"
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 10:
        actions.remove_picture(section, int(removed), by=request.user)
        messages.success(request, _("The picture was removed."))
        return redirect(back_url)
    form = forms.PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        actions.add_picture(section, values.pop("picture"), values, by=request.user)
        messages.success(request, _("The picture was added."))
        return redirect(back_url)
    context = {
        "form": form, "title": _("Add a picture"), "lead": section.title,
        "parent": section.title, "back_url": back_url, "has_files": True,
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_form.html", context)


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
def restore_report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an earlier version of the chapter back."""
    section = queries.get_section(request.user, pk)
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 10 else 0
    actions.restore_section(section, number, by=request.user)
    messages.success(request, _("The earlier version was taken back."))
    return redirect("report-section", pk)


@office_required
def add_report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """A new chapter."""
    report = queries.get_own_report(request.user, pk)
    rules.check_draft(report)
    form = forms.NewSectionForm(request.POST or None, programme=report.programme)
    if request.method == "POST" and form.is_valid():
        section = actions.add_section(report, form.cleaned_data, by=request.user)
        messages.success(request, _("The chapter was added. Write it here."))
        return redirect("report-section", section.pk)
    context = {
        "form": form, "title": _("New chapter"), "lead": report.title,
        "parent": report.title, "back_url": reverse("compose-report", args=[pk]),
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_form.html", context)


@require_POST
@office_required
def move_report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the chapter one step earlier or later."""
    section = queries.get_section(request.user, pk)
    actions.move_section(section, is_up=request.POST.get("step") == "up", by=request.user)
    where = reverse("compose-report", args=[section.report_id])
    return redirect(f"{where}#chapters")


@office_required
def remove_report_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks before the chapter goes with its comments and versions."""
    section = queries.get_section(request.user, pk)
    rules.check_write(section.report)
    report_pk = section.report_id
    if request.method == "POST":
        actions.remove_section(section, by=request.user)
        messages.success(request, _("The chapter was removed."))
        return redirect("compose-report", report_pk)
    context = {
        "title": _("Remove the chapter"), "lead": section.title, "parent": section.report.title,
        "text": _("Its text, pictures, comments and earlier versions go with it."),
        "submit": _("Remove the chapter"), "is_warning": True,
        "back_url": reverse("compose-report", args=[report_pk]),
    }  # fmt: skip
    return TemplateResponse(request, "reports/report_form.html", context)
