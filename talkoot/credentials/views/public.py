"""Checking a certificate, and the documents with which badges are verified."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from talkoot.core.access import fetch
from talkoot.credentials import messages, queries, signing
from talkoot.credentials.forms import CodeForm
from talkoot.credentials.models import Certificate
from talkoot.credentials.pictures import SVG, badge_svg
from talkoot.credentials.rules import normal_code, shown_code
from talkoot.events.models import Series

HOUR = 3600


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Asks for a verification code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify-certificate", normal_code(form.cleaned_data["code"]) or "0")
    return TemplateResponse(request, "credentials/verify.html", {"form": form})


@require_safe
@never_cache
def verify_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, revoked or unknown; who has the code sees what the certificate itself tells."""
    certificate = queries.certificate_of_code(code)
    context: dict[str, Any] = {"certificate": certificate, "code": shown_code(normal_code(code))}
    if certificate is not None:
        content = certificate.letter.content
        rows = [{"key": _("Name"), "value": content["name"]}]
        rows.append({"key": _("Series"), "value": certificate.registration.series.title})
        rows += [{"key": key, "value": value} for key, value in content["meta"]]
        rows.append({"key": _("Given by"), "value": content["organisation"]})
        context["rows"] = rows
        context["is_valid"] = certificate.state == Certificate.State.ISSUED
    status = 200 if certificate else 404
    return render(request, "credentials/verify_certificate.html", context, status=status)


@require_safe
@cache_control(public=True, max_age=HOUR)
def did(request: HttpRequest) -> JsonResponse:
    """The issuer's public key (did:web)."""
    return JsonResponse(signing.did_document())


@require_safe
@cache_control(public=True, max_age=300)
def badge_status(request: HttpRequest) -> HttpResponse:
    """The signed list of revoked badges."""
    url = settings.BASE_URL + reverse("badge-status")
    token = signing.revocation_list(url, queries.revoked_indices(), now=timezone.now())
    return HttpResponse(token, content_type="application/vc+jwt")


@require_safe
def badge_achievement(request: HttpRequest, pk: int) -> HttpResponse:
    """What the badge of a series is given for; the page that a badge points to."""
    series = _awarded(request, pk)
    text = messages.badge_text(series)
    rows = [
        {"key": _("Programme"), "value": series.programme.name},
        {"key": _("Given by"), "value": text.issuer},
        {"key": _("What it is given for"), "value": text.criteria},
        {"key": _("Description"), "value": text.description},
    ]
    context = {"series": series, "rows": rows}
    return render(request, "credentials/badge_achievement.html", context)


@require_safe
@cache_control(public=True, max_age=HOUR)
def badge_image(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the badge of a series."""
    series = _awarded(request, pk)
    response = HttpResponse(badge_svg(series.title, series.programme.name), content_type=SVG)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _awarded(request: HttpRequest, pk: int) -> Series:
    """A series of which certificates have been given."""
    rows = Series.objects.filter(registrations__certificates__isnull=False).distinct()
    rows = rows.select_related("programme__office", "offering")
    return fetch(rows, request.user, lambda _user, _series: True, pk=pk)
