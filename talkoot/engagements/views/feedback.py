"""When feedback on an engagement is asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from talkoot.engagements.actions.feedback import choose_feedback as choose
from talkoot.engagements.forms.feedback import FeedbackForm
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.rules import can_oversee
from talkoot.engagements.rules.delivery import check_choose_feedback, feedback_plan
from talkoot.people.access import office_required


@office_required
def choose_feedback(request: HttpRequest, ref: str) -> HttpResponse:
    """After each day, or once of the whole."""
    engagement = get_engagement(request.user, ref, can=can_oversee)
    check_choose_feedback(engagement)
    form = FeedbackForm(request.POST or None, initial={"plan": feedback_plan(engagement)})
    if request.method == "POST" and form.is_valid():
        choose(engagement, form.cleaned_data["plan"], by=request.user)
        messages.success(request, _("The choice was saved."))
        return redirect("engagement", ref)
    context = {"engagement": engagement, "application": engagement.application, "form": form}
    return TemplateResponse(request, "engagements/choose_feedback.html", context)
