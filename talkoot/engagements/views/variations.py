"""Varying the content of a service: the organisation wishes, the trainer answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.core.refusals import NotFound
from talkoot.engagements import rules
from talkoot.engagements.actions import variations as actions
from talkoot.engagements.forms.variations import VariationForm, WishForm
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.rules.stuck import can_take_part
from talkoot.experts.models import TrainerCurriculum


@login_required
def variations(request: HttpRequest, ref: str) -> HttpResponse:
    """The trainer's usual content, the wishes with their answers, and one more wish."""
    engagement = get_engagement(request.user, ref, can=can_take_part)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.wish_variation(engagement, wish=form.cleaned_data["wish"], by=request.user)
        messages.success(request, _("The trainer has got your wish and answers it here."))
        return redirect("variations", ref)
    offering = engagement.application.call.offering
    usual = TrainerCurriculum.objects.filter(
        supplier=engagement.expert.supplier_id, offering=offering
    ).first()
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "usual": usual,
        "rows": list(engagement.series.variations.all()),
        "may_wish": engagement.state in rules.GOING_ON,
        "may_answer": rules.can_record(request.user, engagement),
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "engagements/variations.html", context, status=status)


@login_required
def answer_variation(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The trainer, or the office on the trainer's behalf, documents what was agreed."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    row = engagement.series.variations.filter(pk=pk).first()
    if row is None:
        raise NotFound(_("There is no such wish. Open the engagement and choose it there."))
    form = VariationForm(request.POST or None, initial={"agreed": row.agreed or row.wish})
    if request.method == "POST" and form.is_valid():
        actions.answer_variation(engagement, row, by=request.user, **form.values())
        messages.success(request, _("The answer is kept and the organisation has been told."))
        return redirect("variations", ref)
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "row": row,
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "engagements/answer_variation.html", context, status=status)
