"""The yearly summary of an organisation, for its own people."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.refusals import NotFound
from talkoot.correspondence.letters import document_pdf
from talkoot.practices.queries import organisations as reads
from talkoot.reports.yearly import yearly_content

FIRST_YEAR = 2013  # From which the register of municipalities tells.


@require_safe
@login_required
def organisation_summary(request: HttpRequest, key: str, year: int) -> HttpResponse:
    """The summary of a year as a tagged PDF; only for the organisation's confirmed people."""
    found = reads.get_own_organisation(request.user, key)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise NotFound(_("There is no summary of this year. Choose a year on the page."))
    content = yearly_content(found, reads.year_of(found, year), on=timezone.localdate())
    pdf = document_pdf(
        content,
        number=f"{found.key}-{year}",
        language=(get_language() or "fi")[:2],
        is_demo=found.is_demo,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-{year}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
