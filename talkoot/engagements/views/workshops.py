"""The challenge workshop and the three-perspective board of a learning space."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.refusals import NotFound
from talkoot.engagements.actions import workshops as actions
from talkoot.engagements.forms.teams import ExperimentForm
from talkoot.engagements.forms.workshops import IdeaForm, StatementForm, WorkshopForm
from talkoot.engagements.models import Workshop
from talkoot.engagements.queries import workshops as queries
from talkoot.engagements.rules import workshops as rules
from talkoot.events.queries.learning import get_space
from talkoot.events.rules.learning import Space, check_lead

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


@login_required
def workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """The challenge, its ideas and votes, the experiment cards; a new idea by POST."""
    space = get_space(request.user, slug)
    if space.leads and queries.workshop_of(space.series) is None:
        return redirect("edit-workshop", slug)
    row = queries.get_workshop(space)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_idea(space, row, by=request.user, **form.cleaned_data)
        messages.success(request, _("The idea was added."))
        return redirect("workshop", slug)
    is_gathering = row.state == Workshop.State.DEFINING
    has_results = space.leads or row.state not in (Workshop.State.DEFINING, Workshop.State.VOTING)
    given = queries.votes_by(space.registration, row)
    voters, votes = queries.turnout(row)
    context = {
        **_frame(space),
        "workshop": row,
        "form": form,
        "ideas": queries.ideas_of(row, by_votes=has_results and not is_gathering),
        "given": given,
        "left": row.votes_each - len(given),
        "voters": voters,
        "votes": votes,
        "experiments": queries.experiments_of(row),
        "is_gathering": is_gathering,
        "is_voting": row.state == Workshop.State.VOTING,
        "has_results": has_results and not is_gathering,
        "may_choose": space.leads and row.state in ("voting", "experimenting"),
        "moves": _moves(row) if space.leads else [],
    }
    return TemplateResponse(request, "engagements/workshop.html", context)


def _moves(row: Workshop) -> list[tuple[str, str]]:
    """The phases to which the workshop may go, in words."""
    words = {
        Workshop.State.DEFINING: _("Back to gathering ideas"),
        Workshop.State.VOTING: _("Begin the vote"),
        Workshop.State.EXPERIMENTING: _("Begin the trials"),
        Workshop.State.FOLLOWING: _("Begin the follow-up"),
        Workshop.State.ENDED: _("End the workshop"),
    }
    possible = rules.WORKSHOP_TRANSITIONS[Workshop.State(row.state)]
    return [(state.value, words[state]) for state in Workshop.State if state in possible]


@login_required
def edit_workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the challenge workshop of the series, or change its challenge."""
    space = get_space(request.user, slug)
    check_lead(space)
    row = queries.workshop_of(space.series)
    initial = {"challenge": row.challenge, "votes_each": row.votes_each} if row else None
    form = WorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.open_workshop(space, by=request.user, **form.cleaned_data)
        messages.success(request, _("The challenge was saved."))
        return redirect("workshop", slug)
    return _form(request, space, form, _("Challenge workshop"))


@login_required
@require_POST
def move_workshop(request: HttpRequest, slug: str) -> HttpResponse:
    """To the next phase."""
    space = get_space(request.user, slug)
    check_lead(space)
    row = queries.get_workshop(space)
    actions.move_workshop(space, row, to=request.POST.get("to", ""), by=request.user)
    messages.success(request, _("The workshop has moved on."))
    return redirect("workshop", slug)


@login_required
@require_POST
def vote_idea(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give the idea a vote, or take it back."""
    space = get_space(request.user, slug)
    idea = queries.get_idea(queries.get_workshop(space), pk)
    actions.vote_idea(space, idea, is_given="give" in request.POST)
    return redirect("workshop", slug)


@login_required
def choose_idea(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make the experiment card of an idea."""
    space = get_space(request.user, slug)
    check_lead(space)
    idea = queries.get_idea(queries.get_workshop(space), pk)
    form = ExperimentForm(request.POST or None, initial={"title": idea.text[:200]})
    if request.method == "POST" and form.is_valid():
        new = actions.choose_idea(space, idea, by=request.user, **form.cleaned_data)
        messages.success(request, _("The experiment card was made."))
        return redirect(new)
    return _form(request, space, form, _("Experiment card"))


@login_required
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The three-perspective board; a new statement by POST."""
    space = get_space(request.user, slug)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_statement(space, by=request.user, **form.cleaned_data)
        messages.success(request, _("The statement is on the board."))
        return redirect("board", slug)
    context = {**_frame(space), "form": form, "columns": queries.board_of(space.series)}
    return TemplateResponse(request, "engagements/board.html", context)


@require_safe
@login_required
def board_file(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    """The board as a table: one row for each statement."""
    space = get_space(request.user, slug)
    writer = WRITERS.get(format)
    if writer is None:
        raise NotFound(_("The file comes as CSV or XLSX. Choose one of them."))
    rows = [
        [str(column.perspective.label), row.text]
        for column in queries.board_of(space.series)
        for row in column.statements
    ]
    return writer(f"{slug}-board", [_("Perspective"), _("Statement")], rows)


@login_required
@require_POST
def remove_statement(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own statement off the board; a leader any."""
    space = get_space(request.user, slug)
    statement = queries.get_statement(space.series, pk)
    actions.remove_statement(space, statement, by=request.user)
    messages.success(request, _("The statement was taken off the board."))
    return redirect("board", slug)


def _frame(space: Space) -> dict[str, Any]:
    return {"space": space, "series": space.series, "programme": space.series.programme}


def _form(request: HttpRequest, space: Space, form: Any, title: str) -> TemplateResponse:
    series = space.series
    parent_url = reverse("learning", args=[series.slug])
    context = {**_frame(space), "form": form, "title": title}
    context |= {"parent": series.title, "parent_url": parent_url}
    return TemplateResponse(request, "engagements/workshop_form.html", context)
