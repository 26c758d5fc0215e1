"""The earlier rounds of a call's service, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.calls.queries.calls import get_public_call
from talkoot.practices.queries.rounds import earlier_rounds


@require_safe
def call_rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """What earlier calls of the same service brought: applications, teams, harvests, practices."""
    call = get_public_call(request.user, slug, parts=[])
    context = {"call": call, "rounds": earlier_rounds(call)}
    return render(request, "practices/call_rounds.html", context)
