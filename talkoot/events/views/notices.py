"""The notices that participants fill in for a funder: marked by them or the office, reminded of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.core.access import fetch
from talkoot.events.actions import notices as actions
from talkoot.events.models import FundedParticipation
from talkoot.events.queries.participants import office_projects
from talkoot.events.queries.registrations import get_registration
from talkoot.people.access import office_required

LONGEST_KEY = 18  # Digits.


@never_cache
def own_notices(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the own link: which notices are missing, and the person's word that one is done."""
    registration = get_registration(token)
    rows = registration.participant.funded.select_related("project").order_by("pk")  # type: ignore[attr-defined]
    if request.method == "POST":
        key = request.POST.get("part", "")
        pk = int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0
        row = fetch(rows, None, lambda _u, _r: True, pk=pk)
        actions.mark_notice(row, request.POST.get("notice", ""), by=None)
        messages.success(request, _("Thank you! You are not reminded of it any more."))
        return redirect("own-notices", token)
    context = {"registration": registration, "token": token, "rows": rows}
    return render(request, "events/own_notices.html", context)


@office_required
@require_POST
def mark_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has filled in the notice that is missing."""
    rows = FundedParticipation.objects.filter(project__in=office_projects(request.user))
    row = fetch(rows, request.user, lambda _user, _row: True, pk=pk)
    actions.mark_notice(row, request.POST.get("notice", ""), by=request.user)
    messages.success(request, _("It was saved."))
    return redirect("office-participants")


@office_required
@require_POST
def remind_of_notices(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail those of the project whose notice is missing."""
    project = fetch(office_projects(request.user), request.user, lambda _u, _r: True, pk=pk)
    count = actions.remind_of_notices(project, by=request.user)
    sentence = ngettext("%(count)s person was reminded.", "%(count)s persons were reminded.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("office-participants")
