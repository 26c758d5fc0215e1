"""A course made of an engagement's days."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.engagements.actions import courses as actions
from talkoot.engagements.forms.courses import CourseForm
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.rules import can_oversee
from talkoot.engagements.rules.delivery import check_open_course
from talkoot.events.queries.series import templates_for
from talkoot.people.access import office_required


@office_required
def open_course(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the days registration, tasks and a learning space; then the office publishes them."""
    engagement = get_engagement(request.user, ref, can=can_oversee)
    check_open_course(engagement)
    templates = templates_for(request.user).filter(kind=engagement.series.kind)
    form = CourseForm(
        request.POST if request.method == "POST" else None,
        templates=templates,
        initial={"entry": "persons"},
    )
    if request.method == "POST" and form.is_valid():
        series = actions.open_course(engagement, **form.cleaned_data, by=request.user)
        messages.success(
            request, _("The course is a draft. Write its description, then publish it.")
        )
        return redirect("office-series", series.slug)
    context = {"engagement": engagement, "application": engagement.application, "form": form}
    return TemplateResponse(request, "engagements/open_course.html", context)
