"""The list of programmes. A programme's own page shows calls and lists too: see outreach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.programmes.queries import get_public_programme, public_programmes


def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes that run now, then those that have ended."""
    return render(request, "programmes/programmes.html", {"groups": public_programmes()})


@require_safe
def programme_lists(request: HttpRequest, slug: str) -> HttpResponse:
    """The names that the programme's source lists, in its own words."""
    programme = get_public_programme(request.user, slug)
    trail = [
        (_("Programmes"), reverse("programmes")),
        (programme.name, programme.get_absolute_url()),
    ]
    context = {"programme": programme, "trail": trail, "lists": programme.published_lists.all()}
    return render(request, "programmes/programme_lists.html", context)
