"""The public page of an organisation, and the summary for its own people."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.correspondence.letters import document_pdf
from talkoot.people.models import Organisation
from talkoot.practices.organisation_summary import summary_content
from talkoot.practices.queries import organisations as reads

LISTED = 12
FIRST_YEAR = 2013  # From which the register of municipalities tells.


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
        "is_own": reads.is_own(request.user, found),
    }
    return render(request, "practices/organisation.html", context)


@require_safe
@login_required
def organisation_received(request: HttpRequest, key: str) -> HttpResponse:
    """Applied for, granted, delivered, events and feedback; for the organisation's people."""
    found = _own(request, key)
    context = {
        "organisation": found,
        "received": reads.received_by(found),
        "events": reads.event_titles(found),
        "years": reads.years_active(found),
    }
    return render(request, "practices/organisation_received.html", context)


@require_safe
@login_required
def organisation_summary(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """The summary of a year as a tagged PDF; only for the organisation's confirmed people."""
    found = _own(request, key)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise NotFound(_("There is no summary of this year. Choose a year on the page."))
    content = summary_content(found, reads.year_of(found, year), on=timezone.localdate())
    pdf = document_pdf(
        content,
        number=f"{found.key}-{year}",
        language=get_language() or "fi",
        is_demo=found.is_demo,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-{year}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: HttpRequest, key: str) -> Organisation:
    found = reads.get_organisation(request.user, key)
    if not reads.is_own(request.user, found):
        raise NotAllowed(
            _("This is for the organisation's own people. Its public page is open to all."),
            status=HTTPStatus.FORBIDDEN,
        )
    return found
