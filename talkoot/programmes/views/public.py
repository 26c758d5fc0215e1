"""The list of programmes. A programme's own page shows calls and lists too: see outreach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.programmes.queries import public_programmes


def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes that run now, then those that have ended."""
    return render(request, "programmes/programmes.html", {"groups": public_programmes()})
