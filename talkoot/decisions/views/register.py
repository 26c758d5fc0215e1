"""The public register of cases, and asking for information."""

from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.calls.models import Application
from talkoot.core.access import unbarred
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.core.tries import find_counting
from talkoot.decisions.actions.publicity import ask_decision, receive_request
from talkoot.decisions.information_forms import InformationForm, RegisterForm
from talkoot.decisions.messages.reconsideration import kind_of
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.queries.publicity import (
    get_answer,
    given_files,
    mail_of_answer,
    register_entries,
    register_requests,
    registered,
    with_parties,
)
from talkoot.decisions.rules.publicity import (
    decision_problem,
    information_state,
    link_ends,
    register_state,
    request_state,
    requests_of,
)
from talkoot.files.views import file_response
from talkoot.programmes.models import Programme

REQUESTS, REQUESTS_SECONDS = 10, 3600


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What has arrived: number, day, matter, organisation and state; or what has been asked for."""
    form = RegisterForm(request.GET, programmes=_programmes())
    if form.is_of_requests():
        page = page_of(request, register_requests(request.user, **form.filters()))
        asked = [(row, information_state(row)) for row in page]
        context = {"filters": form, "page": page, "asked": asked}
        return render(request, "decisions/register.html", context)
    entries = with_parties(register_entries(**form.filters()))
    page = page_of(request, unbarred(entries, request.user))
    rows = [(case, register_state(case), _requests(case)) for case in page]
    return render(request, "decisions/register.html", {"filters": form, "page": page, "rows": rows})


def request_information(request: HttpRequest) -> HttpResponse:
    """Anybody asks for a document; neither a name nor a reason is needed."""
    if request.method != "POST":
        form = InformationForm(programmes=_programmes(), initial=_initial(request))
        return TemplateResponse(request, "decisions/request_information.html", {"form": form})
    form = InformationForm(request.POST, programmes=_programmes())
    if not form.is_valid():
        return TemplateResponse(request, "decisions/request_information.html", {"form": form})
    _count(request)
    if not form.cleaned_data["website"]:
        given = form.cleaned_data
        receive_request(
            given["programme"],
            text=given["text"],
            address=given["address"],
            language=get_language() or "fi",
            application=given["application"],
        )
    return redirect("information-requested")


@require_safe
def information_requested(request: HttpRequest) -> HttpResponse:
    return render(request, "decisions/information_requested.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def information_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The answer and the documents that are given, from the mailed link without an account.

    POST asks for the office's decision on what was not given.
    """
    asked = _answer_of(request, token)
    if request.method == "POST":
        ask_decision(asked)
        return redirect("information-requested")
    context = {"asked": asked, "token": token, "files": given_files(asked)}
    context["last_day"] = link_ends(asked)
    context["can_ask_decision"] = not decision_problem(asked, mail_of_answer(asked))
    return render(request, "decisions/information_answer.html", context)


@require_safe
@never_cache
def information_answer_file(request: HttpRequest, token: str, pk: int) -> FileResponse:
    """One of the documents given."""
    asked = _answer_of(request, token)
    found = next((file for file in given_files(asked) if file.pk == pk), None)
    if found is None:
        raise NotFound(_("The answer has no such document."))
    return file_response(found)


def _answer_of(request: HttpRequest, token: str) -> InformationRequest:
    return find_counting(request, "information-answer", lambda: get_answer(token))


def _requests(case: Application) -> list[dict[str, Any]]:
    """The requests to change the decision, as the register tells them: number, day, who, state."""
    return [
        {"request": row, "kind": kind_of(row), "state": request_state(row)}
        for row in requests_of(case)
    ]


def _programmes() -> Any:
    return Programme.objects.exclude(state=Programme.State.PLANNED).select_related("office")


def _initial(request: HttpRequest) -> dict[str, Any]:
    application = registered(request.GET.get("case", ""))
    if application is None:
        return {}
    programme = application.call.offering.programme
    return {"number": application.number, "programme": programme.slug}


def _count(request: HttpRequest) -> None:
    """Refuse a flood of requests from one address."""
    key = f"information-request:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, REQUESTS_SECONDS)
    if cache.incr(key) > REQUESTS:
        raise NotAllowed(
            _("Too many requests from here. Wait an hour, or write to the programme office."),
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )
