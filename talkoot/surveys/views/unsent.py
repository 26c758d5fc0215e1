"""An answer that came too late, twice or by a replaced link: what was typed is shown, not lost."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from talkoot.core.kept import AUTOSAVE
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.surveys import rules
from talkoot.surveys.forms import SurveyForm
from talkoot.surveys.models import Round
from talkoot.surveys.queries import survey_items
from talkoot.surveys.texts import answer_text

_signer = Signer(salt="talkoot.surveys.round")


def round_seal(survey: Round) -> str:
    """Carried by each page, so that its questions are known when the link no longer is."""
    return _signer.sign(survey.pk)


def unsent(
    request: HttpRequest,
    refusal: NotAllowed | NotFound,
    survey: Round | None = None,
    kept: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The refusal's sentence with what was typed, to copy. Nothing was stored.

    Without a `survey` the link is not known; `kept` is the draft.
    """
    sealed = survey or _sealed_round(request)
    if request.method != "POST" or sealed is None:
        raise refusal
    if survey is None:
        refusal = _closed(sealed) or refusal
    status = refusal.status if isinstance(refusal, NotAllowed) else HTTPStatus.NOT_FOUND
    if AUTOSAVE in request.headers:
        return JsonResponse({"text": refusal.sentence}, status=status)
    typed = _typed(request, sealed, dict(kept or {}))
    context = {
        "survey": sealed,
        "sentence": refusal.sentence,
        "typed": "\n\n".join(f"{question}\n{answer}" for question, answer in typed),
        "line_count": min(20, 3 * len(typed) + 1),
    }
    return render(request, "surveys/survey_unsent.html", context, status=status)


def _sealed_round(request: HttpRequest) -> Round | None:
    try:
        pk = _signer.unsign(request.POST.get("round", ""))
    except BadSignature:
        return None
    rows = Round.objects.select_related("programme", "questionnaire")
    return rows.filter(pk=pk).first()


def _closed(survey: Round) -> NotAllowed | None:
    """That the survey has closed says more than that the link is not known any more."""
    try:
        rules.check_open(survey, on=timezone.localdate())
    except NotAllowed as refusal:
        return refusal
    return None


def _typed(request: HttpRequest, survey: Round, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """[(question, answer in words)]: of this page as typed, of the others as they were kept."""
    items = survey_items(survey)
    form = SurveyForm(items, request.POST, answers=kept, is_draft=True)
    form.is_valid()
    answers = {**kept, **{k: v for k, v in form.answers().items() if rules.has_answer(v)}}
    rows = []
    for item in items:
        text = answer_text(item, answers.get(item.code))
        if item.code in form.errors:  # What cannot be read is shown as it was typed.
            names = [n for n in request.POST if n == item.code or n.startswith(f"{item.code}.")]
            text = "\n".join(str(one) for name in names for one in request.POST.getlist(name))
        if text:
            rows.append((item.text, text))
    return rows
