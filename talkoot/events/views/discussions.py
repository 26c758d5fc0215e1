"""Discussions of a learning space."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.kept import keeps_posted, take_posted
from talkoot.core.pages import page_of
from talkoot.events.actions import discussions as actions
from talkoot.events.forms.learning import DiscussionForm, HideForm, PostForm
from talkoot.events.models import Discussion, Post
from talkoot.events.queries import learning as queries
from talkoot.events.rules import learning as rules
from talkoot.events.views.learning import frame

THREAD_PAGE = 20


@require_safe
@login_required
def discussions(request: HttpRequest, slug: str) -> HttpResponse:
    """The threads that the person may read, the liveliest first."""
    space = queries.get_space(request.user, slug)
    page = page_of(request, queries.discussions_of(space))
    return render(request, "events/discussions.html", {**frame(space), "page": page})


@keeps_posted
def new_discussion(request: HttpRequest, slug: str) -> HttpResponse:
    """A new thread."""
    space = queries.get_space(request.user, slug)
    posted = request.POST if request.method == "POST" else take_posted(request)
    form = DiscussionForm(posted or None, has_team=space.team_id is not None)
    if request.method == "POST" and form.is_valid():
        row = actions.open_discussion(space, **form.cleaned_data, by=request.user)
        return redirect("discussion", slug, row.pk)
    context = {**frame(space), "form": form, "title": _("New discussion")}
    return TemplateResponse(request, "events/learning_form.html", context)


@keeps_posted
def discussion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The messages of a thread, replies under what they answer; a new one is written below."""
    space = queries.get_space(request.user, slug)
    row = queries.get_discussion(space, pk)
    answered = request.GET.get("reply", "") or request.POST.get("reply", "")
    reply_to = queries.get_post(row, int(answered)) if answered.isdecimal() else None
    posted = request.POST if request.method == "POST" else take_posted(request)
    form = PostForm(posted or None)
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        post = actions.write_post(space, row, body=body, reply_to=reply_to, by=request.user)
        return _to_post(slug, post)
    page = page_of(request, queries.top_posts(row), size=THREAD_PAGE)
    context = {
        **frame(space),
        "discussion": row,
        "page": page,
        "posts": _threaded(row, list(page)),
        "form": form,
        "reply_to": reply_to,
    }
    return TemplateResponse(request, "events/discussion.html", context)


@login_required
@require_POST
def flag_post(request: HttpRequest, slug: str, pk: int, post: int) -> HttpResponse:
    """Ask the facilitators to look at a message."""
    space = queries.get_space(request.user, slug)
    row = queries.get_discussion(space, pk)
    flagged = queries.get_post(row, post)
    actions.flag_post(flagged, by=request.user)
    messages.success(request, _("Thank you. The facilitators will look at the message."))
    return _to_post(slug, flagged)


@login_required
def hide_post(request: HttpRequest, slug: str, pk: int, post: int) -> HttpResponse:
    """Ask for the reason, then hide the message; or show it again."""
    space = queries.get_space(request.user, slug)
    rules.check_lead(space)
    row = queries.get_post(queries.get_discussion(space, pk), post)
    if request.method == "POST" and "show" in request.POST:
        actions.show_post(space, row, by=request.user)
        return _to_post(slug, row)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide_post(space, row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The message was hidden, and its author was told why."))
        return _to_post(slug, row)
    context = {**frame(space), "form": form, "title": _("Hide the message?")}
    return TemplateResponse(request, "events/learning_form.html", context)


@login_required
@require_POST
def lock_discussion(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a thread or open it again."""
    space = queries.get_space(request.user, slug)
    row = queries.get_discussion(space, pk)
    actions.lock_discussion(space, row, is_locked=not row.is_locked, by=request.user)
    return redirect("discussion", slug, pk)


def _threaded(discussion: Discussion, tops: list[Post]) -> list[dict[str, Any]]:
    """Each message of the page with its replies, in the order of writing; one query."""
    rows = {post.pk: {"post": post, "replies": []} for post in tops}
    for reply in queries.posts_of(discussion).filter(reply_to__in=tops):
        rows[reply.reply_to_id]["replies"].append(reply)  # type: ignore[attr-defined, index]
    return list(rows.values())


def _to_post(slug: str, post: Post) -> HttpResponse:
    """Back to the message, on the page of the thread where it stands."""
    top = post.reply_to_id or post.pk
    before = queries.top_posts(post.discussion).filter(pk__lt=top).count()
    number = before // THREAD_PAGE + 1
    address = reverse("discussion", args=[slug, post.discussion_id])
    return redirect(f"{address}{f'?page={number}' if number > 1 else ''}#post-{post.pk}")
