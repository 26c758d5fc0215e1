"""What an organisation answered itself, beside everybody's answers, for its own people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talkoot.core.access import fetch
from talkoot.core.exports import XLSX_TYPE
from talkoot.core.refusals import NotFound
from talkoot.people.models import Organisation
from talkoot.people.rules import is_confirmed_member
from talkoot.surveys import result_pages
from talkoot.surveys.exports import own
from talkoot.surveys.models import Round
from talkoot.surveys.views.result_files import send_file

FILES = {
    "xlsx": (own.own_workbook, XLSX_TYPE),
    "pdf": (own.own_pdf, "application/pdf"),
}


@login_required
def my_results(request: HttpRequest, key: str) -> HttpResponse:
    """Only for those whose membership has been confirmed: anybody may declare one."""
    organisation = fetch(Organisation.objects.all(), request.user, _is_own, key=key)
    rounds = result_pages.organisation_rounds(request.user, organisation)
    survey = _chosen(request, rounds)
    context: dict[str, Any] = {
        "organisation": organisation,
        "survey": survey,
        "rounds": [
            {"text": row.title, "url": f"?round={row.pk}", "current": row is survey}
            for row in rounds
        ],
        **(result_pages.beside_all(survey, organisation) if survey else {}),
    }
    return render(request, "surveys/my_results.html", context)


@login_required
@require_GET
def my_results_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The round that the page shows, as a file."""
    organisation = fetch(Organisation.objects.all(), request.user, _is_own, key=key)
    if kind not in FILES:
        raise NotFound(_("Your results come as XLSX or PDF. Choose one on the results page."))
    survey = _chosen(request, result_pages.organisation_rounds(request.user, organisation))
    if survey is None:
        raise NotFound(_("Your organisation has no answers by name, so there is no file of them."))
    make, media_type = FILES[kind]
    name = f"{_('results')}-{organisation.key}-{survey.pk}.{kind}"
    return send_file(make(survey, organisation), media_type, name)


def _chosen(request: HttpRequest, rounds: list[Round]) -> Round | None:
    """The round that the address names, else the newest."""
    wanted = request.GET.get("round", "")
    newest = rounds[0] if rounds else None
    return next((row for row in rounds if str(row.pk) == wanted), newest)


def _is_own(user: Any, organisation: Organisation) -> bool:
    return is_confirmed_member(user, organisation.pk)
