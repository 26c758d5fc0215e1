"""The signed-in person's start page and the page of their own case."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from talkoot.assessments.queries.desk import is_assessor
from talkoot.calls import rules as call_rules
from talkoot.calls.models import Application
from talkoot.calls.queries import open_calls, organisations_of
from talkoot.calls.queries.together import case_people
from talkoot.calls.queries.writing import pending_joint
from talkoot.calls.summary import answer_sections
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.giving_up import can_give_up
from talkoot.decisions.summary import remedy_of
from talkoot.experts.models import Expert
from talkoot.home.timelines import (
    asked_to_complete,
    get_my_case,
    holds,
    my_cases,
    next_step,
    shown_state,
    timeline,
)
from talkoot.people.rules import editor_ids, finance_ids, office_ids, study_roles_of
from talkoot.practices.queries import my_practices

PRACTICES_SHOWN = 5


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Officers and experts go to their own desks; others see their cases and what is open."""
    if office_ids(request.user):
        return redirect("office")
    if Expert.objects.filter(user=request.user).exists():
        return redirect("engagements")
    cases = [
        {
            "application": row,
            "state": shown_state(row),
            "next": next_step(row, is_writer=row.is_written),  # type: ignore[attr-defined]
        }
        for row in my_cases(request.user)
        if row.state != Application.State.WITHDRAWN or row.submitted_at
    ]
    context = {
        "cases": cases,
        "practices": my_practices(request.user)[:PRACTICES_SHOWN],
        "organisations": organisations_of(request.user),
        "calls": open_calls(timezone.now())[:3],
        "is_assessor": is_assessor(request.user),
        "may_study": bool(study_roles_of(request.user)),
        "may_edit": bool(editor_ids(request.user)),
        "may_read_finances": bool(finance_ids(request.user)),
        "joint_requests": pending_joint(request.user),
    }
    return render(request, "home/desk.html", context)


@login_required
def my_application(request: HttpRequest, ref: str) -> HttpResponse:
    """The case as a timeline: what has happened, what comes next, what was sent."""
    application = get_my_case(request.user, ref)
    is_writer = application.is_written  # type: ignore[attr-defined]
    is_told = application.is_told  # type: ignore[attr-defined]
    if application.state == Application.State.DRAFT and not is_writer:
        return redirect("joint-application", ref)
    if application.state == Application.State.DRAFT:
        return redirect("application-step", ref, call_rules.first_step(application))
    state, kind = shown_state(application)
    asked = asked_to_complete(application)
    context = {
        "application": application,
        "programme": application.call.offering.programme,
        "state": state,
        "kind": kind,
        "next": next_step(application, is_writer=is_writer),
        "items": timeline(application),
        "sections": answer_sections(application),
        "can_withdraw": is_writer and call_rules.can_withdraw(application),
        "is_writer": is_writer,
        **case_people(application),
        "remedy": remedy_of(application, request.user) if is_told else None,
        "asked": asked,
        "can_give_up": is_writer and is_told and _can_give_up(application),
    }
    return render(request, "home/my_application.html", context)


def _can_give_up(application: Application) -> bool:
    """What has been told as granted, and whose day has not begun."""
    if application.state != Application.State.APPROVED:
        return False
    engagement = getattr(application, "engagement", None)
    sessions = engagement.series.sessions.all() if engagement else []
    starts_at = min((row.starts_at for row in sessions if row.starts_at), default=None)
    is_granted = holds(application).outcome in GRANTING
    return can_give_up(application, engagement, is_told=is_granted, starts_at=starts_at)
