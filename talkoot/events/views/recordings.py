"""Recordings: found by their words, watched with captions."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotFound
from talkoot.events.actions.recordings import KIND, count_view
from talkoot.events.queries import learning as queries
from talkoot.files.views import media_response
from talkoot.people.rules import is_officer
from talkoot.search.queries import find

MOST = 100


@require_safe
def recordings(request: HttpRequest) -> HttpResponse:
    """The recordings that the person may watch; with a query, those whose words it finds."""
    rows = queries.recordings_for(request.user).order_by("-session__starts_at", "-pk")
    text = request.GET.get("q", "").strip()
    if text:
        found = find(KIND, text, allowed=rows.order_by().values("pk"), limit=MOST).ids
        known = rows.in_bulk(found)
        page = page_of(request, [known[pk] for pk in found if pk in known])
    else:
        page = page_of(request, rows)
    return render(request, "events/recordings.html", {"page": page, "query": text})


@require_safe
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """A recording with its captions and transcript."""
    row = queries.get_recording(request.user, pk)
    count_view(row)
    series = row.session.series
    is_office = request.user.is_authenticated and is_officer(
        request.user, series.programme.office_id
    )
    context = {
        "recording": row,
        "session": row.session,
        "series": series,
        "views": row.views if is_office else None,
    }
    return render(request, "events/recording.html", context)


@require_safe
def recording_file(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """The video or the captions, piece by piece."""
    row = queries.get_recording(request.user, pk)
    stored = row.captions if part == "captions" else row.file
    if stored is None:
        raise NotFound(_("There is no file here that you can see."))
    return media_response(request, stored)
