"""Turns a refusal into a page with the sentence that the rule gave."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.core.refusals import NotAllowed


class NotAllowedMiddleware:
    """Views need not catch NotAllowed: its sentence becomes a page with its status code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return render(
                request, "refused.html", {"sentence": exception.sentence}, status=exception.status
            )
        return None
