"""The funders' marks, each set with the days on which it is in force."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.files.views import file_response
from talkoot.people.access import office_required
from talkoot.programmes import actions, queries, rules
from talkoot.programmes.forms import EndLogosForm, LogosForm


@require_safe
@office_required
def office_logos(request: HttpRequest) -> HttpResponse:
    """Every funded project of the office's programmes with its sets, the newest first."""
    context = {
        "projects": queries.office_projects(request.user),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "programmes/office_logos.html", context)


@office_required
def add_logos(request: HttpRequest, pk: int) -> HttpResponse:
    """A new set of a project: picture, what it shows in words, from which day."""
    project = queries.get_project(request.user, pk)
    form = LogosForm(request.POST or None, request.FILES or None, project=project)
    if request.method == "POST" and form.is_valid():
        actions.add_logo_set(project, form.cleaned_data, by=request.user)
        messages.success(request, _("The marks were added."))
        return redirect("office-logos")
    context = {"form": form, "project": project, "title": _("Add marks")}
    return TemplateResponse(request, "programmes/logos_form.html", context)


@office_required
def end_logos(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a set; certificates that bear it stay as they are."""
    logo_set = queries.get_logo_set(request.user, pk)
    rules.check_end_logos(logo_set)
    form = EndLogosForm(request.POST or None, logo_set=logo_set)
    if request.method == "POST" and form.is_valid():
        actions.end_logo_set(logo_set, form.cleaned_data["valid_to"], by=request.user)
        messages.success(request, _("The last day was saved."))
        return redirect("office-logos")
    context = {
        "form": form,
        "project": logo_set.project,
        "logo_set": logo_set,
        "title": _("End the use of the marks"),
    }
    return TemplateResponse(request, "programmes/logos_form.html", context)


@require_safe
@office_required
def logos_picture(request: HttpRequest, pk: int) -> FileResponse:
    """The picture of a set."""
    return file_response(queries.get_logo_set(request.user, pk).image)
