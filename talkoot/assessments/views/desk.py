"""The assessor's desk and the page of one application."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.assessments.actions.scoring import keep_draft, save_scores
from talkoot.assessments.forms import ScoreForm
from talkoot.assessments.models import Assignment
from talkoot.assessments.queries import desk as queries
from talkoot.assessments.queries.reading import file_of, reading_of
from talkoot.assessments.rules import check_begun, ended_sentence, may_change
from talkoot.assessments.views.frame import UNPROCESSABLE
from talkoot.core.refusals import NotAllowed, NotFound
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
    try:
        assignment = queries.get_assignment(request.user, pk, at=timezone.now())
    except (NotAllowed, NotFound):
        if request.method == "POST":
            return _ended(request, pk)
        raise
    scores = queries.scores_of(assignment)
    if request.method != "POST":
        form = ScoreForm(assignment=assignment, scores=scores)
        return _page(request, assignment, form)
    is_final = "draft" not in request.POST or assignment.state == Assignment.State.SUBMITTED
    form = ScoreForm(request.POST, assignment=assignment, scores=scores, is_final=is_final)
    if not form.is_valid():
        return _page(request, assignment, form, status=UNPROCESSABLE)
    comment = form.cleaned_data["comment"]
    try:
        save_scores(
            assignment, marks=form.marks(), comment=comment, is_final=is_final, by=request.user
        )
    except NotAllowed:
        if not ended_sentence(queries.get_own(request.user, pk)):
            raise
        return _ended(request, pk)
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


def _ended(request: HttpRequest, pk: int) -> HttpResponse:
    """The assessing ended while the person wrote: the text is kept as a draft and given back."""
    assignment = queries.get_own(request.user, pk)
    check_begun(assignment.phase, timezone.now())
    sentence = ended_sentence(assignment)
    form = ScoreForm(request.POST, assignment=assignment, scores={}, is_final=False)
    form.is_valid()  # What does not fit is shown, not kept.
    comment = form.cleaned_data.get("comment", assignment.comment)
    is_kept = keep_draft(assignment, marks=form.marks(), comment=comment, by=request.user)
    context = {
        "assignment": assignment, "sentence": sentence, "is_kept": is_kept,
        "written": form.written(),
    }  # fmt: skip
    template = "assessments/assessing_ended.html"
    return render(request, template, context, status=HTTPStatus.CONFLICT)


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
