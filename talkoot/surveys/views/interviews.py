"""Interviews with their coded points, for the programme office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes
from talkoot.surveys.actions import quotes as actions
from talkoot.surveys.models import Interview
from talkoot.surveys.reading import quotes, rules
from talkoot.surveys.reading.forms import InterviewForm, PointForm
from talkoot.surveys.views.reading import tabs


@office_required
def office_interviews(request: HttpRequest) -> HttpResponse:
    page = page_of(request, quotes.office_interviews(request.user))
    context = {"page": page, "tabs": tabs("office-interviews")}
    return render(request, "surveys/reading/interviews.html", context)


@office_required
def new_interview(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@office_required
def edit_interview(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, quotes.get_interview(request.user, pk))


@office_required
def office_interview(request: HttpRequest, pk: int) -> HttpResponse:
    """An interview with its points; a point is added and its code chosen here."""
    interview = quotes.get_interview(request.user, pk)
    is_removal = "remove" in request.POST
    form = PointForm(None if is_removal else request.POST or None, interview=interview)
    if is_removal:
        actions.remove_point(interview, pk=request.POST["remove"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The point was removed."))
        return redirect("office-interview", interview.pk)
    if request.method == "POST" and form.is_valid():
        actions.add_point(interview, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The point was added."))
        return redirect("office-interview", interview.pk)
    context = {
        "interview": interview,
        "points": interview.points.select_related("code__frame").order_by("pk"),
        "form": form,
        "has_codes": form.fields["code"].queryset.exists(),  # type: ignore[attr-defined]
        "quotes": interview.quote_set.exclude(consent=quotes.Consent.WITHDRAWN),
        "quoting_problem": rules.quoting_problem(interview),
    }
    return TemplateResponse(request, "surveys/reading/interview.html", context)


def _edit(request: HttpRequest, interview: Interview | None) -> HttpResponse:
    programmes = office_programmes(request.user)
    form = InterviewForm(request.POST or None, programmes=programmes, interview=interview)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_interview(interview, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("office-interview", saved.pk)
    back = reverse("office-interview", args=[interview.pk]) if interview else ""
    context = {
        "form": form,
        "title": _("Change the interview") if interview else _("New interview"),
        "submit": _("Save"),
        "parent": _("Interviews"),
        "back_url": back or reverse("office-interviews"),
    }
    return TemplateResponse(request, "surveys/reading/form.html", context)
