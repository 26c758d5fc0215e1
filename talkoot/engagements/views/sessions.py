"""Pages on which the expert or the office plans, moves and cancels sessions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.refusals import NotAllowed
from talkoot.engagements import rules
from talkoot.engagements.actions import sessions as actions
from talkoot.engagements.actions.substitutes import name_substitute as name
from talkoot.engagements.actions.substitutes import remove_substitute
from talkoot.engagements.forms.sessions import (
    AgreeDayForm,
    CancelSessionForm,
    SessionForm,
    SubstituteForm,
)
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.delivery import get_session, substitutes_for
from talkoot.engagements.rules import delivery
from talkoot.engagements.rules.hours import meter_of
from talkoot.engagements.rules.substitutes import check_session, holder_of
from talkoot.events.models import Session


@login_required
def agree_day(request: HttpRequest, ref: str) -> HttpResponse:
    """Plan one or more sessions; the applicant gets a mail."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    rules.check_agree(engagement)
    form = AgreeDayForm(request.POST or None, engagement=engagement, initial=_earlier(engagement))
    if request.method == "POST" and form.is_valid():
        planned = actions.plan_sessions(
            engagement,
            times=form.times(),
            is_identical=form.cleaned_data["is_identical"],
            by=request.user,
            **form.agreed(),
        )
        messages.success(
            request,
            ngettext(
                "The session is agreed and the applicant has been told.",
                "%(count)s sessions are agreed and the applicant has been told.",
                len(planned),
            )
            % {"count": len(planned)},
        )
        return redirect("engagement", ref)
    return _page(request, "engagements/agree_day.html", engagement, form)


@login_required
def move_day(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    """Change the time or place of an agreed session; the applicant gets a mail."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    session = get_session(engagement, order)
    delivery.check_move(engagement, session)
    form = SessionForm(
        request.POST or None, engagement=engagement, session=session, initial=_agreed(session)
    )
    if request.method == "POST" and form.is_valid():
        [(starts_at, ends_at)] = form.times()
        actions.move_session(
            engagement,
            session,
            starts_at=starts_at,
            ends_at=ends_at,
            by=request.user,
            **form.agreed(),
        )
        messages.success(request, _("The session was changed and the applicant has been told."))
        return redirect("engagement", ref)
    return _page(request, "engagements/move_day.html", engagement, form, session=session)


@login_required
def cancel_day(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    """Cancel an agreed session with its reason; its hours are free again."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    session = get_session(engagement, order)
    delivery.check_move(engagement, session)
    form = CancelSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.cancel_session(engagement, session, reason=reason, by=request.user)
        messages.success(request, _("The session is cancelled. Its hours can be planned again."))
        return redirect("engagement", ref)
    return _page(request, "engagements/cancel_day.html", engagement, form, session=session)


@login_required
def name_substitute(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    """The office lets another expert of the same supplier hold one session."""
    engagement = get_engagement(request.user, ref, can=rules.can_oversee)
    session = get_session(engagement, order)
    check_session(session)
    holder = holder_of(engagement, session)
    experts = substitutes_for(engagement).exclude(pk=holder.pk)
    is_undone = request.POST.get("undo") == "1"
    form = SubstituteForm(None if is_undone else request.POST or None, experts=experts)
    if is_undone:
        remove_substitute(engagement, session, by=request.user)
    elif request.method == "POST" and form.is_valid():
        try:
            name(engagement, session, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error("expert", refusal.sentence)
    if request.method == "POST" and not form.errors:
        messages.success(request, _("The parties have been told who holds the session."))
        return redirect("engagement", ref)
    template = "engagements/name_substitute.html"
    return _page(request, template, engagement, form, session=session, holder=holder)


@login_required
def finish_engagement(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask once, then end an engagement of which some hours stay unused."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    meter = meter_of(engagement)
    delivery.check_finish(engagement, meter)
    if request.method == "POST":
        actions.finish_engagement(engagement, by=request.user)
        messages.success(request, _("The engagement has ended. The follow-up survey is planned."))
        return redirect("engagement", ref)
    context = {"engagement": engagement, "application": engagement.application, "meter": meter}
    return render(request, "engagements/finish_engagement.html", context)


def _page(
    request: HttpRequest, template: str, engagement: Engagement, form: Any, **extra: Any
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "meter": meter_of(engagement),
        "form": form,
        **extra,
    }
    return TemplateResponse(request, template, context)


def _earlier(engagement: Engagement) -> dict[str, Any]:
    """How and where the last session was agreed; the next one is often like it."""
    agreed = [row for row in engagement.series.sessions.all() if row.starts_at]
    if not agreed:
        return {"weeks": 1}
    values = _agreed(agreed[-1])
    return {**values, "day": None, "weeks": 1}


def _agreed(session: Session) -> dict[str, Any]:
    """What has been agreed, as the form's starting values."""
    if session.starts_at is None or session.ends_at is None:
        return {"mode": session.mode}
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "mode": session.mode,
        "place": session.place,
        "link": session.link,
    }
