"""Reporting a session, its approval by the office, and reminding of what is late."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.dates import local_date
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.rules import ReminderWaits
from talkoot.engagements.actions.frame import FEEDBACK, locked, office_id, plan_survey, tell
from talkoot.engagements.actions.sessions import close_delivery
from talkoot.engagements.actions.shortening import follow_sessions, settle_call_off
from talkoot.engagements.actions.stuck import raise_stuck
from talkoot.engagements.messages import delivery as messages
from talkoot.engagements.models import DayReport, Engagement, ReportDraft
from talkoot.engagements.rules.delivery import (
    DAYREPORT_TRANSITIONS,
    check_correct,
    check_report,
    engagement_of,
    feedback_plan,
    open_sessions,
    session_to_report,
)
from talkoot.engagements.rules.hours import check_room, meter_of, session_hours
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.actions import hold_session
from talkoot.events.actions.split import correct_attendance
from talkoot.events.models import Session
from talkoot.people.models import User
from talkoot.programmes.models import FeedbackPlan
from talkoot.surveys.actions import schedule_round
from talkoot.surveys.models import Round


@transaction.atomic
def report_day(
    engagement: Engagement,
    *,
    counts: dict[str, int],
    done: str,
    results: str,
    next_steps: str,
    stuck: str = "",
    hours: Decimal | None = None,
    travel_hours: Decimal = Decimal(0),
    session: Session | None = None,
    is_last: bool = True,
    by: User,
) -> DayReport:
    """Record attendance by role group and the report of one session, by default the next one.

    Feedback on the day goes out at once, unless the series is asked about as a whole. When no
    session is coming and nothing is left, or `is_last`, everything is delivered and the follow-up
    gets its date. `hours`: else the clock's. Refuses before the session, without attendance, a
    second time, and hours over what was granted.
    """
    engagement = locked(engagement)
    session = _session(engagement, session)
    hours = hours or session_hours(session, engagement.hours_per_day)
    _count_hours(engagement, session, hours)
    if session.state == Session.State.HELD:  # Whoever kept the list has closed it.
        correct_attendance(session, counts=counts, by=by)
    else:
        hold_session(session, counts=counts, by=by)
    report = DayReport.objects.create(
        session=session,
        expert=holder_of(engagement, session),
        hours=hours,
        travel_hours=travel_hours,
        done=done,
        results=results,
        next_steps=next_steps,
        feedback_round=_feedback(engagement, session, by=by),
        is_demo=engagement.is_demo,
    )
    record("engagements.report.submitted", report, by=by, after={"hours": str(hours)})
    ReportDraft.objects.filter(session=session).delete()
    if stuck:
        raise_stuck(engagement, text=stuck, session=session, by=by)
    _end_if_all_held(engagement, is_last=is_last, by=by)
    return report


@transaction.atomic
def correct_report(
    report: DayReport,
    *,
    counts: dict[str, int],
    done: str,
    results: str,
    next_steps: str,
    hours: Decimal,
    travel_hours: Decimal = Decimal(0),
    by: User,
) -> DayReport:
    """Send a returned report again, corrected. Refuses one that has not been returned.

    When everything had been delivered, the order follows the hours.
    """
    engagement = locked(engagement_of(report))
    report = DayReport.objects.select_related("session").get(pk=report.pk)
    check_correct(report)
    _count_hours(engagement, report.session, hours)
    before = {"hours": str(report.hours)}
    report.hours, report.done, report.results = hours, done, results
    report.next_steps, report.travel_hours = next_steps, travel_hours
    report.save(update_fields=["hours", "travel_hours", "done", "results", "next_steps"])
    if engagement.state == Engagement.State.DELIVERED:
        settle_call_off(locked(engagement), by=by)
    correct_attendance(report.session, counts=counts, by=by)
    moved = change_state(report, DayReport.State.SUBMITTED, DAYREPORT_TRANSITIONS)
    after = {**moved["after"], "hours": str(hours)}
    record(
        "engagements.report.corrected", report, by=by, before=before | moved["before"], after=after
    )
    return report


@transaction.atomic
def save_draft(
    session: Session, *, answers: Mapping[str, Any], by: User, at: datetime.datetime
) -> None:
    """Keep what has been written of a report so far. A sent report has no draft."""
    if DayReport.objects.filter(session=session).exists():
        return
    values = {"answers": dict(answers), "saved_by": by, "saved_at": at}
    ReportDraft.objects.update_or_create(session=session, defaults=values)


@transaction.atomic
def approve_report(report: DayReport, *, by: User) -> None:
    """Accept the day, so that it can be invoiced; the order costs what its sessions cost.

    Refuses one that does not wait for it, and a price over the ceilings of the agreement.
    """
    engagement = locked(engagement_of(report))
    moved = change_state(report, DayReport.State.APPROVED, DAYREPORT_TRANSITIONS)
    report.approved_by, report.note = by, ""
    report.save(update_fields=["approved_by", "note"])
    record("engagements.report.approved", report, by=by, **moved)
    follow_sessions(engagement, by=by)


@transaction.atomic
def return_report(report: DayReport, *, note: str, by: User) -> None:
    """Give the report back with a note; the expert is told. Refuses an approved one."""
    moved = change_state(report, DayReport.State.RETURNED, DAYREPORT_TRANSITIONS)
    report.note = note
    report.save(update_fields=["note"])
    moved["after"]["note"] = note
    entry = record("engagements.report.returned", report, by=by, **moved)
    engagement = engagement_of(report)
    if report.expert.user:
        write = partial(messages.report_returned, report=report)
        key = f"report-returned-{report.pk}-{entry.pk}"
        tell(engagement, report.expert.user, "report-returned", 0, write=write, key=key)


def remind_of_reports(expert: User, sessions: list[Session], *, on: datetime.date) -> bool:
    """Remind the expert of sessions without a report, in one mail and at most once in a week."""
    year, week, _weekday = on.isocalendar()
    with translation.override(expert.language):
        subject, body = messages.reports_late(sessions)
    engagement = sessions[0].series.engagement  # type: ignore[attr-defined]
    before = timezone.now()
    try:
        mail = queue_reminder(
            "report-reminder",
            key=f"report-reminder-{expert.pk}-{year}-{week}",
            office_id=office_id(engagement),
            to=expert,
            subject=subject,
            body=body,
            is_demo=engagement.is_demo,
        )
    except ReminderWaits:
        return False  # The worker asks again while a report is missing.
    return mail.created_at >= before


def _session(engagement: Engagement, session: Session | None) -> Session:
    """The session as it is now, by default the one that waits; refuses what is not to report."""
    if session is None:
        session = session_to_report(engagement)
    else:
        rows = engagement.series.sessions.select_related("day_report", "substitution__expert")
        session = rows.get(pk=session.pk)
    check_report(engagement, session)
    assert session is not None
    return session


def _count_hours(engagement: Engagement, session: Session, hours: Decimal) -> None:
    """Note the session's share of the days; refuses hours over what was granted."""
    meter = meter_of(engagement, leave_out=session)
    check_room(meter, hours)
    Session.objects.filter(pk=session.pk).update(days=meter.days(hours))


def _feedback(engagement: Engagement, session: Session, *, by: User) -> Round:
    """The feedback round of the session's day; two sessions on one day are asked about once.

    Where feedback is asked once of the whole series, its round opens when everything is delivered.
    """
    if feedback_plan(engagement) == FeedbackPlan.SERIES:
        return engagement.feedback_round
    assert session.starts_at is not None
    day = timezone.localdate(session.starts_at)
    rows = DayReport.objects.filter(session__series=engagement.series)
    earlier = list(rows.select_related("session", "feedback_round"))
    for report in earlier:
        held = report.session.starts_at
        if held and timezone.localdate(held) == day and report.feedback_round:
            return report.feedback_round
    survey = engagement.feedback_round
    if any(report.feedback_round == survey for report in earlier):
        title = f"{engagement.application.title}, {local_date(day)}"
        survey = plan_survey(engagement.application, FEEDBACK, title=title[:200], by=by)
    schedule_round(survey, opens_on=timezone.localdate(), by=by)
    return survey


def _end_if_all_held(engagement: Engagement, *, is_last: bool, by: User) -> None:
    if open_sessions(engagement):
        return
    if is_last or meter_of(engagement).is_used:
        close_delivery(engagement, by=by)
