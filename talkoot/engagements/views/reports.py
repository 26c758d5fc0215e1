"""The day report of three minutes, and the office's round of approval."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_time
from talkoot.core.kept import AUTOSAVE, keeps_posted, take_posted
from talkoot.engagements import rules
from talkoot.engagements.actions import reports as actions
from talkoot.engagements.forms.reports import ReportDayForm
from talkoot.engagements.models import Engagement
from talkoot.engagements.queries import get_engagement
from talkoot.engagements.queries.delivery import get_session
from talkoot.engagements.rules.delivery import check_report, open_sessions, session_to_report
from talkoot.engagements.rules.hours import SLACK, meter_of, report_of, session_hours
from talkoot.engagements.rules.presence import listed_words
from talkoot.engagements.rules.substitutes import can_hold
from talkoot.events.models import Session
from talkoot.people.models import ParticipantRole

KEPT = ("hours", "travel_hours", "done", "results", "next_steps", "stuck")


@login_required
def report_day(request: HttpRequest, ref: str) -> HttpResponse:
    """The session that waits for its report."""
    engagement = get_engagement(request.user, ref, can=rules.can_record)
    session = session_to_report(engagement)
    check_report(engagement, session)
    assert session is not None
    return redirect("report-session", ref, session.order)


@keeps_posted
def report_session(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    """Record who were present and what came of a session; a draft saves itself."""
    engagement = get_engagement(request.user, ref, can=can_hold(order))
    session = get_session(engagement, order)
    report = report_of(session)
    if report is not None and report.state == report.State.RETURNED:
        return redirect("correct-report", ref, order)
    check_report(engagement, session)
    posted = request.POST if request.method == "POST" else take_posted(request)
    form = _form(engagement, session, posted)
    if AUTOSAVE in request.headers or "draft" in request.POST:
        return _save_draft(request, session, form)
    if request.method == "POST" and form.is_valid():
        actions.report_day(
            engagement, session=session, counts=form.counts(), by=request.user, **form.report()
        )
        messages.success(
            request, _("Thank you, the day is reported. The applicant is now asked for feedback.")
        )
        return redirect("engagement", ref)
    return _page(request, engagement, session, form)


@login_required
def correct_report(request: HttpRequest, ref: str, order: int) -> HttpResponse:
    """Correct a report that the office returned, and send it again."""
    engagement = get_engagement(request.user, ref, can=can_hold(order))
    session = get_session(engagement, order)
    report = report_of(session)
    if report is None:
        return redirect("report-session", ref, order)
    actions.check_correct(report)
    initial = {name: getattr(report, name) for name in KEPT if name != "stuck"}
    initial |= {f"count_{row.role}": row.count for row in session.attendances.all()}
    form = ReportDayForm(
        request.POST or None,
        meter=meter_of(engagement, leave_out=session),
        initial=initial,
        is_listed=bool(session.presences.all()),
        is_correction=True,
    )
    if request.method == "POST" and form.is_valid():
        actions.correct_report(report, counts=form.counts(), by=request.user, **form.report())
        messages.success(request, _("The corrected report was sent to the programme office."))
        return redirect("engagement", ref)
    return _page(request, engagement, session, form, report=report)


def _form(engagement: Engagement, session: Session, posted: Any) -> ReportDayForm:
    """The report, filled in from the draft, else from the plan."""
    meter = meter_of(engagement, leave_out=session)
    hours = session_hours(session, engagement.hours_per_day)
    draft = getattr(session, "report_draft", None)
    is_only = len(open_sessions(engagement)) == 1
    return ReportDayForm(
        posted,
        meter=meter,
        initial={"hours": hours, **(draft.answers if draft else {})},
        is_listed=bool(session.presences.all()),
        is_last_asked=is_only and meter.left - hours > SLACK,
    )


def _save_draft(request: HttpRequest, session: Session, form: ReportDayForm) -> HttpResponse:
    """Keep what was written, whatever it is: a draft is not checked."""
    names = (*KEPT, *(f"count_{role.value}" for role in ParticipantRole))
    answers = {name: request.POST[name][:2000] for name in names if request.POST.get(name)}
    now = timezone.now()
    actions.save_draft(session, answers=answers, by=request.user, at=now)
    text = _("Draft saved at %(time)s.") % {"time": local_time(now)}
    if AUTOSAVE in request.headers:
        return JsonResponse({"text": text, "seal": ""})
    messages.success(request, text)
    return redirect(request.path)


def _page(
    request: HttpRequest,
    engagement: Engagement,
    session: Session,
    form: ReportDayForm,
    report: Any = None,
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "application": engagement.application,
        "session": session,
        "meter": meter_of(engagement, leave_out=session),
        "report": report,
        "listed": listed_words(session),
        "form": form,
    }
    return TemplateResponse(request, "engagements/report_session.html", context)
