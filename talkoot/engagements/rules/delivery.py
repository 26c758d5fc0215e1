"""When sessions are planned, moved, cancelled and reported."""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Call
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.rules import can_oversee, can_record, check_agree
from talkoot.engagements.rules.hours import Meter, report_of
from talkoot.events.models import Session
from talkoot.programmes.models import FeedbackPlan

State, ReportState = Engagement.State, DayReport.State
DAYREPORT_TRANSITIONS = {
    ReportState.SUBMITTED: frozenset({ReportState.APPROVED, ReportState.RETURNED}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.APPROVED: frozenset(),
}
# A report is expected within so many days after its session.
REPORT_DAYS = 3
APPROVE_DAYS = 7
AGREE_DAYS = 14


def open_sessions(engagement: Engagement) -> list[Session]:
    """Sessions agreed or held that have not been reported, in their order of time."""
    rows = [row for row in engagement.series.sessions.all() if _waits_for_report(row)]
    return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at, row.order))


def _waits_for_report(session: Session) -> bool:
    """Agreed, or closed by who kept the list of those present."""
    if session.state == Session.State.HELD:
        return report_of(session) is None
    return session.state == Session.State.AGREED


def session_to_report(engagement: Engagement) -> Session | None:
    """The first session that waits for its report."""
    return next(iter(open_sessions(engagement)), None)


def first_start(engagement: Engagement) -> datetime.datetime | None:
    """When the first session that is not cancelled begins or began."""
    rows = engagement.series.sessions.exclude(state=Session.State.CANCELLED)
    return (
        rows.exclude(starts_at=None)
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )


def feedback_plan(engagement: Engagement) -> FeedbackPlan:
    """When feedback is asked: as chosen for this engagement, else as the service has it."""
    offering = engagement.application.call.offering
    return FeedbackPlan(engagement.series.feedback or offering.feedback)


def can_choose_feedback(user: Any, engagement: Engagement) -> bool:
    """The programme office, until the first session has been reported."""
    is_reported = any(
        report_of(session) is not None for session in engagement.series.sessions.all()
    )
    return (
        can_oversee(user, engagement)
        and engagement.state in (State.OPEN, State.AGREED)
        and not is_reported
    )


def check_choose_feedback(engagement: Engagement) -> None:
    """The plan stands once somebody has been asked by it, and when nothing is coming."""
    if engagement.state not in (State.OPEN, State.AGREED):
        raise NotAllowed(_("The engagement has ended, so its feedback is no longer planned."))
    if DayReport.objects.filter(session__series=engagement.series).exists():
        raise NotAllowed(
            _("A session has been reported already, so feedback is asked as it was planned.")
        )


def check_move(engagement: Engagement, session: Session) -> None:
    """Only an agreed session moves or is cancelled; a reported one has been held."""
    check_agree(engagement)
    if session.state == Session.State.CANCELLED:
        raise NotAllowed(_("The session has been cancelled. Plan a new one instead."))
    if session.state == Session.State.HELD:
        raise NotAllowed(_("The session has been held and reported, so it no longer changes."))


def can_report(engagement: Engagement, session: Session | None) -> bool:
    """The rule of the report, asked without refusing."""
    try:
        check_report(engagement, session)
    except NotAllowed:
        return False
    return True


def check_report(engagement: Engagement, session: Session | None) -> None:
    """Refuse a report before the session is agreed or held, and a second report."""
    if engagement.state == State.WITHDRAWN:
        raise NotAllowed(_("The applicant has given the days up, so the engagement has ended."))
    if session is not None and report_of(session) is not None:
        raise NotAllowed(_("This day has been reported already."))
    if engagement.state == State.DELIVERED:
        raise NotAllowed(_("Everything in this engagement has been reported already."))
    if session is None or not _waits_for_report(session) or session.starts_at is None:
        raise NotAllowed(_("Agree the day first; then it can be reported."))
    if session.starts_at > timezone.now():
        raise NotAllowed(_("The day has not been held yet. Report it when it is over."))


def check_correct(report: DayReport) -> None:
    """A report is corrected only when the office has returned it."""
    if report.state == ReportState.APPROVED:
        raise NotAllowed(_("The report has been approved, so it no longer changes."))
    if report.state == ReportState.SUBMITTED:
        raise NotAllowed(
            _("The report waits for the programme office. Ask the office to return it to you.")
        )


def can_open_course(user: Any, engagement: Engagement) -> bool:
    """The programme office, of days that go on and have no page yet."""
    is_open = engagement.state == State.AGREED and engagement.series.slug is None
    return is_open and can_oversee(user, engagement)


def check_open_course(engagement: Engagement) -> None:
    """A course is made of days that have been agreed and not all held."""
    if engagement.state in (State.OPEN, State.DECLINED):
        raise NotAllowed(_("No session has a time yet. Agree the sessions first."))
    if engagement.state != State.AGREED:
        raise NotAllowed(_("The engagement has ended, so no course is made of it."))


def can_finish(engagement: Engagement, meter: Meter) -> bool:
    """Something has been delivered, nothing waits, and some of the hours stay unused."""
    return (
        engagement.state == State.AGREED and meter.delivered > 0 and not open_sessions(engagement)
    )


def check_finish(engagement: Engagement, meter: Meter) -> None:
    """An engagement ends when at least one session has been reported and none is coming."""
    if engagement.state != State.AGREED or not meter.delivered:
        raise NotAllowed(_("Report a session first; an engagement without one is given up."))
    if open_sessions(engagement):
        raise NotAllowed(
            _("A session is still agreed. Report it or cancel it, then end the engagement.")
        )


def can_correct(user: Any, report: DayReport) -> bool:
    return report.state == ReportState.RETURNED and can_record(user, engagement_of(report))


def can_approve(user: Any, report: DayReport) -> bool:
    """The programme office, never who is disqualified from the case, nor of one's own report."""
    return can_oversee(user, engagement_of(report)) and report.expert.user_id != user.pk


def engagement_of(report: DayReport) -> Engagement:
    found: Engagement = report.session.series.engagement
    return found


def check_continue_with(engagement: Engagement, call: Call, *, at: datetime.datetime) -> None:
    """The path goes on from a delivered engagement to an open call of the same programme."""
    if engagement.state != State.DELIVERED:
        raise NotAllowed(
            _("The engagement still goes on. Continue with another service when it has ended.")
        )
    own = engagement.application.call.offering.programme_id
    is_open = call.opens_at <= at and (call.closes_at is None or at <= call.closes_at)
    if call.offering.programme_id != own or not is_open:
        raise NotAllowed(
            _("This call is not open in the programme. Choose an open call of the programme.")
        )
