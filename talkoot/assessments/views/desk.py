"""The assessor's desk and the page of one application."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.assessments.actions.scoring import save_scores
from talkoot.assessments.forms import ScoreForm
from talkoot.assessments.models import Assignment
from talkoot.assessments.queries import desk as queries
from talkoot.assessments.queries.reading import file_of, reading_of
from talkoot.assessments.rules import may_change
from talkoot.assessments.views.frame import UNPROCESSABLE
from talkoot.core.refusals import NotFound
from talkoot.files.views import file_response


@require_safe
@login_required
def assessments(request: HttpRequest) -> HttpResponse:
    """The person's phases, their times, and in the open ones the applications."""
    phases = queries.desk_of(request.user, timezone.now())
    return render(request, "assessments/assessments.html", {"phases": phases})


@login_required
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: what it says, the marks, save and next."""
    assignment = queries.get_assignment(request.user, pk, at=timezone.now())
    scores = queries.scores_of(assignment)
    if request.method != "POST":
        form = ScoreForm(assignment=assignment, scores=scores)
        return _page(request, assignment, form)
    is_final = "draft" not in request.POST or assignment.state == Assignment.State.SUBMITTED
    form = ScoreForm(request.POST, assignment=assignment, scores=scores, is_final=is_final)
    if not form.is_valid():
        return _page(request, assignment, form, status=UNPROCESSABLE)
    save_scores(
        assignment,
        marks=form.marks(),
        comment=form.cleaned_data["comment"],
        is_final=is_final,
        by=request.user,
    )
    if not is_final:
        messages.success(request, _("The draft is saved."))
        return redirect("assessment", pk)
    return _go_on(request, assignment)


@require_safe
@login_required
def assessment_file(request: HttpRequest, pk: int, code: str) -> FileResponse:
    """A file of the application; a blind phase shows none."""
    assignment = queries.get_assignment(request.user, pk, at=timezone.now())
    stored = file_of(assignment, code)
    if stored is None:
        raise NotFound(_("The application has no such file that you can see."))
    return file_response(stored)


def _go_on(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    following = queries.next_assignment(request.user, assignment.phase)
    if following is None:
        messages.success(request, _("The assessment is saved. You have assessed everything here."))
        return redirect("assessments")
    messages.success(request, _("The assessment is saved. Here is the next one."))
    return redirect("assessment", following.pk)


def _page(
    request: HttpRequest, assignment: Assignment, form: ScoreForm, *, status: int = 200
) -> HttpResponse:
    others, earlier = queries.given_by_others(assignment)
    context: dict[str, Any] = {
        "assignment": assignment,
        "application": assignment.application,
        "phase": assignment.phase,
        "reading": reading_of(assignment),
        "form": form,
        "others": others,
        "earlier": earlier,
        "is_given": assignment.state == Assignment.State.SUBMITTED,
        "own": None if may_change(assignment) else queries.own_given(assignment),
    }
    return render(request, "assessments/assessment.html", context, status=status)
