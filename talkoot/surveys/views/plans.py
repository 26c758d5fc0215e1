"""Plans of surveys, and rounds that the office plans by hand."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.people.access import office_required
from talkoot.people.models import User
from talkoot.programmes.queries import office_programmes
from talkoot.surveys import round_queries
from talkoot.surveys.actions import plans as actions
from talkoot.surveys.models import SurveyPlan
from talkoot.surveys.populations import get_population, occasion_of
from talkoot.surveys.round_forms import PlanForm, RoundByHandForm
from talkoot.surveys.rules import sending
from talkoot.surveys.rules.repeating import next_day

SHARED = (
    "programme title_fi title_sv title_en questionnaire_code service population viewpoint mode "
    "open_days reminder_days is_optional"
).split()

OF_PLAN = ("trigger", "months", "days", "first_on", "every_months", "times")


@require_safe
@office_required
def office_plans(request: HttpRequest) -> HttpResponse:
    """What sends surveys by itself."""
    rows = [
        (plan, population.label if population else plan.population, _next(plan))
        for plan in round_queries.office_plans(request.user)
        for population in [get_population(plan.population)]
    ]
    return render(request, "surveys/office_plans.html", {"plans": rows})


def _next(plan: Any) -> datetime.date | None:
    """When the plan's next round opens, planned or to be planned; None if that is not known."""
    if not plan.is_active:
        return None
    return plan.waits_for or next_day(plan, plan.round_count, plan.last_opened)


@office_required
def new_plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.save_plan(values.pop("programme"), None, by=_user(request), **values)
        messages.success(request, _("The plan works from what happens next."))
        return redirect("office-plans")
    text = _("The survey goes out by itself each time that this happens.")
    return _form(request, form, title=_("New survey plan"), text=text)


@office_required
def edit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Rounds that are planned follow, but for their questionnaire and dates."""
    plan = round_queries.get_plan(request.user, pk)
    initial = {name: getattr(plan, name) for name in (*SHARED, *OF_PLAN)}
    form = PlanForm(request.POST or None, initial=initial, **_choices(request))
    form.fields["programme"].disabled = True
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.save_plan(values.pop("programme"), plan, by=_user(request), **values)
        messages.success(request, _("The plan has been changed."))
        return redirect("office-plans")
    text = _("Rounds that are planned already keep their questionnaire and dates.")
    return _form(request, form, title=plan.title, text=text, plan=plan)


@require_POST
@office_required
def stop_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more goes out by the plan."""
    plan = round_queries.get_plan(request.user, pk)
    removed = actions.stop_plan(plan, by=_user(request))
    words = ngettext(
        "The plan has been stopped, and %(number)s planned round was removed.",
        "The plan has been stopped, and %(number)s planned rounds were removed.",
        removed,
    )
    messages.success(request, words % {"number": removed})
    return redirect("office-plans")


@require_POST
@office_required
def start_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A stopped plan works again."""
    plan: SurveyPlan = round_queries.get_plan(request.user, pk)
    actions.start_plan(plan, by=_user(request))
    messages.success(request, _("The plan works from what happens next."))
    return redirect("office-plans")


@office_required
def plan_round(request: HttpRequest) -> HttpResponse:
    """A round by hand; nothing leaves before its day or the office's word."""
    initial = {"opens_on": timezone.localdate(), "reminder_days": [7, 14]}
    form = RoundByHandForm(request.POST or None, initial=initial, **_choices(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        survey = actions.plan_by_hand(values.pop("programme"), by=_user(request), **values)
        messages.success(request, _("The round is planned. Look at who gets it and at the mail."))
        return redirect("office-round", survey.pk)
    text = _("Nothing leaves yet: next you see who gets the survey and what the mail says.")
    return _form(request, form, title=_("Plan a round"), text=text)


@office_required
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Anything of a round by hand that has not been sent."""
    survey = round_queries.get_round(request.user, pk)
    sending.check_planned(survey)
    sending.check_by_hand(survey)
    about = occasion_of(survey)
    initial = {
        **{name: getattr(survey.plan, name) for name in SHARED},
        "since": about.since,
        "until": about.until,
        "opens_on": survey.opens_on,
    }
    form = RoundByHandForm(request.POST or None, initial=initial, **_choices(request))
    form.fields["programme"].disabled = True
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        values.pop("programme")
        actions.change_by_hand(survey, by=_user(request), **values)
        messages.success(request, _("The round has been changed."))
        return redirect("office-round", pk)
    return _form(request, form, title=_("Change the round"), survey=survey)


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "programmes": office_programmes(request.user),
        "offerings": round_queries.office_offerings(request.user),
        "questionnaires": round_queries.survey_questionnaires(request.user),
    }


def _form(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    return TemplateResponse(request, "surveys/round_form.html", {"form": form, **context})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
