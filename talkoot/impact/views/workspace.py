"""The read-only workspace of those who study a programme."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.impact.queries import workspace as queries
from talkoot.outreach.onward import ways_onward
from talkoot.surveys.actions import deliveries
from talkoot.surveys.groups import DIMENSIONS
from talkoot.surveys.results import Audience
from talkoot.surveys.views.result_files import FILES, ZIP_TYPE


@require_safe
@login_required
def workspace(request: HttpRequest) -> HttpResponse:
    """The programmes that the person studies."""
    programmes = list(queries.studied_programmes(request.user))
    if not programmes:
        raise NotAllowed(
            _(
                "This page is for those who evaluate or steer a programme. Ask the programme "
                "office for the right to read."
            ),
            status=HTTPStatus.FORBIDDEN,
        )
    return render(request, "impact/workspace.html", {"programmes": programmes})


@require_safe
@login_required
def workspace_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's figures, chain, findings and the results of its closed surveys."""
    programme = queries.get_studied(request.user, slug)
    context = {
        "programme": programme,
        "onward": ways_onward(request.user, programme),
        "rounds": queries.closed_rounds(request.user, programme),
        "may_have_answers": queries.can_have_answers(request.user, programme),
    }
    return render(request, "impact/workspace_programme.html", context)


@require_safe
@login_required
def workspace_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The results of a closed round as a file, small groups hidden as from everybody.

    Those who answered were told that the office alone sees their organisation's answers.
    """
    survey = queries.get_closed_round(request.user, pk)
    if kind not in FILES:
        raise NotFound(_("The results come as CSV, XLSX or PDF. Choose one of them."))
    make, media_type, ending = FILES[kind]
    return _file(
        make([survey], Audience.PUBLIC, survey.title), media_type, f"{_('results')}-{pk}.{ending}"
    )


@require_POST
@login_required
def workspace_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Single answers of a closed round without names, to an evaluator; the log tells of it."""
    survey = queries.get_closed_round(request.user, pk)
    if not queries.can_have_answers(request.user, survey.programme):
        raise NotAllowed(
            _("Single answers are given to the external evaluator alone. The results are yours."),
            status=HTTPStatus.FORBIDDEN,
        )
    names = {name: capfirst(str(words)) for name, words in DIMENSIONS.items()}
    content = deliveries.deliver(survey, names=names, by=request.user)
    return _file(content, ZIP_TYPE, f"{_('answers')}-{pk}.zip")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
