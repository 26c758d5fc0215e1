"""What an answer's status says: a refusal's own, and 422 for a form with errors."""

from collections.abc import Callable
from http import HTTPStatus

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from talkoot.core.refusals import NotAllowed


class NotAllowedMiddleware:
    """Views need not catch NotAllowed: its sentence becomes a page with its status code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            is_gone = exception.status == HTTPStatus.GONE
            context = {"sentence": exception.sentence, "is_gone": is_gone}
            response = render(request, "refused.html", context, status=exception.status)
            # Browsers keep a 410 for good unless told otherwise; the state may change back.
            add_never_cache_headers(response)
            return response
        return None


class FormErrorsMiddleware:
    """A posted form that comes back with errors answers 422, the pages of sign-in included.

    Views show a form with TemplateResponse, which tells what is on the page before it renders.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        shown = (response.context_data or {}).values()
        if request.method == "POST" and any(
            isinstance(form, BaseForm) and form.is_bound and form.errors for form in shown
        ):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
