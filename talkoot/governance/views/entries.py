"""Adding, changing and removing an entry of any register, for the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from talkoot.core.refusals import NotFound
from talkoot.governance import actions, queries
from talkoot.governance.forms import FORMS
from talkoot.governance.models import AgendaItem, Body, Meeting, MeetingTask
from talkoot.governance.rules import programme_of
from talkoot.people.access import office_required
from talkoot.programmes.models import Party, Period

# {what an entry is added to: {its kind: the words of adding one}}.
ADDED: dict[str, dict[str, str | Promise]] = {
    "programme": {
        "body": gettext_lazy("Add a body"),
        "period": gettext_lazy("Add a period"),
        "party": gettext_lazy("Add a party"),
        "goal": gettext_lazy("Add a goal"),
        "mandate": gettext_lazy("Add a ground"),
        "strategy": gettext_lazy("Add a strategy"),
        "continuation": gettext_lazy("Add to the continuation plan"),
        "staff": gettext_lazy("Add a task of the office"),
        "service": gettext_lazy("Add a service"),
    },
    "body": {
        "member": gettext_lazy("Add a member"),
        "meeting": gettext_lazy("Add a meeting"),
        "document": gettext_lazy("Add a document"),
    },
    "meeting": {
        "item": gettext_lazy("Add to the agenda"),
        "task": gettext_lazy("Add a task"),
    },
}


@office_required
def add_to_governance(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A body, a period, a party, a ground or another entry of a programme."""
    return _add(request, "programme", queries.get_own_programme(request.user, slug), kind)


@office_required
def add_to_body(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A member, a meeting or a document of a body."""
    return _add(request, "body", queries.get_entry(request.user, "body", pk), kind)


@office_required
def add_to_meeting(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """An item of a meeting's agenda, or a task that it gave."""
    return _add(request, "meeting", queries.get_entry(request.user, "meeting", pk), kind)


@office_required
def edit_in_governance(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change an entry."""
    row = queries.get_entry(request.user, kind, pk)
    form = FORMS[kind](request.POST or None, parent=programme_of(row), row=row)
    if request.method == "POST" and form.is_valid():
        actions.save_entry(kind, None, form.cleaned_data, by=request.user, row=row)
        messages.success(request, _("It was saved."))
        return redirect(page_of(row))
    return _form_page(request, form, _("Change the entry"), row, kind=kind, row=row)


@require_POST
@office_required
def remove_from_governance(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Remove an entry."""
    row = queries.get_entry(request.user, kind, pk)
    back = page_of(row, is_gone=True)
    actions.remove_entry(kind, row, by=request.user)
    messages.success(request, _("It was removed."))
    return redirect(back)


def page_of(row: Any, *, is_gone: bool = False) -> str:
    """The office's page on which the row stands."""
    if isinstance(row, MeetingTask | AgendaItem):
        meeting = row.meeting if isinstance(row, AgendaItem) else row.item.meeting
        return reverse("office-meeting", args=[meeting.pk])
    if isinstance(row, Meeting) and not is_gone:
        return reverse("office-meeting", args=[row.pk])
    body = row if isinstance(row, Body) and not is_gone else getattr(row, "body", None)
    if body is not None:
        return reverse("office-body", args=[body.pk])
    page = "programme-parts" if isinstance(row, Period | Party) else "edit-governance"
    return reverse(page, args=[programme_of(row).slug])


def _add(request: HttpRequest, what: str, parent: Any, kind: str) -> HttpResponse:
    if kind not in ADDED[what]:
        raise NotFound(_("There is no such register. Go back to the programme’s governance."))
    form = FORMS[kind](request.POST or None, parent=parent)
    if request.method == "POST" and form.is_valid():
        row = actions.save_entry(kind, parent, form.cleaned_data, by=request.user)
        messages.success(request, _("It was added."))
        return redirect(page_of(row))
    return _form_page(request, form, str(ADDED[what][kind]), parent)


def _form_page(
    request: HttpRequest, form: Any, title: str, near: Any, **extra: Any
) -> TemplateResponse:
    context = {"form": form, "title": title, "back_url": page_of(near), "near": near, **extra}
    return TemplateResponse(request, "governance/entry_form.html", context)
