"""What an organisation answered itself, beside everybody's answers, for its own people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from talkoot.core.access import fetch
from talkoot.people.models import Organisation
from talkoot.people.rules import is_confirmed_member
from talkoot.surveys import result_pages


@login_required
def my_results(request: HttpRequest, key: str) -> HttpResponse:
    """Only for those whose membership has been confirmed: anybody may declare one."""
    organisation = fetch(Organisation.objects.all(), request.user, _is_own, key=key)
    rounds = result_pages.organisation_rounds(request.user, organisation)
    wanted = request.GET.get("round", "")
    newest = rounds[0] if rounds else None
    survey = next((row for row in rounds if str(row.pk) == wanted), newest)
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


def _is_own(user: Any, organisation: Organisation) -> bool:
    return is_confirmed_member(user, organisation.pk)
