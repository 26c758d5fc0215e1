"""What the public's and the participant's pages of events show."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date, local_moment
from talkoot.events.calendars import title_of
from talkoot.events.models import Mode, Series, Session
from talkoot.events.rules.registration import closed_because
from talkoot.events.rules.sessions import has_link
from talkoot.events.series_pages import in_time, session_rows, state_tag, when, where

State = Series.State


_given: list[Callable[[Series], Iterable[Any]]] = []


def register_given(find: Callable[[Series], Iterable[Any]]) -> None:
    """Called by an app when it starts: what was given at an event, each a line of its page."""
    _given.append(find)


def event_context(
    series: Series,
    sessions: Iterable[Session],
    *,
    taken: int,
    is_inside: bool,
    now: datetime.datetime,
) -> dict[str, Any]:
    """The page of one event with the sessions that the person sees. `is_inside`: the person takes
    part, and sees the links.
    """
    rows = session_rows(series, sessions, is_inside=is_inside)
    state, kind = state_tag(series)
    takes = series.entry != Series.Entry.NONE
    return {
        "series": series,
        "programme": series.programme,
        "state": "" if series.state == State.PUBLISHED else state,
        "state_kind": kind,
        "sessions": rows,
        "has_sets": any(row["session"].content_set for row in rows),
        "whole_people": [row for row in series.people.all() if row.session_id is None],
        "facts": facts_of(series, rows),
        "left": seats_left(series, taken) if takes and series.state == State.PUBLISHED else "",
        "closed": closed_because(series, now) if takes else "",
        "given": [row for find in _given for row in find(series)],
        "takes_registrations": takes,
        "is_team": series.entry == Series.Entry.TEAMS,
        "is_inside": is_inside,
        "has_calendar": any(row["when"] for row in rows) and series.state != State.DRAFT,
        "source": series.programme.source if series.source else "",
    }


def facts_of(series: Series, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The event in short, as ui/summary_list takes it."""
    held = [row for row in rows if not row["is_cancelled"]]
    modes = {str(row["session"].get_mode_display()) for row in held if row["session"].mode}
    fee = series.fee_eur
    return [
        {"key": _("When"), "value": span_words(series.starts_on, series.ends_on)},
        {"key": _("Kind"), "value": series.get_kind_display()},
        {"key": _("Theme"), "value": series.theme.name if series.theme else ""},
        {"key": _("How"), "value": ", ".join(sorted(modes))},
        {"key": _("Country"), "value": series.country},
        {"key": _("For whom"), "value": series.audience or series.organisation or ""},
        {"key": _("Teams"), "value": team_words(series)},
        {
            "key": _("Fee"),
            "value": _("Free of charge") if fee == 0 else fee and f"{formats.number_format(fee)} €",
        },
        {
            "key": _("Registration closes"),
            "value": local_moment(series.registration_closes_at)
            if series.registration_closes_at and series.state == State.PUBLISHED
            else "",
        },
        {"key": _("Participants"), "value": series.published_participants},
    ]


def team_words(series: Series) -> str:
    """From how many to how many make a team."""
    least, most = series.team_size_min, series.team_size_max
    if most is None:
        return ""
    if least in (None, most):
        return ngettext("team of %(most)s", "teams of %(most)s", most) % {"most": most}
    return _("teams of %(least)s–%(most)s") % {"least": least, "most": most}


def event_cards(rows: Iterable[Series]) -> list[dict[str, Any]]:
    """The list of events as ui/card takes them."""
    cards = []
    for series in rows:
        sessions: list[Session] = in_time(series.shown_sessions)  # type: ignore[attr-defined]
        taken: int = series.seats_taken  # type: ignore[attr-defined]
        is_open = series.state == State.PUBLISHED and series.entry != Series.Entry.NONE
        state, kind = state_tag(series)
        cards.append(
            {
                "title": series.title,
                "url": reverse("event", args=[series.slug]),
                "eyebrow": f"{series.programme} · {series.get_kind_display()}",
                "meta": " · ".join(filter(None, [_span(series, sessions), places_of(sessions)])),
                "text": series.summary,
                "tag": seats_left(series, taken) if is_open else "",
                "kind": "warn" if series.seats and taken >= series.seats else "info",
                "is_demo": series.is_demo,
            }
            | ({"tag": state, "kind": kind} if series.state == State.CANCELLED else {})
        )
    return cards


def _span(series: Series, sessions: list[Session]) -> str:
    if len(sessions) == 1:
        return when(sessions[0]) or span_words(series.starts_on, series.ends_on)
    words = ngettext("%(count)s session", "%(count)s sessions", len(sessions))
    count = words % {"count": len(sessions)} if sessions else ""
    return ", ".join(filter(None, [span_words(series.starts_on, series.ends_on), count]))


def places_of(sessions: list[Session]) -> str:
    """The municipalities, and whether one could join from afar."""
    places = {row.municipality.name for row in sessions if row.municipality}
    if any(row.mode in (Mode.REMOTE, Mode.HYBRID) for row in sessions):
        places.add(str(Mode.REMOTE.label))
    return ", ".join(sorted(places))


def own_rows(sessions: Iterable[Session], now: datetime.datetime) -> list[dict[str, Any]]:
    """The sessions to which a person comes, those ahead."""
    return [
        {
            "title": title_of(row, row.series),
            "url": reverse("event", args=[row.series.slug]) if row.series.slug else "",
            "when": when(row),
            "where": where(row),
            "link": row.link if has_link(row) and row.state != Session.State.CANCELLED else "",
            "is_cancelled": row.state == Session.State.CANCELLED,
        }
        for row in sessions
        if row.ends_at and row.ends_at >= now
    ]


def seats_left(series: Series, taken: int) -> str:
    """What is left, for the public; "" when seats are not limited."""
    if series.seats is None:
        return ""
    left = max(series.seats - taken, 0)
    if left == 0:
        return _("Full; there is a waiting list") if series.has_waiting_list else _("Full")
    words = ngettext("%(left)s seat left", "%(left)s seats left", left)
    return words % {"left": left}


def span_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """3.12.2026 or 3.12.2026–14.1.2027."""
    if first is None:
        return local_date(last) if last else ""
    return local_date(first) if last in (None, first) else f"{local_date(first)}–{local_date(last)}"
