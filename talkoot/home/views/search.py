"""Search over the whole site: events, practices and recordings."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.dates import local_date
from talkoot.core.pages import page_of
from talkoot.events.actions import recordings, searching
from talkoot.events.event_pages import event_cards
from talkoot.events.models import Recording, Series
from talkoot.events.queries.learning import recordings_for
from talkoot.events.queries.series import findable_series, with_card
from talkoot.practices import actions as practices
from talkoot.practices.actions.searches import note_words
from talkoot.practices.models import Practice
from talkoot.practices.queries import published_practices
from talkoot.practices.wanted import wanted_from
from talkoot.search.actions import remember_tokens
from talkoot.search.queries import Result, find, find_each

SHOWN, MOST = 6, 1000


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The best of each kind with its count; `?kind=event` every event that fits, in pages."""
    # As the page of practices reads it.
    text = wanted_from(request.GET).text
    context: dict[str, Any] = {"query": text}
    if text and request.GET.get("kind") == searching.KIND:
        context |= _events_only(request, text)
    elif text:
        context |= _of_each_kind(request, text)
    return render(request, "home/search.html", context)


def _events_only(request: HttpRequest, text: str) -> dict[str, Any]:
    found = find(searching.KIND, text, allowed=findable_series(), limit=MOST)
    remember_tokens(found.unknown)
    ids, count = _best(found, is_near=found.strict_count == 0)
    page = page_of(request, ids)
    return {"page": page, "count": count, "cards": _event_cards(page.object_list)}


def _of_each_kind(request: HttpRequest, text: str) -> dict[str, Any]:
    """What was found of each kind, the kinds without a hit left out.

    What only resembles the words is shown when nothing fits them.
    """
    watched = recordings_for(request.user).order_by()
    found = find_each(
        {
            searching.KIND: findable_series(),
            practices.KIND: published_practices().order_by(),
            recordings.KIND: watched.values("pk"),
        },
        text,
        limit=SHOWN,
    )
    note_words(text, list(found.values()))
    is_near = not any(result.strict_count for result in found.values())
    best = {kind: _best(result, is_near=is_near) for kind, result in found.items()}
    kinds: tuple[tuple[str, str, str, Any, dict[str, str]], ...] = (
        ("events", _("Events"), searching.KIND, _event_cards, {"kind": searching.KIND}),
        ("practices", _("Practices"), practices.KIND, _practice_cards, {}),
        ("recordings", _("Recordings"), recordings.KIND, _recording_cards, {}),
    )
    groups = [
        {
            "key": key,
            "title": title,
            "count": best[kind][1],
            "cards": cards_of(best[kind][0]),
            "more_url": _more(key, {"q": text, **kept}) if best[kind][1] > SHOWN else "",
        }
        for key, title, kind, cards_of, kept in kinds
        if best[kind][0]
    ]
    return {"groups": groups, "is_near": is_near}


def _best(found: Result, *, is_near: bool) -> tuple[list[int], int]:
    """The hits that are shown, and how many there are: the strict ones, or those nearest."""
    if is_near:
        return found.ids, found.count
    return found.ids[: found.strict_count], found.strict_count


def _more(key: str, asked: dict[str, str]) -> str:
    """The page with all of a kind; events have theirs here."""
    page = "search" if key == "events" else key
    return f"{reverse(page)}?{urlencode(asked)}"


def _event_cards(keys: Any) -> list[dict[str, Any]]:
    """The events in the order of the keys, as cards."""
    return event_cards(with_card(Series(pk=key) for key in keys))


def _practice_cards(keys: list[int]) -> list[dict[str, Any]]:
    rows = Practice.objects.select_related("organisation", "sector").in_bulk(keys)
    return [
        {
            "title": row.title,
            "url": row.get_absolute_url(),
            "eyebrow": row.sector.name if row.sector else "",
            "icon": row.sector.icon if row.sector else "",
            "meta": row.organisation.name,
            "text": row.gist,
            "lang": row.language,
            "is_demo": row.is_demo,
        }
        for row in (rows[key] for key in keys)
    ]


def _recording_cards(keys: list[int]) -> list[dict[str, Any]]:
    rows = Recording.objects.select_related("session__series__programme").in_bulk(keys)
    return [
        {
            "title": str(row.session),
            "url": reverse("recording", args=[row.pk]),
            "eyebrow": row.session.series.title,
            "icon": "microphone",
            "meta": local_date(timezone.localdate(row.session.starts_at))
            if row.session.starts_at
            else "",
            "is_demo": row.is_demo,
        }
        for row in (rows[key] for key in keys)
    ]
