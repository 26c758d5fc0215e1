"""The map of the site for search engines: an index, and parts of at most 10 000 practices."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from talkoot.calls.queries.calls import public_calls
from talkoot.events.queries.series import findable_series
from talkoot.practices.queries import published_practices
from talkoot.programmes.models import Programme

A_PART = 10_000
PAGES = (
    "front", "practices", "programmes", "calls", "figures", "accessibility", "privacy",
    "open-data", "events", "experts",
)  # fmt: skip


class Entry(NamedTuple):
    """An address, when it last changed (or ""), and {language: address} of its versions."""

    address: str
    changed: str = ""
    versions: tuple[tuple[str, str], ...] = ()


def index_entries() -> list[Entry]:
    """The parts: pages, and practices by stretches of their numbers."""
    last = published_practices().aggregate(last=Max("pk"))["last"] or 0
    parts = ["pages", *(f"practices-{number}" for number in range(last // A_PART + 1))]
    return [Entry(settings.BASE_URL + reverse("sitemap-part", args=[part])) for part in parts]


def part_entries(part: str) -> list[Entry] | None:
    """The addresses of a part; None if there is no such part."""
    if part == "pages":
        return _pages()
    kind, _dash, number = part.partition("-")
    if kind != "practices" or not number.isdecimal() or len(number) > 9:
        return None
    start = int(number) * A_PART
    rows = published_practices().filter(pk__gte=start, pk__lt=start + A_PART).order_by("pk")
    return [
        _entry("practice", slug, moment.date().isoformat() if moment else "")
        for slug, moment in rows.values_list("slug", "published_at")
    ]


def _pages() -> list[Entry]:
    found = [_entry(name) for name in PAGES]
    programmes = Programme.objects.exclude(state=Programme.State.PLANNED)
    found += [_entry("programme", slug) for slug in programmes.values_list("slug", flat=True)]
    found += [_entry("call", slug) for slug in public_calls().values_list("slug", flat=True)]
    series = findable_series().order_by("-pk").values_list("slug", flat=True)[:A_PART]
    return found + [_entry("event", str(slug)) for slug in series]


def _entry(name: str, slug: str = "", changed: str = "") -> Entry:
    versions = []
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            address = reverse(name, args=[slug] if slug else [])
        versions.append((language, settings.BASE_URL + address))
    return Entry(versions[0][1], changed, tuple(versions))
