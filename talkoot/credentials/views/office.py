"""Who has completed a series, giving certificates and revoking them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.access import fetch
from talkoot.core.pages import page_of
from talkoot.credentials import actions, queries, rules
from talkoot.credentials.forms import IssueForm, RevokeForm
from talkoot.people.access import office_required


@office_required
def office_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """How far everybody has come and why; certificates for the chosen of a page, all or none."""
    series = queries.get_series(request.user, pk)
    rows = queries.completions(series)
    ready = [row for row in rows if row.is_complete and row.certificate is None]
    choices = [(row.registration.pk, row.registration.participant.name) for row in ready]
    form = IssueForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        given = actions.issue_certificates(series, form.cleaned_data["chosen"], by=request.user)
        sentence = ngettext(
            "%(count)s certificate was given and mailed.",
            "%(count)s certificates were given and mailed.",
            len(given),
        ) % {"count": len(given)}
        messages.success(request, sentence)
        return redirect("office-certificates", pk)
    context = {
        "series": series,
        "page": page_of(request, rows, size=50),
        "total": len(rows),
        "form": form,
        "ready_count": len(ready),
        "complete_count": sum(row.is_complete for row in rows),
        "given_count": sum(row.certificate is not None for row in rows),
    }
    return TemplateResponse(request, "credentials/office_certificates.html", context)


@office_required
def revoke_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason, then revokes the certificate and its badge."""
    row = fetch(
        queries.certificates_with_all(),
        request.user,
        lambda user, row: rules.can_issue(user, row.registration.series),
        pk=pk,
    )
    rules.check_revoke(row)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_certificate(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The certificate was revoked."))
        return redirect("office-certificates", row.registration.series_id)
    context = {"certificate": row, "series": row.registration.series, "form": form}
    return TemplateResponse(request, "credentials/revoke_certificate.html", context)
