"""The front page and the statements."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from talkoot.calls.queries import open_calls
from talkoot.home.queries import FRONT_FIGURES, figure_rows
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme


def front(request: HttpRequest) -> HttpResponse:
    """The running programme, its open calls, what it has brought about and the newest practices."""
    programme = Programme.objects.filter(state=Programme.State.RUNNING).first()
    newest = published_practices().select_related("organisation__municipality", "sector")
    context = {
        "programme": programme,
        "calls": list(open_calls(timezone.now())[:3]),
        "rows": figure_rows(programme, timezone.localdate(), FRONT_FIGURES) if programme else [],
        "practices": list(newest[:6]),
    }
    return render(request, "home/front.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Act 306/2019)."""
    return render(request, "home/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What personal data is kept, why and for how long (GDPR art. 13)."""
    return render(request, "home/privacy.html")
