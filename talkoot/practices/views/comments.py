"""Readers' comments, and the office's queue of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.pages import page_of
from talkoot.people.access import editors_required
from talkoot.practices.actions import talk as actions
from talkoot.practices.forms.talk import CommentForm
from talkoot.practices.queries import get_practice
from talkoot.practices.queries import talk as queries
from talkoot.practices.queries.adoptions import waiting_adoptions
from talkoot.practices.rules import talk as rules

QUESTIONS_SHOWN = 50


@login_required
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """A comment waits for the office; its writer sees it on the page meanwhile."""
    practice = get_practice(request.user, slug)
    rules.check_write(practice, 0)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_comment(practice, text=form.cleaned_data["text"], by=request.user)
        messages.success(
            request, _("Thank you! The programme office reads the comment before it is shown.")
        )
        return redirect("practice", slug)
    context = {"form": form, "practice": practice}
    return TemplateResponse(request, "practices/comment.html", context)


@editors_required
def office_talk(request: HttpRequest) -> HttpResponse:
    """What waits: comments to let through, questions without an answer, what was hidden."""
    context = {
        "page": page_of(request, queries.comments_to_moderate(request.user)),
        "questions": queries.open_questions(request.user)[:QUESTIONS_SHOWN],
        "adoptions": waiting_adoptions(request.user)[:QUESTIONS_SHOWN],
        "recent": queries.recent_talk(request.user),
    }
    return render(request, "practices/office_talk.html", context)


@editors_required
@require_POST
def moderate_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show or hide a comment; doing it twice is refused with a sentence."""
    row = queries.get_comment(request.user, pk)
    if request.POST.get("answer") == "show":
        actions.show_comment(row, by=request.user)
        messages.success(request, _("The comment is on the page. The owner has been told."))
    else:
        actions.hide_comment(row, by=request.user)
        messages.success(request, _("The comment is hidden."))
    return redirect("office-talk")
