"""Pages on which the expert records the day and its report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.engagements import actions, rules
from talkoot.engagements.forms import AgreeDayForm, ReportDayForm
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import first_session, get_engagement


@login_required
def agree_day(request: HttpRequest, ref: str) -> HttpResponse:
    """Record or move the agreed day; the applicant gets a mail."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    rules.check_agree(engagement)
    form = AgreeDayForm(request.POST or None, initial=_agreed(engagement))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.agree_day(
            engagement,
            starts_at=chosen["starts_at"],
            ends_at=chosen["ends_at"],
            mode=chosen["mode"],
            place=chosen["place"],
            by=request.user,
        )
        messages.success(request, _("The day is recorded and the applicant has been told."))
        return redirect("engagement", ref)
    context = {"engagement": engagement, "application": engagement.application, "form": form}
    return TemplateResponse(request, "engagements/agree_day.html", context)


@login_required
def report_day(request: HttpRequest, ref: str) -> HttpResponse:
    """Record who were present and what came of the day; the feedback request goes out."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    session = first_session(engagement)
    rules.check_report(engagement, session.starts_at)
    form = ReportDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        actions.report_day(
            engagement,
            counts=form.counts(),
            done=chosen["done"],
            results=chosen["results"],
            next_steps=chosen["next_steps"],
            by=request.user,
        )
        messages.success(
            request, _("Thank you, the day is reported. The applicant is now asked for feedback.")
        )
        return redirect("engagement", ref)
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "session": session,
        "form": form,
    }
    return TemplateResponse(request, "engagements/report_day.html", context)


def _agreed(engagement: Engagement) -> dict[str, Any]:
    """What has been agreed earlier, as the form's starting values."""
    session = first_session(engagement)
    if session.starts_at is None or session.ends_at is None:
        return {"mode": session.mode}
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "mode": session.mode,
        "place": session.place,
    }
