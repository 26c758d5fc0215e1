"""Error pages and the process check."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talkoot.core.kept import AUTOSAVE, keep_posted


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. /readyz tells whether the product can work."""
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        sentence = _(
            "What you sent is too large, so nothing of it was saved. Go back, shorten the texts "
            "and send again."
        )
        return render(request, "refused.html", {"sentence": sentence}, status=413)
    sentence = _("The request was not understood. Go back and try again.")
    return render(request, "refused.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    sentence = _("This page is for people with another role. Sign in with the right address.")
    return render(request, "refused.html", {"sentence": sentence}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was loaded before the last sign-in; where the view keeps what is posted, it waits.

    Only for who is signed in: their cookie does not come along from another site.
    """
    view = request.resolver_match.func if request.resolver_match else None
    if getattr(view, "keeps_posted", False) and request.user.is_authenticated:
        if AUTOSAVE in request.headers:
            return JsonResponse({"text": _("Not saved yet. Trying again.")}, status=403)
        if keep_posted(request):
            return redirect(request.path)
    sentence = _(
        "The form was open for so long that its safety mark expired. Go back, reload the page "
        "and send the form again."
    )
    return render(request, "refused.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    sentence = getattr(exception, "sentence", None) or _(
        "There is no page at this address. Check the address or start from the front page."
    )
    return render(request, "not_found.html", {"sentence": sentence}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "server_error.html", status=500)
