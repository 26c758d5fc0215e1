"""The product's addresses and one more: the bare list that every page is compared with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from talkoot.config.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)
from talkoot.practices.models import Practice


def bare_list(request: HttpRequest) -> HttpResponse:
    """Two queries, a page of 24 rows, a template without any of our components."""
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED)
    context = {"count": rows.count(), "rows": rows.order_by("-published_at", "-pk")[:24]}
    return render(request, "bare_list.html", context)


urlpatterns = [path("bench/bare/", bare_list), *urlpatterns]
