"""Moderation: what waits, a preview, publishing, returning and withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.pages import page_of
from talkoot.core.states import check_transition
from talkoot.people.access import office_required
from talkoot.practices import actions, queries, rules
from talkoot.practices.forms import ReturnForm, WithdrawForm
from talkoot.practices.models import Practice
from talkoot.practices.views.my import STATE_KINDS

State = Practice.State


@office_required
def office_practices(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.practices_to_moderate(request.user))
    now = timezone.now()
    rows = [(practice, (now - practice.state_changed_at).days) for practice in page]
    return render(request, "practices/office_practices.html", {"page": page, "rows": rows})


@office_required
def office_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The practice as it will look, and what the office can do with it."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    context = {
        "practice": practice,
        "state_kind": STATE_KINDS.get(State(practice.state), "wait"),
        "is_waiting": practice.state == State.SUBMITTED,
        "days": (timezone.now() - practice.state_changed_at).days,
    }
    return render(request, "practices/office_practice.html", context)


@office_required
def publish_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST publishes."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_transition(practice, State.PUBLISHED, rules.TRANSITIONS)
    if request.method == "POST":
        actions.publish_practice(practice, by=request.user)
        messages.success(request, _("The practice is public. Its author has been told by mail."))
        return redirect("practice", slug)
    return render(request, "practices/publish_practice.html", {"practice": practice})


@office_required
def return_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to the author with a note."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_transition(practice, State.RETURNED, rules.TRANSITIONS)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.return_practice(practice, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The practice is back with its author, who got your note."))
        return redirect("office-practices")
    context = {"practice": practice, "form": form}
    return TemplateResponse(request, "practices/return_practice.html", context)


@office_required
def withdraw_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Out of public view, with the reason for its author."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    rules.check_withdraw(practice)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_practice(practice, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The practice is no longer public."))
        return redirect("office-practice", slug)
    context = {"practice": practice, "form": form}
    return TemplateResponse(request, "practices/withdraw_practice.html", context)
