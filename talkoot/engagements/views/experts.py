"""Declining an engagement, choosing another expert, and days bought afterwards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.engagements import rules
from talkoot.engagements.actions import declining as actions
from talkoot.engagements.actions.continuations import record_continuation
from talkoot.engagements.forms.experts import ChangeExpertForm, ContinuationForm, DeclineForm
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.rules.continuations import check_continuation
from talkoot.engagements.rules.declining import can_choose, check_decline, check_declined


@login_required
def decline_engagement(request: HttpRequest, ref: str) -> HttpResponse:
    """The expert, or the office on the expert's behalf, declines before a day is agreed."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    check_decline(engagement, is_told=True)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decline_engagement(engagement, **form.cleaned_data, by=request.user)
        messages.success(
            request,
            _("The engagement is declined. The applicant is asked to choose another expert."),
        )
        return redirect("engagement", ref)
    context = {"engagement": engagement, "application": engagement.application, "form": form}
    return TemplateResponse(request, "engagements/decline_engagement.html", context)


@login_required
def change_expert(request: HttpRequest, ref: str) -> HttpResponse:
    """The applicant chooses another expert; the office names the one chosen."""
    engagement = get_engagement(request.user, ref, can=can_choose)
    check_declined(engagement)
    is_office = rules.can_oversee(request.user, engagement)
    refusal = actions.open_refusal(engagement)
    initial = {"expert": str(refusal.chosen_id or ""), "reason": refusal.chosen_reason}
    form = ChangeExpertForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        engagement=engagement,
        refusal=refusal,
        is_office=is_office,
    )
    if request.method == "POST" and form.is_valid():
        if is_office:
            actions.name_another(engagement, **form.cleaned_data, by=request.user)
            messages.success(request, _("The new expert is named, and the parties are told."))
        else:
            actions.choose_another(engagement, **form.cleaned_data, by=request.user)
            messages.success(
                request, _("Thank you. The programme office confirms your choice by e-mail.")
            )
        return redirect("engagement", ref)
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "form": form,
        "refusal": refusal,
        "is_office": is_office,
    }
    return TemplateResponse(request, "engagements/change_expert.html", context)


@login_required
def record_continuation_purchase(request: HttpRequest, ref: str) -> HttpResponse:
    """Days that the client has bought afterwards, and one more to record."""
    engagement: Engagement = get_engagement(request.user, ref, can=rules.can_record)
    check_continuation(engagement, bought_on=timezone.localdate(engagement.created_at))
    form = ContinuationForm(
        request.POST if request.method == "POST" else None, engagement=engagement
    )
    if request.method == "POST" and form.is_valid():
        record_continuation(engagement, **form.cleaned_data, by=request.user)
        messages.success(request, _("The further days are recorded."))
        return redirect("record-continuation-purchase", ref)
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "form": form,
        "rows": engagement.continuations.all(),
    }
    return TemplateResponse(request, "engagements/record_continuation_purchase.html", context)
