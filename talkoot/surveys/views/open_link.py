"""The open link of a round: answering by it; the office's page that makes it and its QR code."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.core.qr import qr_svg
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.core.tries import check_tries, count_try, find_counting
from talkoot.people.access import office_required
from talkoot.surveys import rules
from talkoot.surveys.actions.answers import answer_openly
from talkoot.surveys.actions.open_link import make_open_link, remove_open_link
from talkoot.surveys.forms import SurveyForm
from talkoot.surveys.handling import handling_of
from talkoot.surveys.models import Round
from talkoot.surveys.paging import AnswerPage
from talkoot.surveys.queries import get_open_round, get_round, survey_items
from talkoot.surveys.views.unsent import round_seal, unsent

WRONG_CODES = 30
# A full hall may share one network address.
ANSWERS_IN_TEN_MINUTES = 300
MARK = "answered"


@never_cache
def open_survey(request: HttpRequest, code: str) -> HttpResponse:
    """Answer by the open link. A device that has answered is asked before it answers again."""
    survey = None
    try:
        survey = find_counting(
            request, "survey-code", lambda: get_open_round(code), most=WRONG_CODES
        )
        rules.check_open(survey, on=timezone.localdate())
        is_again = "again" in request.GET or "again" in request.POST
        if _is_marked(request, survey) and not is_again:
            return _ask_again(request, survey)
        return _answer(request, survey, is_again=is_again)
    except (NotAllowed, NotFound) as refusal:
        return unsent(request, refusal, survey)


def _answer(request: HttpRequest, survey: Round, *, is_again: bool) -> HttpResponse:
    items = survey_items(survey)
    form = SurveyForm(items, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sentence = _(
            "Very many answers have come from this network just now. Wait ten minutes and send "
            "yours again."
        )
        check_tries(request, "survey-open", most=ANSWERS_IN_TEN_MINUTES, sentence=sentence)
        count_try(request, "survey-open")
        answer_openly(survey, answers=form.answers(), on=timezone.localdate())
        return _marked(redirect("survey-thanks"), survey)
    context = {
        "form": form,
        "survey": survey,
        "page": AnswerPage(1, None, items, place=1, count=1),
        "minutes": rules.minutes_to_answer(items),
        "handling": handling_of(survey, by_open_link=True),
        "round_seal": round_seal(survey),
        "again": is_again,
        "seal": None,  # No draft is kept of somebody who is not known.
    }
    return TemplateResponse(request, "surveys/open_survey.html", context)


def _ask_again(request: HttpRequest, survey: Round) -> HttpResponse:
    if request.method == "POST":
        raise NotAllowed(
            _(
                "An answer has been sent from this device already. If you are another person, open "
                "the link anew and choose to answer again."
            ),
            status=HTTPStatus.CONFLICT,
        )
    return render(request, "surveys/open_survey_again.html", {"survey": survey})


def _cookie(survey: Round) -> str:
    return f"survey-{survey.public_code}"


def _is_marked(request: HttpRequest, survey: Round) -> bool:
    return request.get_signed_cookie(_cookie(survey), default="") == MARK


def _marked(response: HttpResponse, survey: Round) -> HttpResponse:
    """Mark the device until the survey closes; the mark is the same for everybody."""
    days = (survey.closes_on - timezone.localdate()).days + 1 if survey.closes_on else 1
    response.set_signed_cookie(
        _cookie(survey),
        MARK,
        max_age=days * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


@office_required
def office_round_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the open link, show its QR code to print, remove it."""
    survey = get_round(request.user, pk)
    if request.method == "POST":
        change = remove_open_link if "remove" in request.POST else make_open_link
        change(survey, by=request.user)
        return redirect("office-round-link", pk)
    context = {"survey": survey, "address": _address(survey) if survey.public_code else ""}
    return render(request, "surveys/office_round_link.html", context)


@require_safe
@office_required
def round_link_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code as an SVG picture."""
    survey = get_round(request.user, pk)
    if not survey.public_code:
        raise NotFound(_("The round has no open link."))
    return HttpResponse(qr_svg(_address(survey)), content_type="image/svg+xml")


def _address(survey: Round) -> str:
    return settings.BASE_URL + reverse("open-survey", args=[survey.public_code])
