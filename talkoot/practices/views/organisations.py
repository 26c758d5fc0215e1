"""The public page of an organisation, and what its own people received."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.practices.queries import organisations as reads

LISTED = 12


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation that has published or adopted a practice, by name."""
    page = page_of(request, reads.organisations_with_practices(), size=50)
    return render(request, "practices/organisations.html", {"page": page})


@require_safe
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Published, adopted and passed on; its own people find the way to what it received."""
    found = reads.get_organisation(request.user, key)
    context = {
        "organisation": found,
        "page": page_of(request, reads.practices_of(found), size=LISTED),
        "adopted": list(reads.adopted_by(found)[: reads.SHOWN]),
        "learned": list(reads.learned_from(found)[: reads.SHOWN]),
        "most": reads.SHOWN,
        "is_own": reads.is_own(request.user, found),
    }
    return render(request, "practices/organisation.html", context)


@require_safe
@login_required
def organisation_received(request: HttpRequest, key: str) -> HttpResponse:
    """Applied for, granted, delivered, events and feedback; for the organisation's people."""
    found = reads.get_own_organisation(request.user, key)
    context = {
        "organisation": found,
        "received": reads.received_by(found),
        "events": reads.event_titles(found),
        "years": reads.years_active(found),
    }
    return render(request, "practices/organisation_received.html", context)
