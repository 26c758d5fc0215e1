"""The de minimis register of the office."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.exports import csv_response
from talkoot.core.pages import page_of
from talkoot.decisions.actions import aid as actions
from talkoot.decisions.queries import aid as queries
from talkoot.people.access import office_required


@require_safe
@office_required
def office_aid(request: HttpRequest) -> HttpResponse:
    """Aid that has been granted, and what must still be entered in the central register."""
    page = page_of(request, queries.office_aid(request.user))
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "decisions/office_aid.html", context)


@require_safe
@office_required
def office_aid_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file: what the central register asks for."""
    header = [
        _("Undertaking"),
        _("Business ID"),
        _("Gross grant equivalent, €"),
        _("Granted on"),
        _("Authority"),
        _("Instrument"),
        _("Decision number"),
        _("To be registered by"),
        _("Registered on"),
        _("Demo data"),
    ]
    return csv_response("de-minimis", header, _rows(queries.office_aid(request.user)))


def _rows(grants: Any) -> Iterator[list[Any]]:
    for grant in grants.iterator(chunk_size=500):
        yield [
            grant.organisation.name,
            grant.organisation.business_id,
            grant.amount_eur,
            grant.granted_on.isoformat(),
            grant.decision.application.call.offering.programme.office.name,
            _("subsidised service"),
            grant.decision.number,
            grant.register_due_on.isoformat(),
            grant.registered_on.isoformat() if grant.registered_on else "",
            _("demo data") if grant.is_demo else "",
        ]


@require_POST
@office_required
def register_aid(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one grant as entered in the central register."""
    actions.register_aid(queries.get_aid_grant(request.user, pk), by=request.user)
    messages.success(request, _("Marked as entered in the central register."))
    return redirect("office-aid")
