"""The office's own templates of series: list, names and content, removing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.events.actions import templates as actions
from talkoot.events.forms.series import TemplateNamesForm
from talkoot.events.queries import series as queries
from talkoot.events.series_pages import template_rows
from talkoot.people.access import office_required


@require_safe
@office_required
def series_templates(request: HttpRequest) -> HttpResponse:
    """What the office's programmes have kept as templates."""
    page = page_of(request, queries.own_templates(request.user))
    return render(request, "events/office_templates.html", {"page": page})


@office_required
def series_template(request: HttpRequest, pk: int) -> HttpResponse:
    """What the template holds, and its names."""
    template = queries.get_own_template(request.user, pk)
    form = TemplateNamesForm(request.POST or None, initial=vars(template))
    if request.method == "POST" and form.is_valid():
        actions.rename_template(template, values=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("series-templates")
    context = {"template": template, "form": form, "rows": template_rows(template)}
    return TemplateResponse(request, "events/office_template.html", context)


@require_POST
@office_required
def remove_series_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the template away; series that began from it stay."""
    actions.remove_template(queries.get_own_template(request.user, pk), by=request.user)
    messages.success(request, _("The template was removed."))
    return redirect("series-templates")
