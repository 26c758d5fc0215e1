"""Events as everybody sees them: the list, the month, one event, calendar files."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.icalendar import CONTENT_TYPE
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.events.calendars import has_times, public_calendar
from talkoot.events.event_pages import event_cards, event_context
from talkoot.events.forms.registration import source_of
from talkoot.events.models import Session
from talkoot.events.months import day_of, fill, midnight, month_of
from talkoot.events.queries import series as queries
from talkoot.events.queries import sessions as session_queries
from talkoot.events.queries import years as year_queries
from talkoot.events.years import chosen_year, sources_of, year_rows

FEED_KEPT_SECONDS = 300
YEAR_PAGE = 50
FILTERS = ("programme", "kind", "theme", "region")


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What is coming, the nearest first; `?when=past` what is over. Narrowed by the filters."""
    chosen, narrowing = _filters(request)
    today = timezone.localdate()
    rows = queries.narrowed(queries.public_series(), **narrowing)
    is_past = request.GET.get("when") == "past"
    rows = queries.past_series(rows, today) if is_past else queries.coming_series(rows, today)
    page = page_of(request, rows)
    context = {
        "page": page,
        "cards": event_cards(queries.with_card(page.object_list)),
        "is_past": is_past,
        **_filter_context(chosen),
    }
    return render(request, "events/events.html", context)


@require_safe
def events_years(request: HttpRequest) -> HttpResponse:
    """What was held, by year: `?year=2024`, else the newest one; 0 where the day is not known."""
    chosen, narrowing = _filters(request)
    today = timezone.localdate()
    rows = queries.narrowed(queries.public_series(), **narrowing)
    years = year_queries.years_of(rows, today)
    year = chosen_year(request.GET.get("year", ""), years)
    of_year = year_queries.events_of_year(rows, year, today)
    page = page_of(request, year_queries.with_outputs(of_year), size=YEAR_PAGE)
    context = {
        "page": page,
        "rows": year_rows(page.object_list),
        "sources": sources_of(page.object_list),
        "year": year,
        "years": years,
        **_filter_context(chosen),
    }
    return render(request, "events/events_years.html", context)


@require_safe
def events_month(request: HttpRequest) -> HttpResponse:
    """A month by weeks; `?month=2026-12`, `?day=2026-12-03` one day whole."""
    chosen, narrowing = _filters(request)
    today = timezone.localdate()
    day = day_of(request.GET.get("day", ""))
    month = month_of(f"{day:%Y-%m}" if day else request.GET.get("month", ""), today)
    start, end = (month.start, month.end) if day is None else (midnight(day), _next(day))
    fill(month, session_queries.month_rows(start, end, **narrowing))
    shown = next((row for _n, week in month.weeks for row in week if row.on == day), None)
    context = {
        "month": month,
        "day": shown,
        **_filter_context(chosen),
    }
    return render(request, "events/events_month.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when and where, who speaks, what is left, the way to register."""
    series = queries.get_event(request.user, slug)
    taken = queries.seats_taken(series)
    is_inside = queries.takes_part(request.user, series)
    sessions = queries.seen_sessions(request.user, series)
    context = event_context(series, sessions, taken=taken, is_inside=is_inside, now=timezone.now())
    source = source_of(request.GET.get("utm_source", ""))
    context["came_by"] = f"?{urlencode({'utm_source': source})}" if source else ""
    return render(request, "events/event.html", context)


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole event for a calendar; its meetings' links are not told here."""
    series = queries.get_event(request.user, slug)
    sessions = [row for row in queries.seen_sessions(request.user, series) if has_times(row)]
    for row in sessions:
        row.series = series
    return _calendar(sessions, slug)


@require_safe
def session_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One session for a calendar."""
    series = queries.get_event(request.user, slug)
    seen = queries.seen_sessions(request.user, series)
    sessions = [row for row in seen if row.order == number and has_times(row)]
    for row in sessions:
        row.series = series
    return _calendar(sessions, f"{slug}-{number}")


def _calendar(sessions: list[Session], name: str) -> HttpResponse:
    if not sessions:
        raise NotFound(_("This has no time yet. Look at the page of the event later."))
    response = HttpResponse(public_calendar(sessions), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
def programme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's public sessions as a feed that calendars follow."""
    programme = queries.get_programme(request.user, slug)

    def text() -> str:
        sessions = session_queries.feed_of_programme(programme, timezone.now())
        return public_calendar(sessions, name=programme.name)

    # Many calendars follow it, and each asks again and again.
    key = f"programme-calendar-{programme.pk}-{get_language()}"
    return HttpResponse(cache.get_or_set(key, text, FEED_KEPT_SECONDS), content_type=CONTENT_TYPE)


def _next(day: datetime.date) -> datetime.datetime:
    return midnight(day + datetime.timedelta(days=1))


def _filters(request: HttpRequest) -> tuple[dict[str, str], dict[str, Any]]:
    """What was chosen, by the names of the address, and the same as queries take it."""
    chosen = {name: request.GET.get(name, "") for name in FILTERS}
    is_remote = request.GET.get("remote") == "1"
    narrowing: dict[str, Any] = {**chosen, "remote": is_remote}
    return {**chosen, "remote": "1" if is_remote else ""}, narrowing


def _filter_context(chosen: dict[str, str]) -> dict[str, Any]:
    labels = {
        "programme": (_("Programme"), _("All programmes")),
        "kind": (_("Kind"), _("All kinds")),
        "theme": (_("Theme"), _("All themes")),
        "region": (_("Region"), _("The whole country")),
    }
    choices = queries.filter_choices()
    return {
        "filters": [
            {
                "name": name,
                "label": label,
                "all": everything,
                "choices": choices[name],
                "chosen": chosen[name],
            }
            for name, (label, everything) in labels.items()
            if len(choices[name]) > 1 or chosen[name]
        ],
        "remote": bool(chosen["remote"]),
        # For links that keep what has been chosen.
        "kept": urlencode({name: value for name, value in chosen.items() if value}),
    }
