"""The learning space as its facilitators and the office run it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.events.actions import learning as actions
from talkoot.events.actions import recordings
from talkoot.events.actions import tasks as task_actions
from talkoot.events.forms.learning import (
    CommentForm,
    MaterialForm,
    RecordingForm,
    TaskForm,
    WithdrawForm,
)
from talkoot.events.models import LearningTask, Material, Recording, Submission
from talkoot.events.queries import learning as queries
from talkoot.events.rules import learning as rules
from talkoot.events.rules.learning import Space
from talkoot.events.views.learning import frame


def _led(request: HttpRequest, slug: str) -> Space:
    space = queries.get_space(request.user, slug)
    rules.check_lead(space)
    return space


@login_required
def new_task(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a task."""
    space = _led(request, slug)
    return _task_form(request, space, LearningTask(series=space.series), _("New task"))


@login_required
def edit_task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a task."""
    space = _led(request, slug)
    return _task_form(request, space, queries.get_task(space, pk), _("Change the task"))


def _task_form(request: HttpRequest, space: Space, row: LearningTask, title: str) -> HttpResponse:
    form = TaskForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = task_actions.save_task(space, form.instance, by=request.user)
        messages.success(request, _("The task was saved."))
        return redirect("task", space.series.slug, saved.pk)
    remove = reverse("withdraw-task", args=[space.series.slug, row.pk]) if row.pk else ""
    return _form_page(request, space, form, title, withdraw_url=remove)


@login_required
def withdraw_task(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """GET asks once more; POST removes a task that nobody has handed in, else withdraws it."""
    space = _led(request, slug)
    row = queries.get_task(space, pk)
    rules.check_task_open(row)
    count = queries.handed_in(row)
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data) if count else None
    if request.method == "POST" and form is None:
        task_actions.remove_task(space, row, by=request.user)
        messages.success(request, _("The task was removed."))
        return redirect("learning", slug)
    if request.method == "POST" and form is not None and form.is_valid():
        note = form.cleaned_data["note"]
        task_actions.withdraw_task(space, row, note=note, by=request.user)
        messages.success(request, _("The task was withdrawn, and those who had it were told."))
        return redirect("learning", slug)
    context = {**frame(space), "task": row, "form": form, "count": count}
    return TemplateResponse(request, "events/withdraw_task.html", context)


@login_required
def new_material(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a material: for everybody, or a member of a team for the team."""
    space = queries.get_space(request.user, slug)
    row = Material(series=space.series, team_id=None if space.leads else space.team_id)
    rules.check_keep(space, row)
    title = _("New material") if space.leads else _("New material for your team")
    return _material_form(request, space, row, title)


@login_required
def edit_material(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a material."""
    space = queries.get_space(request.user, slug)
    row = queries.get_own_material(space, pk)
    rules.check_keep(space, row)
    return _material_form(request, space, row, _("Change the material"))


def _material_form(request: HttpRequest, space: Space, row: Material, title: str) -> HttpResponse:
    form = MaterialForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        sessions=space.series.sessions,
        teams=queries.teams_of(space) if space.leads else None,
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        actions.save_material(space, form.instance, upload=upload, by=request.user)
        messages.success(request, _("The material was saved."))
        return redirect("learning", space.series.slug)
    remove = reverse("remove-material", args=[space.series.slug, row.pk]) if row.pk else ""
    return _form_page(request, space, form, title, remove_url=remove)


@login_required
@require_POST
def remove_material(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    space = queries.get_space(request.user, slug)
    row = queries.get_own_material(space, pk)
    actions.remove_material(space, row, by=request.user)
    messages.success(request, _("The material was removed."))
    return redirect("learning", slug)


@login_required
def edit_recording(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The recording of the session `number`."""
    space = _led(request, slug)
    session = next((s for s in queries.sessions_to_record(space.series) if s.order == number), None)
    if session is None:
        return redirect("learning", slug)
    row = getattr(session, "recording", None) or Recording(session=session)
    if row.pk and "remove" in request.POST:
        recordings.remove_recording(space, row, by=request.user)
        messages.success(request, _("The recording was removed."))
        return redirect("learning", slug)
    form = RecordingForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = recordings.save_recording(
            space,
            session,
            form.instance,
            video=form.cleaned_data["video"],
            captions=form.cleaned_data["vtt"],
            by=request.user,
        )
        messages.success(request, _("The recording was published."))
        return redirect("recording", saved.pk)
    title = _("Recording: %(session)s") % {"session": session}
    return _form_page(request, space, form, title, recording=row if row.pk else None)


@require_safe
@login_required
def submissions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The answers to a task, those that wait first."""
    space = _led(request, slug)
    task = queries.get_task(space, pk)
    rows = queries.submissions_of(task)
    waiting = rows.filter(state=Submission.State.SUBMITTED).count()
    page = page_of(request, rows, size=50)
    context = {**frame(space), "task": task, "page": page, "waiting": waiting}
    return render(request, "events/submissions.html", context)


@login_required
def submission(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One answer: accepted or returned with a comment; then the next one that waits."""
    space = _led(request, slug)
    row = queries.get_submission(space, pk)
    form = CommentForm(request.POST or None, initial={"comment": row.comment})
    if request.method == "POST" and form.is_valid():
        actions.answer_submission(
            space,
            row,
            is_accepted="accept" in request.POST,
            comment=form.cleaned_data["comment"],
            by=request.user,
        )
        messages.success(request, _("The author was told."))
        waiting = queries.submissions_of(row.task).filter(state=Submission.State.SUBMITTED).first()
        if waiting:
            return redirect("submission", slug, waiting.pk)
        return redirect("submissions", slug, row.task_id)
    context = {
        **frame(space),
        "submission": row,
        "task": row.task,
        "form": form,
        "waits": row.state == Submission.State.SUBMITTED,
        "reviews": queries.reviews_of(row),
    }
    return TemplateResponse(request, "events/submission.html", context)


@login_required
@require_POST
def deal_reviews(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Open the internal fair: everybody gets answers to read."""
    space = _led(request, slug)
    count = actions.deal_reviews(space, queries.get_task(space, pk), by=request.user)
    sentence = ngettext(
        "%(count)s review was given out.", "%(count)s reviews were given out.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("submissions", slug, pk)


def _form_page(
    request: HttpRequest, space: Space, form: Any, title: str, **more: Any
) -> HttpResponse:
    context = {**frame(space), "form": form, "title": title, **more}
    return TemplateResponse(request, "events/learning_form.html", context)
