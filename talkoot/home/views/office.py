"""The office's desk: what waits, the key figures and the cases that have waited longest."""

import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from talkoot.calls.queries import office_queue
from talkoot.core.dates import days_text
from talkoot.decisions.queries import QueueRow, queue_rows
from talkoot.engagements.queries.delivery import stuck_items
from talkoot.home.context import office_programmes
from talkoot.home.queries import FigureRow, figure_rows
from talkoot.people.access import office_required
from talkoot.programmes.models import Programme
from talkoot.surveys.service_parts import LOW_GRADE, series_below

DESK_FIGURES = (
    "applications-submitted",
    "days-granted",
    "feedback-response-rate",
    "feedback-mean",
    "practices-published",
)
DESK_ROWS = 10


@require_safe
@office_required
def office(request: HttpRequest) -> HttpResponse:
    """The desk of one programme; `?programme=` chooses when the office runs several."""
    programmes = office_programmes(request)
    programme = _chosen(request, programmes)
    context: dict[str, Any] = {"programmes": programmes, "programme": programme}
    if programme is not None:
        now = timezone.now()
        queue = office_queue(request.user, programme=programme)
        rows = queue_rows(queue[:DESK_ROWS])
        figures = {
            row.figure.id: row
            for row in figure_rows(programme, timezone.localdate(now), DESK_FIGURES)
        }
        context |= {
            "now": now,
            "rows": rows,
            "notice": _notice(programme, rows),
            "tiles": _tiles(programme, figures),
            "stuck": _stuck(request.user, programme),
            "low_series": series_below(programme, timezone.localdate(now))[:DESK_ROWS],
            "low_grade": LOW_GRADE,
        }
    return render(request, "home/office.html", context)


def _chosen(request: HttpRequest, programmes: list[Any]) -> Any:
    """The programme of the address, else the one that runs and has most waiting."""
    by_slug = {programme.slug: programme for programme in programmes}
    asked = by_slug.get(request.GET.get("programme", ""))
    return asked or max(
        programmes,
        key=lambda row: (row.state == Programme.State.RUNNING, row.waiting_applications),
        default=None,
    )


def _stuck(user: Any, programme: Any) -> list[Any]:
    """What waits for the office's help; most often nothing does, and nothing is read."""
    if not programme.stuck_items:
        return []
    return list(stuck_items(user, programme=programme)[:DESK_ROWS])


def _notice(programme: Any, rows: list[QueueRow]) -> dict[str, str] | None:
    """What waits for the office's decision and how long the oldest has waited."""
    count = programme.waiting_applications
    oldest = rows[0].wait if rows else None
    if not count or oldest is None:
        return None
    return {
        "title": ngettext(
            "%(count)s application waits for a decision",
            "%(count)s applications wait for a decision",
            count,
        )
        % {"count": count},
        "text": _("The oldest has waited %(time)s.") % {"time": oldest.how_long}
        if oldest.days
        else _("The oldest arrived today."),
        "url": f"{reverse('office-applications')}?state=submitted",
    }


def _tiles(programme: Any, figures: dict[str, FigureRow]) -> list[dict[str, Any]]:
    """The four key figures as ui/tile.html takes them, each opening its records."""
    waiting = programme.waiting_practices
    tiles = [
        {
            "id": "applications-submitted",
            "label": _("Applications received"),
            **_arrivals(programme, figures),
        },
        {"id": "days-granted", "label": _("Sparring days granted"), **_quota(programme, figures)},
        {
            "id": "feedback-response-rate",
            "label": _("Response rate of feedback"),
            **_feedback(figures),
        },
        {
            "id": "practices-published",
            "label": _("Published practices"),
            "note": ngettext(
                "%(count)s waits for publishing", "%(count)s wait for publishing", waiting
            )
            % {"count": waiting},
            "note_icon": "hourglass-medium" if waiting else "",
        },
    ]
    return [
        {**tile, "value": figures[tile["id"]].shown, "url": figures[tile["id"]].url}
        for tile in tiles
    ]


def _arrivals(programme: Any, figures: dict[str, FigureRow]) -> dict[str, Any]:
    """How many of the arrivals are of the last thirty days."""
    month_ago = timezone.localdate() - datetime.timedelta(days=30)
    [before] = figure_rows(programme, month_ago, ["applications-submitted"])
    count = figures["applications-submitted"].counted.n - before.counted.n
    note = ngettext("%(count)s in the last 30 days", "%(count)s in the last 30 days", count) % {
        "count": count
    }
    return {"note": note, "note_icon": "trend-up" if count else ""}


def _quota(programme: Any, figures: dict[str, FigureRow]) -> dict[str, Any]:
    quota = programme.days_quota
    granted = figures["days-granted"].counted.value
    if not quota:
        return {"note": _("No ceiling has been set")}
    share = round(100 * Decimal(granted or 0) / quota)
    return {
        "of": f"/ {days_text(Decimal(quota))}",
        "max": quota,
        "now": granted or 0,
        "note": _("%(share)s %% of the ceiling used") % {"share": share},
    }


def _feedback(figures: dict[str, FigureRow]) -> dict[str, Any]:
    rate, mean = figures["feedback-response-rate"], figures["feedback-mean"]
    if rate.counted.value is None:
        return {"note": _("No answers yet")}
    tile: dict[str, Any] = {"of": "%", "max": 100, "now": rate.figure.rounded(rate.counted.value)}
    if mean.counted.value is not None:
        tile["note"] = ngettext(
            "Overall grade %(mean)s, %(n)s answer",
            "Overall grade %(mean)s, %(n)s answers",
            mean.counted.n,
        ) % {"mean": mean.shown, "n": mean.counted.n}
    return tile
