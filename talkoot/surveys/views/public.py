"""Answering a survey by a personal link, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from talkoot.surveys import actions, rules
from talkoot.surveys.forms import SurveyForm
from talkoot.surveys.queries import get_invitation, survey_items


@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    invitation = get_invitation(token)
    today = timezone.localdate()
    rules.check_answer(invitation, on=today)
    items = survey_items(invitation.round)
    form = SurveyForm(items, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer(invitation, answers=form.answers(), on=today)
        return redirect("survey-thanks")
    minutes = rules.minutes_to_answer(items)
    context = {"form": form, "survey": invitation.round, "minutes": minutes}
    return TemplateResponse(request, "surveys/survey.html", context)


def survey_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/survey_thanks.html")
