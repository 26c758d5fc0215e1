"""Everybody's page of who decides of a programme, what it serves and how it goes on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.governance import queries, rules


@require_safe
def governance(request: HttpRequest, slug: str) -> HttpResponse:
    """Bodies by organisation (never by name), goals and what serves them, and who goes on."""
    programme = queries.get_programme(request.user, slug)
    today = timezone.localdate()
    context = {
        "programme": programme,
        "trail": [
            (_("Programmes"), reverse("programmes")),
            (programme.name, programme.get_absolute_url()),
        ],
        "bodies": [
            (body, rules.organisations_in(body.members.all(), today))
            for body in queries.bodies_of(programme)
        ],
        "mandates": programme.mandates.order_by("pk"),
        "groups": [group for group in queries.goals_served(programme) if group["rows"]],
        "successors": queries.continued_by(programme),
        "plan": programme.continuation_items.all(),
        "may_edit": rules.can_edit(request.user, programme),
    }
    return render(request, "governance/governance.html", context)
