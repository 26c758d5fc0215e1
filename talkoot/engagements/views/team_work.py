"""What a team writes down, each on a form of its own."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from talkoot.core.refusals import NotFound
from talkoot.engagements.actions import team_work, workshops
from talkoot.engagements.actions.teams import add_team_member, remove_team_member
from talkoot.engagements.forms import teams as forms
from talkoot.engagements.models import Team
from talkoot.engagements.queries import teams as queries
from talkoot.engagements.rules import teams as rules
from talkoot.engagements.views.teams import form_page


class Part(NamedTuple):
    """A thing that is added to a team: title of the page, form, action, sentence at the end."""

    title: str | Promise
    form: type[Any]
    add: Callable[..., Any]
    done: str | Promise
    # What else the form is given, and a sentence under the title.
    given: Callable[[Any, Team], dict[str, Any]] = lambda _user, _team: {}
    text: str | Promise = ""


def _removable(user: Any, team: Team) -> dict[str, Any]:
    rules.check_steer(user, team)
    return {"members": team.members.all()}


PARTS = {
    "member": Part(
        gettext_lazy("Add a person to the team"),
        forms.MemberForm,
        add_team_member,
        gettext_lazy("The person is in the team."),
        lambda user, team: {"names_lead": rules.can_steer(user, team)},
    ),
    "removal": Part(
        gettext_lazy("Remove a person from the team"),
        forms.RemovalForm,
        remove_team_member,
        gettext_lazy("The person is no longer in the team."),
        _removable,
        gettext_lazy(
            "The person no longer sees the team’s page. The person’s place in the team’s "
            "registration is cancelled, and the person gets a mail of it."
        ),
    ),
    "meeting": Part(
        gettext_lazy("Log a meeting of the team"),
        forms.MeetingForm,
        team_work.add_meeting,
        gettext_lazy("The meeting was logged."),
    ),
    "task": Part(
        gettext_lazy("Add a development task"),
        forms.DevelopmentTaskForm,
        lambda team, **values: team_work.add_development_task(team=team, **values),
        gettext_lazy("The development task was added."),
    ),
    "experiment": Part(
        gettext_lazy("Propose an experiment"),
        forms.ExperimentForm,
        lambda team, **values: workshops.propose_experiment(team=team, **values),
        gettext_lazy("The experiment was proposed. Next your management decides of it."),
    ),
    "commitment": Part(
        gettext_lazy("Make a commitment"),
        forms.CommitmentForm,
        team_work.add_commitment,
        gettext_lazy("The commitment was made."),
    ),
}


@login_required
def add_to_team(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a person, a meeting, a task, an experiment or a commitment; or a person goes."""
    team = queries.get_team(request.user, pk)
    part = PARTS.get(kind)
    if part is None:
        raise NotFound(_("There is no such form. Go back to the team’s page."))
    rules.check_at_work(team)
    form = part.form(request.POST or None, **part.given(request.user, team))
    if request.method == "POST" and form.is_valid():
        part.add(team, by=request.user, **form.cleaned_data)
        messages.success(request, str(part.done))
        return redirect(team)
    return form_page(request, team, form, str(part.title), text=str(part.text))


@login_required
def development_task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    """Tell how a development task goes."""
    team = queries.get_team(request.user, pk)
    row = queries.get_task(team, task_pk)
    form = forms.TaskMoveForm(request.POST or None, task=row, initial={"result": row.result})
    if request.method == "POST" and form.is_valid():
        team_work.move_task(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The development task was updated."))
        return redirect(team)
    return form_page(
        request, team, form, row.title, text=row.goal, lines=row.steps.splitlines(), tag=row
    )


@login_required
def commitment(request: HttpRequest, pk: int, commitment_pk: int) -> HttpResponse:
    """Tell whether a promise was kept."""
    team = queries.get_team(request.user, pk)
    row = queries.get_commitment(team, commitment_pk)
    form = None
    if rules.COMMITMENT_TRANSITIONS[row.state]:  # type: ignore[index]
        initial = {"note": row.note}
        form = forms.CheckForm(request.POST or None, commitment=row, initial=initial)
    if form and request.method == "POST" and form.is_valid():
        team_work.check_commitment(row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you, the answer was kept."))
        return redirect(team)
    return form_page(request, team, form, row.action, text=row.note, tag=row)


@login_required
def harvest(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team got done and learned, what comes next and what could spread."""
    team = queries.get_team(request.user, pk)
    rules.check_at_work(team)
    row = getattr(team, "harvest", None)
    initial = {name: getattr(row, name, "") for name in forms.HarvestForm.base_fields}
    form = forms.HarvestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        team_work.save_harvest(team, by=request.user, **form.cleaned_data)
        messages.success(request, _("The harvest was saved."))
        return redirect(team)
    return form_page(request, team, form, _("Harvest of the team"))


@login_required
@require_POST
def mark_path(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a point of the development path, or take the mark away."""
    team = queries.get_team(request.user, pk)
    is_done = "done" in request.POST
    code = request.POST.get("done" if is_done else "undone", "")
    team_work.mark_path(team, code=code, is_done=is_done, by=request.user)
    return redirect(f"{team.get_absolute_url()}#path")
