"""The key figures of a programme as they were on the day of a meeting, kept with the meeting."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, override

from talkoot.core.figures import Counted, Figure, all_figures, count_figures
from talkoot.governance.models import Meeting
from talkoot.programmes.models import Programme

LANGUAGES = ("fi", "sv", "en")


def frozen_figures(programme: Programme, as_of: datetime.date) -> dict[str, Any]:
    """The figures of the overview that can be told on the day, in the words of each language."""
    figures = [figure for figure in all_figures() if not figure.is_detail]
    counted = count_figures(figures, programme, as_of)
    rows = [_kept(row, counted[row.id]) for row in figures if counted[row.id].n]
    return {"as_of": as_of.isoformat(), "rows": rows}


def _kept(figure: Figure, counted: Counted) -> dict[str, Any]:
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = {
                "label": str(figure.label),
                "value": f"{figure.shown(counted.value)} {figure.unit}",
                "definition": str(figure.definition),
            }
    value = figure.rounded(counted.value)
    return {
        "id": figure.id,
        "version": figure.version,
        "value": None if value is None else str(value),
        "n": counted.n,
        "query_hash": counted.query_hash,
        "words": words,
    }


def thawed_figures(meeting: Meeting) -> list[dict[str, Any]]:
    """The kept figures in the active language, each with the way to its records of that day."""
    if not meeting.figures:
        return []
    language = (get_language() or "fi")[:2]
    query = {"programme": meeting.body.programme.slug, "as_of": meeting.figures["as_of"]}
    return [
        {
            "n": row["n"],
            "url": f"{reverse('figure', args=[row['id']])}?{urlencode(query)}",
            **row["words"].get(language, row["words"]["fi"]),
        }
        for row in meeting.figures["rows"]
    ]
