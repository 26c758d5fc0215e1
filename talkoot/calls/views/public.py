"""Calls as everybody sees them: the list, a call's page and its check before writing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls import queries, rules
from talkoot.calls.call_changes import version_changes
from talkoot.calls.call_forms import SelfCheckForm
from talkoot.calls.call_pages import call_context
from talkoot.calls.deadlines import deadline_text
from talkoot.calls.icalendar import deadline_event
from talkoot.calls.models import Call
from talkoot.calls.queries.calls import (
    VERSION_TIMES,
    get_public_call,
    kinds_of_calls,
    programmes_of_calls,
    public_calls,
    versions_of,
)
from talkoot.calls.rules.calls import in_force, self_check
from talkoot.core.refusals import NotFound
from talkoot.programmes.models import OfferingKind

CLOSED_SHOWN = 10


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Open calls first, then those that open later and the last ones that closed.

    `?programme=` and `?kind=` narrow the list.
    """
    now = timezone.now()
    programme, kind = request.GET.get("programme", ""), request.GET.get("kind", "")
    rows = public_calls(programme_slug=programme, kind=kind)
    context = {
        "open_calls": [_card(call) for call in queries.open_calls(now, rows)],
        "coming_calls": queries.coming_calls(now, rows),
        "closed_calls": queries.closed_calls(now, rows)[:CLOSED_SHOWN],
        "programmes": programmes_of_calls(),
        "kinds": [(code, OfferingKind(code).label) for code in kinds_of_calls()],
        "programme": programme,
        "kind": kind,
    }
    return render(request, "calls/calls.html", context)


def _card(call: Call) -> dict[str, Any]:
    closes = deadline_text(call)
    meta = _("Open until %(closes)s") % {"closes": closes} if call.closes_at else closes
    return {"call": call, "meta": meta}


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """What is offered, to whom, until when and how applications are assessed; the way to apply."""
    found = get_public_call(request.user, slug)
    return render(request, "calls/call.html", call_context(found, timezone.now()))


@require_safe
def call_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The self-check: the answers are in the address, nothing is stored and nobody signs in."""
    found = get_public_call(request.user, slug, parts=["criteria"])
    criteria = in_force(found.criteria.all(), found.text_version)
    form = SelfCheckForm(request.GET or None, criteria=criteria)
    if not form.criteria:
        raise NotFound(_("This call has no self-check. Read who can get it on the call's page."))
    results = self_check(criteria, form.answers()) if form.is_bound and form.is_valid() else []
    answered = [row for row in results if row.is_passed is not None]
    context = {
        "call": found,
        "form": form,
        "results": results,
        "failed": [row for row in answered if not row.is_passed],
        "is_answered": bool(answered),
        "is_whole": bool(answered) and len(answered) == len(results),
        "is_open": rules.is_open(found, timezone.now()),
    }
    return render(request, "calls/call_check.html", context)


@require_safe
def call_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """The published versions of the call and what changed in each."""
    found = get_public_call(request.user, slug, parts=[])
    versions = version_changes(found, list(versions_of(found)))
    return render(request, "calls/call_versions.html", {"call": found, "versions": versions})


@require_safe
def call_deadline(request: HttpRequest, slug: str) -> HttpResponse:
    """The deadline for a calendar."""
    found = get_public_call(request.user, slug, parts=[VERSION_TIMES])
    if found.closes_at is None:
        raise NotFound(_("This call has no deadline: it is open until further notice."))
    newest = max((row.created_at for row in found.versions.all()), default=found.created_at)
    url = request.build_absolute_uri(found.get_absolute_url())
    event = deadline_event(found, url=url, stamp=newest)
    response = HttpResponse(event, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response
