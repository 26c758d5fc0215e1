"""The office confirms who works where and names the contact persons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.home import actions, rules
from talkoot.people.access import office_required
from talkoot.people.models import Membership
from talkoot.people.queries import contact_persons, unconfirmed_memberships
from talkoot.people.rules import PART_ROLES

CONTACTS = "contacts"


@office_required
def office_memberships(request: HttpRequest) -> HttpResponse:
    """GET lists what nobody has confirmed, or with `?show=contacts` the contact persons.

    POST confirms one; with `task`, as that.
    """
    if request.method == "POST":
        return _save(request)
    shows_contacts = request.GET.get("show") == CONTACTS
    text = request.GET.get("q", "").strip()[:80]
    page = page_of(request, contact_persons(text) if shows_contacts else unconfirmed_memberships())
    context: dict[str, Any] = {
        "page": page,
        "rows": [(row, rules.task_of(row)) for row in page],
        "tasks": rules.Task.choices,
        "shows_contacts": shows_contacts,
        "q": text,
    }
    return render(request, "home/office_memberships.html", context)


def _save(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("membership", "")
    pk = int(number) if number.isdecimal() else 0
    rows = Membership.objects.exclude(role__in=PART_ROLES)
    membership = fetch(rows, request.user, rules.can_confirm, pk=pk)
    task = request.POST.get("task", "")
    if task in rules.Task.values:
        actions.name_contact(membership, task, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
    else:
        actions.confirm_membership(membership, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The membership was confirmed."))
    here = reverse("office-memberships")
    shows_contacts = request.POST.get("show") == CONTACTS
    return redirect(f"{here}?show={CONTACTS}" if shows_contacts else here)
