"""Results of a round, of a service and of a programme, for the programme office."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.audit.queries import history_of
from talkoot.people.access import office_required
from talkoot.surveys import pictures, queries, result_pages, results
from talkoot.surveys.actions.deliveries import DELIVERED
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.models import Round
from talkoot.surveys.results import Audience

STATE_KINDS: dict[str, str] = {Round.State.OPEN: "info", Round.State.CLOSED: "ok"}


@office_required
def round_results(request: HttpRequest, pk: int) -> HttpResponse:
    survey = queries.get_round(request.user, pk)
    whole = results.of_round(survey, Audience.OFFICE)
    is_split = survey.state == Round.State.CLOSED or survey.mode == Round.Mode.IDENTIFIED
    dimensions = survey.split_by if is_split else []
    dimension = request.GET.get("by", "")
    dimension = dimension if dimension in dimensions else ""
    context: dict[str, Any] = {
        "survey": survey,
        "state_kind": STATE_KINDS.get(survey.state, "wait"),
        "results": whole,
        "orders": result_pages.dimension_links(dimensions, dimension, "?by="),
        "dimension": DIMENSIONS.get(dimension, dimension),
        "texts": result_pages.open_questions(survey, whole),
        "deliveries": history_of(survey).filter(key=DELIVERED),
    }
    if whole.is_hidden:
        context["blocks"] = []
    elif dimension:
        context["blocks"] = result_pages.by_dimension([survey], whole.items, dimension)
    else:
        found = results.pairs(survey, Audience.OFFICE)
        context["blocks"] = [*pictures.blocks_of(whole.items), *pictures.pair_blocks(found)]
    return render(request, "surveys/round_results.html", context)


@office_required
def programme_results(request: HttpRequest, slug: str) -> HttpResponse:
    programme = result_pages.get_programme(request.user, slug)
    views = result_pages.views_of(result_pages.rounds_for(request.user, programme))
    context = {
        "programme": programme,
        "services": result_pages.services_of(programme, views),
        **_looked_at(request, views),
    }
    return render(request, "surveys/programme_results.html", context)


@office_required
def service_results(request: HttpRequest, slug: str, service: str) -> HttpResponse:
    offering = result_pages.get_service(request.user, slug, service)
    rounds = result_pages.rounds_for(request.user, offering.programme, offering)
    context = {
        "service": offering,
        "programme": offering.programme,
        **_looked_at(request, result_pages.views_of(rounds)),
    }
    return render(request, "surveys/service_results.html", context)


def _looked_at(request: HttpRequest, views: Sequence[result_pages.View]) -> dict[str, Any]:
    """The view that the address names, or both viewpoints side by side, with the links."""
    pair = result_pages.viewpoints(views)
    wanted = request.GET.get("view", "")
    is_pair = pair is not None and wanted == result_pages.SIDES
    chosen = None if is_pair else result_pages.chosen_view(views, wanted)
    return {
        "views": result_pages.view_links(views, chosen, has_sides=pair is not None),
        "chosen": chosen,
        "code": chosen.code if chosen else result_pages.SIDES,
        "sides": result_pages.sides(pair) if pair and is_pair else None,
        **(result_pages.shown(chosen, request.GET.get("by", "")) if chosen else {}),
    }
