"""Answering a survey by a personal link, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from talkoot.surveys import actions, rules
from talkoot.surveys.forms import SurveyForm
from talkoot.surveys.models import Item
from talkoot.surveys.queries import get_invitation


@never_cache
def survey(request: HttpRequest, token: str) -> HttpResponse:
    invitation = get_invitation(token)
    today = timezone.localdate()
    rules.check_answer(invitation, on=today)
    items = Item.objects.filter(questionnaire=invitation.round.questionnaire_id)
    form = SurveyForm(items, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer(invitation, answers=form.cleaned_data, on=today)
        return redirect("survey-thanks")
    return render(request, "surveys/survey.html", {"form": form, "survey": invitation.round})


def survey_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/survey_thanks.html")
