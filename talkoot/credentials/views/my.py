"""The person's own certificate and badge, from mailed links without an account."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.core.refusals import NotFound
from talkoot.correspondence.actions import render_letter
from talkoot.credentials import actions, queries, rules, signing
from talkoot.credentials.forms import BadgeForm
from talkoot.credentials.models import Badge, Certificate
from talkoot.credentials.pictures import PNG, SVG, badge_png, badge_svg
from talkoot.credentials.rules import shown_code
from talkoot.files.views import file_response


@never_cache
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """The certificate with its PDF; by one POST a badge is asked for an address."""
    row = queries.get_certificate(token)
    form = BadgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.request_badge(row, address=form.cleaned_data["address"])
        messages.success(
            request, _("A link was mailed to the address. Open it and confirm the address.")
        )
        return redirect("certificate", token)
    badge = getattr(row, "badge", None)
    context = {
        "certificate": row,
        "series": row.registration.series,
        "token": token,
        "code": shown_code(row.code),
        "form": form,
        "is_valid": row.state == Certificate.State.ISSUED,
        "badge": badge,
        "has_badge": badge is not None and badge.state != Badge.State.REQUESTED,
        "networks": queries.networks_after(row.registration.series),
    }
    return TemplateResponse(request, "credentials/certificate.html", context)


@require_safe
@never_cache
def certificate_pdf(request: HttpRequest, token: str) -> FileResponse:
    """The certificate as a tagged PDF."""
    stored = render_letter(queries.get_certificate(token).letter).file
    assert stored is not None
    return file_response(stored)


@never_cache
def badge(request: HttpRequest, token: str) -> HttpResponse:
    """Confirms the address by one POST; afterwards the badge is fetched here."""
    row = queries.get_badge(token)
    rules.check_confirm(row, timezone.now())
    if request.method == "POST":
        actions.confirm_badge(row)
        return redirect("badge", token)
    context = {
        "badge": row,
        "token": token,
        "series": row.certificate.registration.series,
        "is_issued": row.state == Badge.State.ISSUED,
    }
    return TemplateResponse(request, "credentials/badge.html", context)


@require_safe
@never_cache
def badge_file(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The signed badge: baked into its picture, as JSON, or as a token."""
    row = queries.get_badge(token)
    if row.state != Badge.State.ISSUED or row.document is None:
        raise NotFound(_("The badge has not been made. Confirm the address first."))
    series = row.certificate.registration.series
    names = series.title, series.programme.name
    if kind == "svg":
        content, media_type = signing.baked(badge_svg(*names), row.jwt), SVG
    elif kind == "png":
        content, media_type = signing.baked_png(badge_png(*names), row.jwt), PNG
    elif kind == "json":
        content, media_type = signing.document_text(row.document).encode(), "application/ld+json"
    else:
        content, media_type = row.jwt.encode(), "application/vc+jwt"
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="badge.{kind}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
