"""Sending a round, reminding, prolonging, closing and removing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.people.access import office_required
from talkoot.people.models import User
from talkoot.surveys import actions, round_pages, round_queries
from talkoot.surveys.actions import repeating
from talkoot.surveys.inviting import invitations_for
from talkoot.surveys.models import Invitation, Round
from talkoot.surveys.round_forms import ExtendForm, PublicationForm
from talkoot.surveys.rules import sending
from talkoot.surveys.rules.repeating import check_publishable


@office_required
def send_round(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the mail and how many get it; POST sends it now."""
    survey = round_queries.get_round(request.user, pk)
    sending.check_planned(survey)
    if request.method == "POST":
        if survey.opens_on is None:
            actions.schedule_round(survey, opens_on=timezone.localdate(), by=_user(request))
        actions.open_round(survey, by=_user(request))
        messages.success(request, _("The survey is being sent. The links leave in a moment."))
        return redirect("office-round", pk)
    if survey.plan_id is None:
        standings = [row.standing for row in survey.invitations.all()]
    else:
        standings = [row.standing for row in invitations_for(survey)]
    context = {
        "survey": survey,
        "invited": standings.count(Invitation.Standing.INVITED),
        "left_out": [
            (label, standings.count(code))
            for code, label in Invitation.Standing.choices
            if code != Invitation.Standing.INVITED and code in standings
        ],
        "population": round_pages.population_text(survey),
        "mails": round_pages.mails_of(survey),
        "empty": sending.empty_sentence(),
    }
    return TemplateResponse(request, "surveys/send_round.html", context)


@require_POST
@office_required
def remind_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not answered; the worker does it in the next minutes."""
    survey = round_queries.get_round(request.user, pk)
    actions.remind_now(survey, by=_user(request))
    messages.success(
        request,
        _("Those who have not answered are reminded in the next minutes, in daytime only."),
    )
    return redirect("office-round", pk)


@office_required
def extend_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Another last day and other reminders."""
    survey = round_queries.get_round(request.user, pk)
    assert survey.closes_on is not None
    sending.check_extend(survey, survey.closes_on)
    assert survey.opens_on is not None
    form = ExtendForm(
        request.POST or None,
        opens_on=survey.opens_on,
        initial={"closes_on": survey.closes_on, "reminder_days": survey.reminder_days},
    )
    if request.method == "POST" and form.is_valid():
        actions.extend_round(survey, **form.cleaned_data, by=_user(request))
        messages.success(request, _("The dates have been changed."))
        return redirect("office-round", pk)
    return _ask(
        request,
        survey,
        form=form,
        title=_("Change the dates"),
        text=_("Links that have been sent work until the new last day."),
        submit=_("Save"),
    )


@office_required
def publish_results(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where the results of a closed round were published."""
    survey = round_queries.get_round(request.user, pk)
    check_publishable(survey)
    initial = {
        "published_on": survey.published_on,
        "publication_url": survey.publication_url,
    }
    form = PublicationForm(request.POST or None, survey=survey, initial=initial)
    if request.method == "POST" and form.is_valid():
        repeating.publish_results(survey, **form.cleaned_data, by=_user(request))
        messages.success(request, _("The day of the publication is kept."))
        return redirect("office-round", pk)
    return _ask(
        request,
        survey,
        form=form,
        title=_("Tell when the results were published"),
        text=_("The day and the link stand on the programme's page of publications."),
        submit=_("Save"),
    )


@office_required
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more, POST closes."""
    survey = round_queries.get_round(request.user, pk)
    if survey.state != Round.State.OPEN:
        sending.check_extend(survey, timezone.localdate())
    if request.method == "POST":
        actions.close_round(survey, by=_user(request))
        messages.success(request, _("The survey has closed. The results are counted next."))
        return redirect("office-round", pk)
    return _ask(
        request,
        survey,
        title=_("Close the survey?"),
        text=_(
            "Nobody can answer any more, and answers that are half-written are dropped. A closed "
            "survey cannot be opened again."
        ),
        submit=_("Close the survey"),
        is_warning=True,
    )


@office_required
def delete_round(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks once more, POST removes a round that has not been sent."""
    survey = round_queries.get_round(request.user, pk)
    sending.check_delete(survey)
    if request.method == "POST":
        actions.delete_round(survey, by=_user(request))
        messages.success(request, _("The round has been removed. Nothing was sent."))
        return redirect("office-rounds")
    return _ask(
        request,
        survey,
        title=_("Remove the round?"),
        text=_("Nothing of it has been sent, and nothing will be."),
        submit=_("Remove"),
        is_warning=True,
    )


def _ask(request: HttpRequest, survey: Round, **context: Any) -> HttpResponse:
    """A page that asks once more, with a form or without one."""
    context = {"form": None, **context, "survey": survey}
    return TemplateResponse(request, "surveys/round_form.html", context)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
