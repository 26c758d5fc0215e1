"""What has been sent, version by version, and what the reader has not seen yet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.calls import rules
from talkoot.calls.actions.versions import mark_read
from talkoot.calls.messages.document import application_document
from talkoot.calls.models import ApplicationVersion
from talkoot.calls.queries import get_application
from talkoot.calls.queries.versions import versions_of
from talkoot.calls.rules.versions import answer_changes
from talkoot.core.refusals import NotFound
from talkoot.correspondence.letters import document_pdf
from talkoot.people.access import office_required


@require_safe
@login_required
def application_versions(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed between two sendings, for the applicant and the office: ?from=1&to=2."""
    application = get_application(request.user, ref)
    versions = versions_of(application)
    if not versions:
        raise NotFound(_("The application has not been sent yet, so it has no versions."))
    is_office = rules.can_process(request.user, application)
    to = _chosen(request, "to", versions, versions[-1])
    earlier = [row for row in versions if row.number < to.number]
    since = _chosen(request, "from", versions, earlier[-1] if earlier else to)
    home = reverse("office-application" if is_office else "my-application", args=[ref])
    desk = reverse("office-applications") if is_office else reverse("desk")
    context = {
        "application": application,
        "shell": "office.html" if is_office else "base.html",
        "versions": versions,
        "from": since,
        "to": to,
        "changes": answer_changes(since.content, to.content),
        "crumbs": [
            (_("Applications") if is_office else _("My desk"), desk),
            (application.number, home),
        ],
    }
    return render(request, "calls/application_versions.html", context)


@require_safe
@login_required
def application_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The application as it was sent last, as a tagged PDF for whoever may read the case.

    Also what the office gives on to the authority to which it transfers the matter.
    """
    application = get_application(request.user, ref)
    versions = versions_of(application)
    if not versions:
        raise NotFound(_("The application has not been sent yet, so it is no document yet."))
    assert application.number is not None
    with translation.override(application.language):
        content = application_document(application, versions[-1])
    pdf = document_pdf(
        content,
        number=application.number,
        language=application.language,
        is_demo=application.is_demo,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{slugify(application.number)}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _chosen(
    request: HttpRequest, name: str, versions: list[ApplicationVersion], usual: ApplicationVersion
) -> ApplicationVersion:
    """The version that the address names, else the usual one."""
    number: Any = request.GET.get(name, "")
    return next((row for row in versions if str(row.number) == number), usual)


@require_POST
@office_required
def read_application(request: HttpRequest, ref: str) -> HttpResponse:
    """The officer has read what changed."""
    application = get_application(request.user, ref, can=rules.can_process)
    mark_read(application, by=request.user)
    messages.success(request, _("Marked as read."))
    return redirect("office-application", ref)
