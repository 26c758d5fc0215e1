"""The learning space as those who take part see it: overview, tasks, materials, the fair."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.dates import local_time
from talkoot.core.kept import AUTOSAVE, keeps_posted, take_posted
from talkoot.core.refusals import NotFound
from talkoot.events.actions import learning as actions
from talkoot.events.forms.learning import AnswerForm, ReviewForm
from talkoot.events.models import LearningTask, Submission
from talkoot.events.queries import learning as queries
from talkoot.events.queries.happenings import happenings
from talkoot.events.queries.variations import agreed_variations
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.files.views import file_response

FROZEN = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)


@require_safe
@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    """The learning spaces of the person."""
    context = {"rows": queries.spaces_of(request.user)}
    return render(request, "events/my_learning.html", context)


@require_safe
@login_required
def learning(request: HttpRequest, slug: str) -> HttpResponse:
    """What is next for this person; schedule, tasks, materials, recordings, discussions."""
    space = queries.get_space(request.user, slug)
    tasks = queries.tasks_of(space)
    sessions = queries.sessions_in(space)
    now = timezone.now()
    waiting = [row for row in tasks if row.is_open] if space.registration else []
    context = {
        **frame(space),
        "tasks": tasks,
        "next_task": waiting[0] if waiting else None,
        "next_session": next((s for s in sessions if s.ends_at and s.ends_at > now), None),
        "sessions": sessions,
        "materials": queries.materials_of(space),
        "variations": agreed_variations(space.series),
        "discussions": queries.discussions_of(space)[:5],
        "reviews": list(queries.reviews_by(space)) if space.registration else [],
        "happenings": happenings(space) if space.leads else [],
    }
    return render(request, "events/learning.html", context)


@keeps_posted
def task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A task with the person's own or the team's answer; what is typed saves itself."""
    space = queries.get_space(request.user, slug)
    row = queries.get_task(space, pk)
    own = queries.own_submission(space, row)
    if request.method == "POST":
        return _save_answer(request, space, row, own)
    form = AnswerForm(take_posted(request) or None, initial={"text": own.text if own else ""})
    return _task_page(request, space, row, own, form)


def _save_answer(
    request: HttpRequest, space: Space, row: LearningTask, own: Submission | None
) -> HttpResponse:
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        if AUTOSAVE in request.headers:
            text = _("Not saved yet: correct the answer first.")
            return JsonResponse({"text": text, "seal": request.POST.get("seal", "0")})
        return _task_page(request, space, row, own, form)
    saved, is_conflict = actions.save_submission(
        space,
        row,
        text=form.cleaned_data["text"],
        version=_version(request),
        upload=form.cleaned_data["file"],
        by=request.user,
    )
    if AUTOSAVE in request.headers:
        return _autosaved(request, saved, is_conflict=is_conflict)
    if is_conflict:
        sentence = _("A team mate has changed the answer meanwhile. Put the two texts together.")
        form.add_error("text", sentence)
        return _task_page(request, space, row, saved, form, theirs=saved.text)
    if "hand_in" in request.POST:
        actions.hand_in(saved, by=request.user)
        messages.success(request, _("The answer has been handed in."))
    else:
        messages.success(request, _("The draft was saved. You can go on whenever you like."))
    return redirect("task", space.series.slug, row.pk)


def _autosaved(request: HttpRequest, saved: Submission, *, is_conflict: bool) -> JsonResponse:
    if is_conflict:
        text = _("A team mate has changed the answer meanwhile. Press “Save draft” to see both.")
        return JsonResponse({"text": text, "seal": request.POST.get("seal", "0")})
    text = _("Draft saved at %(time)s.") % {"time": local_time(timezone.now())}
    return JsonResponse({"text": text, "seal": str(saved.version)})


def _version(request: HttpRequest) -> int:
    seal = request.POST.get("seal", "")
    return int(seal) if seal.isdecimal() else 0


def _task_page(
    request: HttpRequest,
    space: Space,
    row: LearningTask,
    own: Submission | None,
    form: AnswerForm,
    *,
    theirs: str = "",
) -> HttpResponse:
    context = {
        **frame(space),
        "task": row,
        "submission": own,
        "form": form,
        "theirs": theirs,
        "version": own.version if own else 0,
        "is_late": rules.is_late(own, row, timezone.now()),
        "may_answer": space.registration is not None
        and not (row.is_team_work and space.team_id is None)
        and not (row.withdrawn_at and own is None),
        "is_frozen": own is not None and (own.state in FROZEN or row.withdrawn_at is not None),
        "reviews": queries.reviews_of(own) if own and row.is_peer_reviewed else [],
    }
    return TemplateResponse(request, "events/task.html", context)


@require_safe
@login_required
def submission_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The file of an answer: for its authors, its reviewers and the leaders."""
    space = queries.get_space(request.user, slug)
    row = queries.get_submission(space, pk)
    mine = space.registration is not None and (
        row.registration_id == space.registration.pk
        or (row.team_id is not None and row.team_id == space.team_id)
        or row.reviews.filter(reviewer=space.registration).exists()
    )
    if row.file is None or not (mine or space.leads):
        raise NotFound(_("There is no file here that you can see."))
    return file_response(row.file)


@require_safe
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """A material on a page of its own."""
    row = queries.get_material(request.user, pk)
    return render(request, "events/material.html", {"material": row, "series": row.series})


@require_safe
def material_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a material."""
    row = queries.get_material(request.user, pk)
    if row.file is None:
        raise NotFound(_("There is no file here that you can see."))
    return file_response(row.file)


@login_required
def review(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Another's answer at the internal fair, and what this person says of it."""
    space = queries.get_space(request.user, slug)
    row = queries.get_review(space, pk)
    initial = {"strengths": row.strengths, "ideas": row.ideas}
    form = ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_review(row, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. The authors see what you wrote, not your name."))
        return redirect("learning", slug)
    context = {**frame(space), "review": row, "submission": row.submission, "form": form}
    return TemplateResponse(request, "events/review.html", context)


def frame(space: Space) -> dict[str, Any]:
    """What every page of a learning space shows."""
    return {"space": space, "series": space.series, "programme": space.series.programme}
