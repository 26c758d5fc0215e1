"""The office confirms who works where."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.home import actions, rules
from talkoot.people.access import office_required
from talkoot.people.models import Membership
from talkoot.people.rules import PART_ROLES


@office_required
def office_memberships(request: HttpRequest) -> HttpResponse:
    """GET lists what people have declared and nobody has confirmed; POST confirms one."""
    waiting = Membership.objects.filter(confirmed_at=None).exclude(role__in=PART_ROLES)
    waiting = waiting.select_related("user", "organisation")
    if request.method == "POST":
        number = request.POST.get("membership", "")
        pk = int(number) if number.isdecimal() else 0
        rows = Membership.objects.exclude(role__in=PART_ROLES)
        membership = fetch(rows, request.user, rules.can_confirm, pk=pk)
        actions.confirm_membership(membership, by=request.user)
        messages.success(request, _("The membership was confirmed."))
        return redirect("office-memberships")
    page = page_of(request, waiting.order_by("created_at", "pk"))
    return render(request, "home/office_memberships.html", {"page": page})
