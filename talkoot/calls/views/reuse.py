"""Going on from an earlier case, and what an organisation has told of itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls import rules
from talkoot.calls.actions import facts as fact_actions
from talkoot.calls.actions.reuse import continue_application as continue_from
from talkoot.calls.facts_forms import FactsForm
from talkoot.calls.queries import get_application, get_call, open_calls
from talkoot.calls.queries.facts import fact_items, facts_of
from talkoot.calls.queries.writing import left_behind
from talkoot.calls.rules.facts import can_see_facts
from talkoot.calls.rules.reuse import check_continue
from talkoot.core.access import fetch
from talkoot.people.models import Organisation


@login_required
def continue_application(request: HttpRequest, ref: str) -> HttpResponse:
    """GET lists the open calls; POST starts an application to one with the earlier answers."""
    earlier = get_application(request.user, ref, can=rules.can_edit)
    check_continue(earlier)
    if request.method != "POST":
        calls = open_calls(timezone.now()).exclude(questionnaire=None)
        context = {
            "earlier": earlier,
            "calls": calls.select_related("offering__programme"),
        }
        return render(request, "calls/continue.html", context)
    call = get_call(request.POST.get("call", ""))
    application = continue_from(earlier, call, by=request.user)
    messages.success(
        request,
        _("Your earlier answers are filled in. Check each step: much may have changed since then."),
    )
    return redirect("application-step", application.ref, rules.first_step(application))


@login_required
def organisation_facts(request: HttpRequest, key: str) -> HttpResponse:
    """What is filled in for the organisation next time: its contact corrects and deletes."""
    organisation = fetch(Organisation.objects.all(), request.user, can_see_facts, key=key)
    facts = facts_of(organisation)
    items = fact_items(facts)
    form = FactsForm(items, facts, request.POST or None)
    if request.method == "POST":
        code = request.POST.get("delete", "")
        if code in facts:
            fact_actions.delete_fact(facts[code], by=request.user)
            messages.success(request, _("The fact was deleted. It is not filled in any more."))
            return redirect("organisation-facts", key)
        if form.is_valid():
            _correct(form, facts, request.user)
            messages.success(request, _("The facts were saved."))
            return redirect("organisation-facts", key)
    context = {
        "organisation": organisation,
        "form": form,
        "rows": form.rows(),
        "left": left_behind(organisation.pk),
    }
    return TemplateResponse(request, "calls/organisation_facts.html", context)


def _correct(form: FactsForm, facts: dict[str, Any], user: Any) -> None:
    for code, value in form.answers().items():
        if code in facts and facts[code].value != value:
            fact_actions.correct_fact(facts[code], value=value, by=user)
