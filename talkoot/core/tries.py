"""Whoever tries one wrong link or code after another has to wait."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed, NotFound

Found = TypeVar("Found")
SECONDS = 600


def find_counting(
    request: HttpRequest,
    what: str,
    find: Callable[[], Found],
    *,
    most: int = 20,
    sentence: str = "",
) -> Found:
    """What `find()` returns; each NotFound of a network address counts as a wrong try of `what`.

    After `most` of them within ten minutes: NotAllowed with the `sentence`, status 429.
    """
    check_tries(
        request,
        what,
        most=most,
        sentence=sentence
        or _("Too many wrong links from here. Wait ten minutes and open your link again."),
    )
    try:
        return find()
    except NotFound:
        count_try(request, what)
        raise


def check_tries(request: HttpRequest, what: str, *, most: int, sentence: str) -> None:
    """Refuse with the `sentence`, status 429, after `most` tries of `what` within ten minutes."""
    if cache.get(_key(request, what), 0) >= most:
        raise NotAllowed(sentence, status=HTTPStatus.TOO_MANY_REQUESTS)


def count_try(request: HttpRequest, what: str) -> None:
    """One more try."""
    cache.add(_key(request, what), 0, SECONDS)
    cache.incr(_key(request, what))


def _key(request: HttpRequest, what: str) -> str:
    return f"{what}:{request.META.get('REMOTE_ADDR', '')}"
