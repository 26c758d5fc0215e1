"""The public read API: what everybody may read on the pages, as JSON. No persons, no sign-in.

This is its door: it counts requests, lets caches help, and loads the operations (routes.py) at the
first request, because their library takes 13 MB.
"""

import hashlib
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLResolver
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

MINUTE = 60
CACHED_SECONDS = 60
METHODS = ("GET", "HEAD", "OPTIONS")


@csrf_exempt
def api(request: HttpRequest, path: str) -> HttpResponse:
    """/api/v1/…: reads only, for everybody, from every site, without cookies."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
    elif request.method not in METHODS:
        response = _problem(405, "The API can only be read: use GET.")
    elif wait := _seconds_to_wait(request):
        response = _problem(429, "Too many requests within a minute. Wait and go on slowly.")
        response["Retry-After"] = str(wait)
    else:
        response = _answer(request, path)
    if response.status_code in (204, 405):
        response["Allow"] = ", ".join(METHODS)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


def _answer(request: HttpRequest, path: str) -> HttpResponse:
    request.method = "GET"
    with translation.override(_language(request)):
        try:
            match = _resolver().resolve(path.removesuffix("/") or "openapi.json")
        except Resolver404:
            return _problem(404, "There is nothing here. See /api/v1/openapi.json.")
        found = match.func(request, *match.args, **match.kwargs)
    if found.status_code != 200:
        return found
    etag = quote_etag(hashlib.sha256(found.content).hexdigest()[:32])
    found["ETag"] = etag
    found["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return get_conditional_response(request, etag=etag, response=found) or found


@lru_cache(maxsize=1)
def _resolver() -> URLResolver:
    from talkoot.home.api.routes import api as routes

    return URLResolver(RegexPattern(r"^"), list(routes.urls[0]))


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "fi")
    return asked if asked in dict(settings.LANGUAGES) else "fi"


def _seconds_to_wait(request: HttpRequest) -> int:
    """How long this network address has to wait; 0 while it has requests left."""
    most = settings.API_A_MINUTE
    if not most:
        return 0
    now = int(time.time())
    key = f"api:{request.META.get('REMOTE_ADDR', '')}:{now // MINUTE}"
    cache.add(key, 0, MINUTE * 2)
    try:
        count = cache.incr(key)
    except ValueError:  # The cache made room for something else.
        return 0
    return MINUTE - now % MINUTE if count > most else 0


def _problem(status: int, sentence: str) -> HttpResponse:
    answer: dict[str, Any] = {"detail": sentence}
    return JsonResponse(answer, status=status)
