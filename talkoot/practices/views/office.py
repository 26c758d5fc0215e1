"""Moderation: what waits, a preview, publishing, returning and withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talkoot.core.pages import page_of
from talkoot.core.states import check_transition
from talkoot.people.access import editors_required, office_required
from talkoot.people.rules import office_ids
from talkoot.practices import actions, queries, rules
from talkoot.practices.actions import owners
from talkoot.practices.forms.office import ReturnForm, WithdrawForm
from talkoot.practices.models import Practice
from talkoot.practices.queries.moderation import (
    Waiting,
    merged_owners,
    waiting_changes,
    waiting_of,
)
from talkoot.practices.queries.organisations import get_organisation
from talkoot.practices.queries.owners import ownerless_organisations, owners_of
from talkoot.practices.queries.page import get_page, shown_page
from talkoot.practices.queries.versions import change_differences, open_change
from talkoot.practices.queries.writing import STATE_KINDS
from talkoot.practices.rules.moderation import ANSWER_DAYS

State = Practice.State


@editors_required
def office_practices(request: HttpRequest) -> HttpResponse:
    """What waits: new practices by page, and all changes of published ones."""
    page = page_of(request, queries.practices_to_moderate(request.user))
    changes = list(waiting_changes(request.user))
    context = {
        "page": page,
        "rows": [Waiting(practice, practice.state_changed_at) for practice in page],
        "changes": [Waiting(change.practice, change.created_at) for change in changes],
        "answer_days": ANSWER_DAYS,
        "merged": merged_owners(request.user),
        "is_office": bool(office_ids(request.user)),
    }
    return render(request, "practices/office_practices.html", context)


@editors_required
def office_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The practice as it will look, what waits, and what the office can do with it."""
    practice = get_page(request.user, slug, can=rules.can_moderate)
    is_public = practice.state == State.PUBLISHED
    change = open_change(practice) if is_public else None
    waiting = waiting_of(practice, change)
    context = {
        "practice": practice,
        "shown": shown_page(practice),
        "state_kind": STATE_KINDS.get(State(practice.state), "wait"),
        "waiting": waiting,
        "is_waiting": practice.state == State.SUBMITTED,
        "is_public": is_public,
        "differences": change_differences(practice, change) if waiting and change else None,
        "successors": owners.successors_of(practice),
        "is_office": bool(office_ids(request.user)),
    }
    return render(request, "practices/office_practice.html", context)


@office_required
def ownerless_practices(request: HttpRequest) -> HttpResponse:
    """Whose public practices nobody answers for: they need a contact person."""
    page = page_of(request, ownerless_organisations(request.user))
    return render(request, "practices/ownerless_practices.html", {"page": page})


@editors_required
def publish_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks once more, POST publishes."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_transition(practice, State.PUBLISHED, rules.TRANSITIONS)
    rules.check_publish(practice)
    if request.method == "POST":
        actions.publish_practice(practice, by=request.user)
        messages.success(request, _("The practice is public. Its author has been told by mail."))
        return redirect("practice", slug)
    return render(request, "practices/publish_practice.html", {"practice": practice})


@editors_required
def return_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to the author with a note."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    check_transition(practice, State.RETURNED, rules.TRANSITIONS)
    rules.check_return(owners_of(practice))
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.return_practice(practice, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The practice is back with its author, who got your note."))
        return redirect("office-practices")
    context = {"practice": practice, "form": form}
    return TemplateResponse(request, "practices/return_practice.html", context)


@editors_required
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


@editors_required
@require_POST
def transfer_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Pass the practice on to the organisation that carries on its organisation's work."""
    practice = queries.get_practice(request.user, slug, can=rules.can_moderate)
    organisation = owners.transfer_practice(practice, by=request.user)
    sentence = _("The practice is now that of %(organisation)s.")
    messages.success(request, sentence % {"organisation": organisation.name})
    return redirect("office-practice", slug)


@editors_required
@require_POST
def transfer_practices(request: HttpRequest, key: str) -> HttpResponse:
    """Pass on all published practices of a merged organisation."""
    organisation = get_organisation(request.user, key)
    count = owners.transfer_practices(organisation, by=request.user)
    sentence = ngettext(
        "%(count)s practice was passed on.", "%(count)s practices were passed on.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("office-practices")
