"""The map of the site for search engines: an index, and parts of at most 10 000 practices."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation

from talkoot.calls.queries.calls import public_calls
from talkoot.engagements.queries.stories import public_stories
from talkoot.events.queries.series import findable_series
from talkoot.practices.queries import published_practices
from talkoot.practices.queries.lists import public_lists
from talkoot.practices.queries.organisations import organisations_with_practices
from talkoot.practices.queries.themes import themes_with_counts
from talkoot.practices.queries.versions import last_public_changes
from talkoot.programmes.models import Programme

A_PART = 10_000
PAGES = (
    "front", "practices", "programmes", "calls", "figures", "accessibility", "privacy",
    "open-data", "events", "experts", "themes", "organisations", "diffusion", "coverage",
    "rankings", "curated-lists",
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
    changed = last_public_changes(rows.values("pk"))
    days = {
        slug: timezone.localdate(max(moment, changed.get(pk, moment))).isoformat() if moment else ""
        for pk, slug, moment in rows.values_list("pk", "slug", "published_at")
    }
    found = zip(_entries("practice", days), days.values(), strict=True)
    return [entry._replace(changed=day) for entry, day in found]


def _pages() -> list[Entry]:
    programmes = Programme.objects.exclude(state=Programme.State.PLANNED)
    series = findable_series().order_by("-pk").values_list("slug", flat=True)[:A_PART]
    organisations = organisations_with_practices().values_list("key", flat=True)[:A_PART]
    themes: Iterable[Any] = themes_with_counts()
    lists: dict[str, Iterable[Any]] = {
        "programme": programmes.values_list("slug", flat=True),
        "call": public_calls().values_list("slug", flat=True),
        "event": map(str, series),
        "theme": [theme.code for theme in themes if theme.count],
        "organisation": organisations,
        "case-story": public_stories().order_by("pk").values_list("pk", flat=True),
        "curated-list": public_lists().values_list("pk", flat=True),
    }
    found = [_entry(_addresses(name)) for name in PAGES]
    for name, keys in lists.items():
        found += _entries(name, keys)
    return found


def _entries(name: str, keys: Iterable[Any]) -> Iterator[Entry]:
    """Each key's page; the address is looked up once, because there are thousands of keys."""
    patterns = _addresses(name, 0)
    for key in keys:
        yield _entry(
            {code: address.replace("/0/", f"/{key}/") for code, address in patterns.items()}
        )


def _addresses(name: str, *args: int) -> dict[str, str]:
    """{language: address} of a page."""
    found = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            found[language] = settings.BASE_URL + reverse(name, args=args)
    return found


def _entry(addresses: dict[str, str]) -> Entry:
    return Entry(next(iter(addresses.values())), versions=tuple(addresses.items()))
