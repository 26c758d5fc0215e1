"""Beginning a practice, and one's own practices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.core.pages import page_of
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.teams import get_team
from talkoot.practices import actions, queries, rules
from talkoot.practices.forms.practice import StartPracticeForm
from talkoot.practices.models import Practice
from talkoot.practices.queries.owners import own_organisations
from talkoot.practices.queries.writing import STATE_KINDS

State = Practice.State


@login_required
def my_practices(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_practices(request.user))
    rows = [(row, STATE_KINDS.get(State(row.state), "wait")) for row in page]
    return render(request, "practices/my_practices.html", {"page": page, "practices": rows})


@login_required
@require_POST
def draft_practice(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft a practice of the engagement's records; the same button later opens that draft."""
    engagement = get_engagement(request.user, ref, can=rules.can_draft)
    practice = actions.draft_from_engagement(engagement, by=request.user)
    if not rules.can_edit(request.user, practice):
        messages.success(
            request, _("The practice has been drafted. The applicant completes and sends it.")
        )
        return redirect("office-practice", practice.slug)
    return redirect("my-practice", practice.slug)


@login_required
@require_POST
def draft_team_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a practice of what a team has told; the same button later opens that draft."""
    practice = actions.draft_from_team(get_team(request.user, pk), by=request.user)
    if not rules.can_edit(request.user, practice):
        messages.success(request, _("The practice has been drafted. Its author completes it."))
        return redirect(practice.team or "my-practices")
    return redirect("my-practice", practice.slug)


@login_required
def start_practice(request: HttpRequest) -> HttpResponse:
    organisations = own_organisations(request.user)
    if not organisations:
        rules.check_start(request.user, 0)
    form = StartPracticeForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        practice = actions.start_practice(**form.cleaned_data, by=request.user)
        return redirect("my-practice", practice.slug)
    return TemplateResponse(request, "practices/start_practice.html", {"form": form})
