"""Rounds for the programme office: the list, one round, and who is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.pages import page_of
from talkoot.people.access import office_required
from talkoot.programmes.queries import office_programmes
from talkoot.surveys import round_pages, round_queries
from talkoot.surveys.inviting import invitations_for
from talkoot.surveys.models import Invitation, Round
from talkoot.surveys.rates import percent, rate_tables
from talkoot.surveys.rules import sending
from talkoot.surveys.rules.repeating import is_about_programme


@require_safe
@office_required
def office_rounds(request: HttpRequest) -> HttpResponse:
    """The office's rounds. `?state=`, `?programme=`, `?plan=` and `?q=` narrow the list."""
    asked = {name: request.GET.get(name, "") for name in ("state", "programme", "plan")}
    search = request.GET.get("q", "").strip()
    page = page_of(request, round_queries.office_rounds(request.user, **asked, search=search))
    context = {
        "page": page,
        "rounds": [
            (row, round_pages.STATE_KINDS.get(row.state, "wait"), sending.is_emptied(row))
            for row in round_queries.with_counts(page.object_list)
        ],
        "states": Round.State.choices,
        "programmes": list(office_programmes(request.user)),
        "asked": asked,
        "q": search,
        "is_narrowed": bool(search or any(asked.values())),
    }
    return render(request, "surveys/office_rounds.html", context)


@require_safe
@office_required
def office_round(request: HttpRequest, pk: int) -> HttpResponse:
    """How the round is sent, how many have answered, and what can be done with it."""
    survey = round_queries.get_round(request.user, pk)
    progress = round_queries.progress_of(survey)
    is_planned = survey.state == Round.State.PLANNED
    cells = [] if is_planned else round_queries.invited_cells(survey)
    context = {
        "survey": survey,
        "state_kind": round_pages.STATE_KINDS.get(survey.state, "wait"),
        "is_planned": is_planned,
        "is_open": survey.state == Round.State.OPEN,
        "is_by_hand": round_pages.is_by_hand(survey),
        "is_about_programme": is_about_programme(survey),
        "is_protected": sending.is_protected(survey),
        "empty": sending.empty_sentence() if sending.is_emptied(survey) else "",
        "facts": round_pages.facts_of(survey),
        "progress": progress,
        "unsent": progress.invited - progress.sent if not is_planned else 0,
        "response_percent": percent(progress.answered, progress.invited),
        "rates": rate_tables(survey, cells),
    }
    return render(request, "surveys/office_round.html", context)


@require_safe
@office_required
def round_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is asked and why, and who is left out and why. `?standing=` narrows the list."""
    survey = round_queries.get_round(request.user, pk)
    standing = request.GET.get("standing", "")
    is_preview = survey.state == Round.State.PLANNED and survey.plan_id is not None
    rows: Any
    if is_preview:
        everybody = invitations_for(survey)
        rows = [row for row in everybody if standing in ("", row.standing)]
        numbers = {
            code: sum(row.standing == code for row in everybody)
            for code in Invitation.Standing.values
        }
    else:
        rows = round_queries.round_people(survey, standing=standing)
        numbers = round_queries.progress_of(survey).standings
    page = page_of(request, rows, size=50)
    context = {
        "survey": survey,
        "page": page,
        "rows": round_pages.people_rows(survey, page),
        "is_preview": is_preview,
        "is_protected": sending.is_protected(survey),
        "standings": [
            (code, label, numbers.get(code, 0))
            for code, label in Invitation.Standing.choices
            if numbers.get(code)
        ],
        "standing": standing,
    }
    return render(request, "surveys/round_people.html", context)
