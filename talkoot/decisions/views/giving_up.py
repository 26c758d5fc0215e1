"""The applicant gives up what was granted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.decisions.actions.giving_up import give_up_grant as give_up
from talkoot.decisions.forms import GiveUpForm
from talkoot.decisions.queries import giving_up as queries
from talkoot.decisions.rules.giving_up import check_give_up
from talkoot.decisions.rules.in_force import in_force


@login_required
def give_up_grant(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, with what follows from it; then the engagement ends."""
    application = queries.get_granted(request.user, ref)
    grant = queries.grant_of(application)
    check_give_up(application, grant.engagement, is_told=grant.is_told, starts_at=grant.starts_at)
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        give_up(application, **form.cleaned_data, by=request.user)
        messages.success(
            request, _("What was granted has been given up. Those concerned are told.")
        )
        return redirect("my-application", ref)
    context = {
        "application": application,
        "form": form,
        "engagement": grant.engagement,
        "starts_at": grant.starts_at,
        "granted": in_force(grant.decision) if grant.decision else None,
    }
    return TemplateResponse(request, "decisions/give_up_grant.html", context)
