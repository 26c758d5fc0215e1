"""The yearly question by a mailed link: opening it changes nothing, one button answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from talkoot.core.refusals import NotFound
from talkoot.core.tries import find_counting
from talkoot.practices.actions.checks import answer_check
from talkoot.practices.models import StillInUse
from talkoot.practices.queries.checks import get_check
from talkoot.practices.rules.checks import check_answer


@never_cache
def still_in_use(request: HttpRequest, token: str, answer: str) -> HttpResponse:
    """GET shows the answer with its button, POST keeps it; mail programs that open links do not."""
    check = find_counting(request, "still-in-use", lambda: _found(token, answer))
    check_answer(check.practice, check)
    is_done = request.method == "POST"
    if is_done:
        answer_check(check, answer)
    others = [row for row in StillInUse.Answer if row != answer]
    context = {
        "check": check,
        "practice": check.practice,
        "answer": StillInUse.Answer(answer),
        "others": others,
        "is_done": is_done,
        "token": token,
    }
    return render(request, "practices/still_in_use.html", context)


def _found(token: str, answer: str) -> StillInUse:
    if answer not in StillInUse.Answer.values:
        raise NotFound("")
    return get_check(token)
