"""Requests to change a decision: the office's queue and decision, the applicant's own pages."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.decisions.actions import reconsideration as actions
from talkoot.decisions.actions import undo_request
from talkoot.decisions.forms import ReconsiderationForm, RegisteredRequestForm, RequestForm
from talkoot.decisions.messages.reconsideration import kind_of
from talkoot.decisions.messages.remedy import counting
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.queries import remedy as queries
from talkoot.decisions.rules import check_sign
from talkoot.decisions.rules import reconsideration as rules
from talkoot.decisions.rules.in_force import has_left
from talkoot.decisions.rules.parties import can_decide
from talkoot.decisions.rules.remedy import deadline_of, effective_calculation, regime_of
from talkoot.decisions.summary import rows_of
from talkoot.people.access import office_required
from talkoot.programmes.models import RemedyRegime

KINDS = {"received": "info", "decided": "ok", "withdrawn": "wait"}


@login_required
def request_reconsideration(request: HttpRequest, ref: str) -> HttpResponse:
    """A party asks to have the decision changed: the lead, or an organisation that joined."""
    decision = queries.get_signed(request.user, ref)
    application = decision.application
    organisation = rules.party_of(request.user, application)
    assert organisation is not None  # get_signed has let the person in by it.
    sent_at = queries.sent_at(decision)
    party = rules.own_party(organisation, application)
    rules.check_request(decision, sent_at, party)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.request_reconsideration(
            decision, **form.cleaned_data, organisation=organisation, by=request.user
        )
        messages.success(request, _("Your request has arrived. Its receipt comes by e-mail."))
        return redirect("my-reconsideration", made.pk)
    context = {"form": form, "party": party, **_instruction(decision, sent_at)}
    return TemplateResponse(request, "decisions/request_reconsideration.html", context)


@office_required
def register_reconsideration(request: HttpRequest, ref: str) -> HttpResponse:
    """The office registers a request that came by post or e-mail."""
    decision = queries.get_signed(request.user, ref, can=rules.can_register)
    sent_at = queries.sent_at(decision)
    parties = queries.parties_that_may_ask(decision)
    rules.check_registered(decision, sent_at, parties)
    form = RegisteredRequestForm(
        request.POST if request.method == "POST" else None, parties=parties
    )
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        arrived = datetime.datetime.combine(words.pop("received_on"), datetime.time(12))
        made = actions.request_reconsideration(
            decision, **words, received_at=timezone.make_aware(arrived), by=request.user
        )
        number = {"number": made.number}
        messages.success(request, _("The request is registered as %(number)s.") % number)
        return redirect("office-reconsideration", made.pk)
    context = {"form": form, **_instruction(decision, sent_at)}
    return TemplateResponse(request, "decisions/register_reconsideration.html", context)


def _instruction(decision: Decision, sent_at: Any) -> dict[str, Any]:
    """The decision, its last day and whether that has passed."""
    calculation = effective_calculation(decision, sent_at)
    last_day = deadline_of(calculation) if calculation else decision.remedy_deadline_on
    return {
        "decision": decision,
        "application": decision.application,
        "last_day": last_day,
        "is_late": last_day is not None and timezone.localdate() > last_day,
        "is_private": regime_of(decision) == RemedyRegime.PRIVATE,
        "counting": rows_of(counting(calculation)),
    }


@require_safe
@login_required
def my_reconsideration(request: HttpRequest, pk: int) -> HttpResponse:
    """The request, its state and, when it has left, its decision."""
    asked = queries.get_my_reconsideration(request.user, pk)
    context = _shown(asked)
    if asked.state == Reconsideration.State.DECIDED and not has_left(asked):
        # The applicant hears of the decision from its letter.
        context |= {"tag": "info", "is_being_finished": True}
    own = rules.party_of(request.user, asked.decision.application)
    context["is_own"] = own is not None and own.pk == asked.organisation.pk
    return render(request, "decisions/my_reconsideration.html", context)


@require_POST
@login_required
def withdraw_reconsideration(request: HttpRequest, pk: int) -> HttpResponse:
    asked = queries.get_my_reconsideration(request.user, pk)
    actions.withdraw_reconsideration(asked, by=request.user)
    messages.success(request, _("The request has been withdrawn."))
    return redirect("my-reconsideration", pk)


def _shown(asked: Reconsideration) -> dict[str, Any]:
    return {
        "asked": asked,
        "application": asked.decision.application,
        "kind": kind_of(asked),
        "tag": KINDS[asked.state],
        "is_open": asked.state == Reconsideration.State.RECEIVED,
    }


@require_safe
@office_required
def office_reconsiderations(request: HttpRequest) -> HttpResponse:
    """What has been asked for, what waits and whether it came in time."""
    page = page_of(request, queries.office_reconsiderations(request.user))
    return render(request, "decisions/office_reconsiderations.html", {"page": page, "kinds": KINDS})


@office_required
def office_reconsideration(request: HttpRequest, pk: int) -> HttpResponse:
    """The request and its decision: written, confirmed and signed here."""
    asked = queries.get_reconsideration(request.user, pk)
    if request.method != "POST":
        # What was undone is there to be corrected.
        form = ReconsiderationForm(request=asked, initial={"reasons": asked.reasons})
        return _office_page(request, asked, form)
    form = ReconsiderationForm(request.POST, request=asked)
    check_sign(request.user, asked.decision.application)
    if not form.is_valid():
        return _office_page(request, asked, form)
    if request.POST.get("step") == "sign":
        actions.decide_reconsideration(asked, **form.cleaned_data, by=request.user)
        messages.success(request, _("The decision on the request is signed."))
        return redirect("office-reconsideration", pk)
    outcome = Reconsideration.Outcome(form.cleaned_data["outcome"]).label
    context = _shown(asked) | {"form": form, "outcome": outcome}
    return render(request, "decisions/sign_reconsideration.html", context)


@office_required
def undo_reconsideration(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the decision on the request back."""
    asked = queries.get_reconsideration(request.user, pk)
    check_sign(request.user, asked.decision.application)
    rules.check_undo(asked, queries.mails_of_request(asked))
    if request.method == "POST":
        undo_request.undo_reconsideration(asked, by=request.user)
        messages.success(request, _("The decision has been undone. Its number is not used again."))
        return redirect("office-reconsideration", pk)
    crumbs = [
        (_("Requests"), reverse("office-reconsiderations")),
        (asked.number, reverse("office-reconsideration", args=[pk])),
    ]
    context = _shown(asked) | {"crumbs": crumbs}
    return render(request, "decisions/undo_reconsideration.html", context)


def _office_page(
    request: HttpRequest, asked: Reconsideration, form: ReconsiderationForm
) -> HttpResponse:
    context = _shown(asked) | {
        "form": form,
        "may_sign": can_decide(request.user, asked.decision.application),
        "can_undo": rules.can_undo(asked, queries.mails_of_request(asked)),
        "must_be_left": rules.must_be_left(asked),
        "has_same_decider": regime_of(asked.decision) == RemedyRegime.PRIVATE
        and rules.has_same_decider(request.user, asked),
        "counting": rows_of(counting(asked.decision.remedy_calculation)),
        "crumbs": [(_("Requests"), reverse("office-reconsiderations"))],
    }
    return TemplateResponse(request, "decisions/office_reconsideration.html", context)
