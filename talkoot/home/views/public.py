"""The front page and the statements."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from talkoot.calls.queries import open_calls
from talkoot.home.personal import CATEGORIES
from talkoot.home.queries import FRONT_FIGURES, figure_rows
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme

COUNTED_SECONDS = 60
NEWEST = (
    "slug",
    "title",
    "gist",
    "language",
    "adoption_count",
    "is_demo",
    "organisation__name",
    "sector__icon",
    "sector__name_fi",
    "sector__name_sv",
    "sector__name_en",
)


def front(request: HttpRequest) -> HttpResponse:
    """The running programme, its open calls, what it has brought about and the newest practices."""
    programme = Programme.objects.filter(state=Programme.State.RUNNING).first()
    newest = published_practices().select_related("organisation", "sector").only(*NEWEST)
    context = {
        "programme": programme,
        "calls": list(open_calls(timezone.now())[:3]),
        "tiles": _tiles(programme) if programme else [],
        "practices": list(newest[:6]),
    }
    return render(request, "home/front.html", context)


def _tiles(programme: Programme) -> list[dict[str, Any]]:
    """The programme's key figures, counted at most once a minute."""
    today = timezone.localdate()
    key = f"front-{programme.pk}-{today}-{translation.get_language()}"
    tiles: list[dict[str, Any]] | None = cache.get(key)
    if tiles is None:
        tiles = [
            {
                "label": str(row.figure.label),
                "value": row.shown,
                "of": row.short_unit,
                "url": row.url,
            }
            for row in figure_rows(programme, today, FRONT_FIGURES)
        ]
        cache.set(key, tiles, COUNTED_SECONDS)
    return tiles


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Act 306/2019)."""
    return render(request, "home/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What personal data is kept, why and for how long (GDPR art. 13)."""
    return render(request, "home/privacy.html", {"categories": CATEGORIES})
