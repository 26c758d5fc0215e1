"""Picked lists of practices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.core.access import fetch
from talkoot.practices.models import CuratedList
from talkoot.practices.queries.lists import listed_practices, public_lists
from talkoot.practices.rules.lists import can_read_list


@require_safe
def curated_lists(request: HttpRequest) -> HttpResponse:
    return render(request, "practices/curated_lists.html", {"lists": public_lists()})


@require_safe
def curated_list(request: HttpRequest, pk: int) -> HttpResponse:
    rows = CuratedList.objects.select_related("programme")
    curated = fetch(rows, request.user, can_read_list, pk=pk)
    context = {"curated": curated, "practices": listed_practices(curated)}
    return render(request, "practices/curated_list.html", context)
