"""The gates of the programme office's pages."""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import editor_ids, finance_ids, office_ids

View = Callable[..., HttpResponseBase]


def office_required(view: View) -> View:
    """Only people of a programme office pass; a visitor signs in first, others get 403.

    What the page then shows is still fetched by its own rule: an office sees its own programmes.
    """

    return _gated(view, office_ids)


def editors_required(view: View) -> View:
    """The same, for the programme office and the editors of its practices."""
    return _gated(view, editor_ids)


def finance_readers_required(view: View) -> View:
    """The same, for the programme office and those who read its finances for the funder."""
    return _gated(view, finance_ids)


def _gated(view: View, ids_of: Callable[[Any], Sequence[int]]) -> View:
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not ids_of(request.user):
            raise NotAllowed(
                _("This page is for the programme office. Your own cases are on your desk."),
                status=HTTPStatus.FORBIDDEN,
            )
        return view(request, *args, **kwargs)

    return guarded
