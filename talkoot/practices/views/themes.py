"""A page for each theme: practices, experts, events and open calls."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.practices.queries import themes as reads

LISTED = 12


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """The themes of practices with how many practices each has."""
    return render(request, "practices/themes.html", {"themes": reads.themes_with_counts()})


@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """What there is about the theme: practices first, then who helps with it and when."""
    found = reads.get_theme(code)
    if found is None:
        raise NotFound(_("There is no such theme. See the list of themes."))
    now = timezone.now()
    context = {
        "theme": found,
        "page": page_of(request, reads.practices_about(code), size=LISTED),
        "experts": reads.experts_in(code, timezone.localdate()),
        "events": reads.events_about(code, timezone.localdate()),
        "calls": reads.calls_open(now),
    }
    return render(request, "practices/theme.html", context)
