"""Where a person works: they say it themselves, a programme office confirms it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.access import fetch
from talkoot.core.lookups import contains
from talkoot.home import actions, rules, service_path
from talkoot.people.models import Membership, Organisation
from talkoot.people.rules import OFFICE_ROLES, PART_ROLES

SHOWN = 20


@login_required
def my_organisations(request: HttpRequest) -> HttpResponse:
    """GET lists one's memberships and searches organisations; POST declares one."""
    way_on = _way_on(request)
    if request.method == "POST":
        organisation = fetch(
            Organisation.objects.all(),
            request.user,
            lambda _user, _organisation: True,
            key=request.POST.get("organisation", ""),
        )
        actions.declare_membership(organisation, by=request.user)
        messages.success(
            request,
            _("You now work for %(name)s here. The programme office confirms it later.")
            % {"name": organisation.name},
        )
        return redirect(way_on or "my-organisations")
    text = request.GET.get("q", "").strip()[:80]
    found = list(_named(text)[: SHOWN + 1]) if text else []
    context = {
        "memberships": request.user.memberships.select_related("organisation"),
        "office_roles": OFFICE_ROLES,
        "part_roles": PART_ROLES,
        "q": text,
        "found": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "next": way_on,
    }
    return render(request, "home/my_organisations.html", context)


@login_required
def leave_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, with what follows; then the membership ends."""
    rows = Membership.objects.select_related("organisation")
    membership = fetch(rows, request.user, rules.can_leave, pk=pk)
    rules.check_leave(membership)
    if request.method == "POST":
        name = {"name": membership.organisation.name}
        actions.end_membership(membership, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You no longer work for %(name)s here.") % name)
        return redirect("my-organisations")
    return render(request, "home/leave_organisation.html", {"membership": membership})


@require_safe
@login_required
def organisation_path(request: HttpRequest, key: str) -> HttpResponse:
    """What the organisation has gone through, and with what it can go on."""
    organisation = service_path.get_organisation(request.user, key)
    earlier, calls = service_path.ways_on(organisation, request.user)
    context = {
        "organisation": organisation,
        "items": service_path.service_path(organisation, request.user),
        "earlier": earlier,
        "calls": calls,
    }
    return render(request, "home/organisation_path.html", context)


def _way_on(request: HttpRequest) -> str:
    """Where the person was going, if it is on this site."""
    target: Any = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""


def _named(text: str) -> "QuerySet[Organisation]":
    """Organisations that exist today and whose name holds the text."""
    today = timezone.localdate()
    return Organisation.objects.filter(
        contains(text, "name", "name_sv"), Q(valid_to=None) | Q(valid_to__gte=today)
    ).select_related("municipality")
