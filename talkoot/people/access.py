"""The gate of the programme office's pages."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import office_ids

View = Callable[..., HttpResponseBase]


def office_required(view: View) -> View:
    """Only people of a programme office pass; a visitor signs in first, others get 403.

    What the page then shows is still fetched by its own rule: an office sees its own programmes.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not office_ids(request.user):
            raise NotAllowed(
                _("This page is for the programme office. Your own cases are on your desk."),
                status=HTTPStatus.FORBIDDEN,
            )
        return view(request, *args, **kwargs)

    return guarded
