"""What was posted when the session had ended is kept until the person has signed in again."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]
AUTOSAVE = "X-Autosave"
KEY = "kept"
LEFT_OUT = ("csrfmiddlewaretoken",)
LIMIT = 200_000  # characters; several times the longest form


def keeps_posted(view: View) -> View:
    """Like login_required, but nothing typed is lost: it waits in the visitor's own session.

    Signing in carries the session on, so the page finds it by take_posted and shows it unsaved to
    whoever may open the page. A save in the background gets 401 and tries again later.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if AUTOSAVE in request.headers:
            sentence = _(
                "Not saved: you have been signed out. What you write stays on this page. Sign in "
                "in another tab, and saving goes on."
            )
            return JsonResponse({"text": sentence}, status=HTTPStatus.UNAUTHORIZED)
        if request.method == "POST" and keep_posted(request):
            messages.info(
                request,
                _("You have been signed out. Sign in again: what you wrote is kept for you."),
            )
        return redirect_to_login(request.get_full_path())

    guarded.keeps_posted = True  # type: ignore[attr-defined]
    return guarded


def keep_posted(request: HttpRequest) -> bool:
    """Keep what was posted for this address, the latest only; False when it is too much."""
    posted = request.POST.copy()
    for name in LEFT_OUT:
        posted.pop(name, None)
    text = posted.urlencode()
    if len(text) > LIMIT:
        return False
    request.session[KEY] = {"path": request.path, "posted": text}
    return True


def take_posted(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["posted"])
