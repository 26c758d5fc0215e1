"""The page of past events by year."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.events.event_pages import places_of, span_words
from talkoot.events.models import Series

Years = list[tuple[int, int]]


def chosen_year(text: str, years: Years) -> int:
    """The year of the address if something was held in it, else the newest."""
    known = [year for year, _count in years]
    if text.isdecimal() and len(text) <= 4 and int(text) in known:
        return int(text)
    return known[0] if known else 0


def year_rows(rows: Iterable[Series]) -> list[dict[str, Any]]:
    """Each event with its days, places, what is uncertain, and what it left for everybody."""
    return [
        {
            "series": row,
            "when": span_words(row.starts_on, row.ends_on),
            "where": ", ".join(filter(None, [row.country, places_of(row.shown_sessions)])),  # type: ignore[attr-defined]
            "note": row.source_note,
            "outputs": _outputs(row),
        }
        for row in rows
    ]


def sources_of(rows: Iterable[Series]) -> list[str]:
    """Whence the events of old programmes are known, each source once."""
    found = (f"{row.programme}: {row.programme.source}" for row in rows if row.source)
    return list(dict.fromkeys(found))


def _outputs(row: Any) -> list[dict[str, str]]:
    """Recordings and materials as links."""
    found = []
    for session in row.shown_sessions:
        recording = getattr(session, "recording", None)
        if recording is not None and recording.is_public and recording.published_at:
            text = _("Recording: %(session)s") % {"session": session}
            found.append({"text": text, "url": reverse("recording", args=[recording.pk])})
    return found + [
        {"text": material.title, "url": reverse("material", args=[material.pk])}
        for material in row.open_materials
    ]
