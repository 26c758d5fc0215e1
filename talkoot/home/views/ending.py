"""A programme ends: what is open, what goes on by itself, and who keeps the records."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.home import actions, ending, rules
from talkoot.home.forms import EndForm
from talkoot.people.access import office_required
from talkoot.people.rules import is_decision_maker
from talkoot.programmes.models import Programme


@office_required
def end_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """GET tells what is under way; POST ends the programme, or hands an ended one's records on."""
    rows = Programme.objects.select_related("office")
    programme = fetch(rows, request.user, rules.can_see_ending, slug=slug)
    form = EndForm(request.POST or None, programme=programme, keepers=ending.keepers())
    matters = ending.open_matters(programme, timezone.now())
    if request.method == "POST" and form.is_valid():
        actions.end_programme(programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. What is public stays public."))
        return redirect(programme)
    context: dict[str, Any] = {
        "programme": programme,
        "has_ended": programme.state == Programme.State.ENDED,
        "matters": matters,
        "is_free": not any(matter.must_be_done for matter in matters),
        "surveys": ending.coming_surveys(programme),
        "form": form if is_decision_maker(request.user, programme.office_id) else None,
    }
    return TemplateResponse(request, "home/end_programme.html", context)
