"""Pages of an experiment: the decisions, the trial and its result."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.engagements.actions import workshops as actions
from talkoot.engagements.forms.teams import ExperimentForm
from talkoot.engagements.forms.workshops import AgainForm, BeginForm, DecisionForm, ResultForm
from talkoot.engagements.models import Experiment
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries import workshops as queries
from talkoot.engagements.rules import check_not_withdrawn
from talkoot.engagements.rules import workshops as rules
from talkoot.engagements.rules.stuck import can_take_part

State = Experiment.State


@login_required
def experiment(request: HttpRequest, pk: int) -> HttpResponse:
    """An experiment and its next step: the decision, the beginning, the result."""
    row = queries.get_experiment(request.user, pk)
    form = _step_form(request, row)
    if form and request.method == "POST" and form.is_valid():
        if row.state == State.APPROVED:
            actions.begin_experiment(row, by=request.user, **form.cleaned_data)
        elif row.state == State.TRIED:
            actions.tell_result(row, by=request.user, **form.cleaned_data)
        else:
            actions.decide_experiment(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The experiment was updated."))
        return redirect(row)
    context = {
        "experiment": row,
        "form": form,
        "submit": _submit_text(row),
        "is_further": row.state in (State.RESULT, State.ADOPTED, State.REJECTED),
        **_parent(row),
    }
    return TemplateResponse(request, "engagements/experiment.html", context)


def _step_form(request: HttpRequest, row: Experiment) -> Any:
    """The form of the next step; none at the end."""
    data = request.POST or None
    if row.state == State.APPROVED:
        return BeginForm(data)
    if row.state == State.TRIED:
        return ResultForm(data)
    if row.state in (State.PROPOSED, State.RESULT):
        return DecisionForm(data, experiment=row)
    return None


def _submit_text(row: Experiment) -> str:
    return {
        State.PROPOSED: _("Record the decision"),
        State.APPROVED: _("Begin the experiment"),
        State.TRIED: _("Tell the result"),
        State.RESULT: _("Record the decision"),
    }.get(State(row.state), "")


def _parent(row: Experiment) -> dict[str, Any]:
    """Where the experiment belongs, for the crumbs."""
    if row.team is not None:
        return {"parent": row.team.name, "parent_url": row.team.get_absolute_url()}
    if row.engagement is not None:
        case = row.engagement.application
        return {"parent": case.title, "parent_url": row.engagement.get_absolute_url()}
    assert row.workshop is not None
    series = row.workshop.series
    return {"parent": series.title, "parent_url": reverse("workshop", args=[series.slug])}


@login_required
def propose_experiment(request: HttpRequest, ref: str) -> HttpResponse:
    """Propose a trial between the sessions of an engagement; management decides of it."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    check_not_withdrawn(engagement)
    form = ExperimentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.propose_experiment(
            engagement=engagement, by=request.user, **form.cleaned_data
        )
        messages.success(
            request, _("The experiment was proposed. Next your management decides of it.")
        )
        return redirect(row)
    case = engagement.application
    context = {
        "form": form,
        "title": _("Propose an experiment"),
        "parent": case.title,
        "parent_url": engagement.get_absolute_url(),
    }
    return TemplateResponse(request, "engagements/workshop_form.html", context)


@login_required
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new experiment that goes on from the result of this one."""
    row = queries.get_experiment(request.user, pk)
    rules.check_further(row)
    form = AgainForm(request.POST or None, initial={"title": row.title})
    if request.method == "POST" and form.is_valid():
        new = actions.try_again(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The new experiment was proposed."))
        return redirect(new)
    context = {"experiment": row, "form": form, "title": _("Try again in another way")}
    return TemplateResponse(request, "engagements/workshop_form.html", {**context, **_parent(row)})
