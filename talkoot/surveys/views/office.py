"""Rounds and their results, for the programme office."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from talkoot.core.pages import page_of
from talkoot.people.rules import check_office
from talkoot.surveys import queries
from talkoot.surveys.forms import choices_of
from talkoot.surveys.models import Item, Round
from talkoot.surveys.queries import ItemResult
from talkoot.surveys.rules import LEAST_ANSWERS

STATE_KINDS = {Round.State.OPEN: "info", Round.State.CLOSED: "ok"}


@login_required
def office_rounds(request: HttpRequest) -> HttpResponse:
    check_office(request.user)
    page = page_of(request, queries.office_rounds(request.user))
    kinds = [(row, STATE_KINDS.get(row.state, "wait")) for row in page]
    return render(request, "surveys/office_rounds.html", {"page": page, "rounds": kinds})


@login_required
def office_round(request: HttpRequest, pk: int) -> HttpResponse:
    survey = queries.get_round(request.user, pk)
    results = queries.round_results(survey)
    context = {
        "survey": survey,
        "results": results,
        "state_kind": STATE_KINDS.get(survey.state, "wait"),
        "least": LEAST_ANSWERS,
        "choice_items": [_row(result) for result in results.items if not _is_text(result)],
        "text_items": [result for result in results.items if _is_text(result)],
    }
    return render(request, "surveys/office_round.html", context)


def _is_text(result: ItemResult) -> bool:
    return result.item.kind == Item.Kind.TEXT


def _row(result: ItemResult) -> dict[str, Any]:
    """The item's key number in words and the distribution beside it."""
    choices = choices_of(result.item.kind)
    if result.item.kind == Item.Kind.GRADE:
        measure = _("Mean, of 5")
    elif result.item.kind == Item.Kind.EFFECT:
        measure = _("Positive, the two best steps")
    else:
        measure = _("Answered yes")
    bars = [{"label": label, "value": result.counts.get(value, 0)} for value, label in choices]
    return {"result": result, "measure": measure, "bars": bars}
