"""The list of engagements, and one engagement with all that it set going."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls.models import Application, Call
from talkoot.calls.queries import open_calls
from talkoot.calls.summary import answer_rows
from talkoot.core.dates import days_words
from talkoot.core.pages import page_of
from talkoot.engagements import rules
from talkoot.engagements.models import DayReport, DevelopmentTask, Engagement
from talkoot.engagements.queries import engagements_of, get_case
from talkoot.engagements.rules.delivery import (
    can_choose_feedback,
    can_finish,
    can_open_course,
    can_report,
    feedback_plan,
    session_to_report,
)
from talkoot.engagements.rules.hours import (
    Meter,
    days_given_back,
    hours_words,
    meter_of,
    report_of,
    session_hours,
)
from talkoot.engagements.rules.invoices import euros_text
from talkoot.engagements.rules.presence import co_operation_of, held_sessions, present_rows
from talkoot.engagements.rules.stories import can_accept_story, can_write_story
from talkoot.engagements.rules.stuck import can_consent, can_take_part
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session
from talkoot.home.engagement_tasks import tasks_of
from talkoot.practices import rules as practice_rules
from talkoot.practices.models import Practice

RECORDED = (Engagement.State.OPEN, Engagement.State.AGREED)


@require_safe
@login_required
def engagements(request: HttpRequest) -> HttpResponse:
    """The engagements that the person delivers or oversees."""
    page = page_of(request, engagements_of(request.user))
    context = {"page": page, "rows": [(row, meter_of(row), _next_day(row)) for row in page]}
    return render(request, "home/engagements.html", context)


def _next_day(found: Engagement) -> Session | None:
    """The next session that has not been held, else the last one."""
    rows = [row for row in _in_order(found) if row.state != Session.State.CANCELLED]
    coming = [row for row in rows if row.state == Session.State.AGREED]
    return next(iter(coming or rows[-1:]), None)


@require_safe
@login_required
def engagement(request: HttpRequest, ref: str) -> HttpResponse:
    """One engagement: what was granted, used and left, everybody's tasks, sessions and results."""
    found = get_case(request.user, ref)
    held = held_sessions(found)
    attendances = present_rows(*held)
    may_record = rules.can_record(request.user, found)
    meter = meter_of(found)
    outputs, stuck = list(found.outputs.all()), list(found.stuck_items.all())
    context = {
        "engagement": found,
        "application": found.application,
        "meter": meter,
        "tiles": _tiles(found, meter, shows_euros=may_record),
        "sessions": [_session(found, session, request.user) for session in _in_order(found)],
        "tasks": tasks_of(found, outputs=outputs, stuck=stuck),
        "subject_rows": _subject_rows(found.application),
        "attendances": attendances,
        "attendance_total": sum(row["count"] for row in attendances),
        "co_operation": co_operation_of(*held),
        "may_record": found.state in RECORDED and may_record,
        "may_correct": may_record,
        "may_take_part": can_take_part(request.user, found),
        "may_consent": can_consent(request.user, found),
        "may_oversee": rules.can_oversee(request.user, found),
        "is_withdrawn": found.state == Engagement.State.WITHDRAWN,
        "may_report": can_report(found, session_to_report(found)),
        "may_finish": may_record and can_finish(found, meter),
        "may_open_course": can_open_course(request.user, found),
        "may_learn": may_record or rules.can_oversee(request.user, found),
        "may_choose_feedback": can_choose_feedback(request.user, found),
        "feedback_plan": feedback_plan(found).label,
        "is_delivered": found.state == Engagement.State.DELIVERED,
        "stuck": stuck,
        "outputs": outputs,
        "experiments": list(found.experiments.all()),
        "development_tasks": sorted(found.development_tasks.all(), key=_due),
        "paths": _paths(request.user, found),
        **_telling(request.user, found),
    }
    return render(request, "home/engagement.html", context)


def _due(task: DevelopmentTask) -> tuple[bool, Any, int]:
    """Those with a date first, by it."""
    return (task.due_on is None, task.due_on, task.pk)


def _tiles(found: Engagement, meter: Meter, *, shows_euros: bool) -> list[dict[str, Any]]:
    """Granted, delivered, planned and left; the parties of the order see the euros too.

    Of an ended engagement nothing is left to plan: the tile tells what was given back.
    """

    def tile(key: str, label: str, hours: Decimal, euros: Decimal | None = None) -> dict[str, Any]:
        note = hours_words(hours)
        if shows_euros:
            note += f" · {euros_text(meter.euros(hours) if euros is None else euros)} €"
        number, word = days_words(meter.days(hours)).split(" ", 1)
        return {"id": key, "label": label, "value": number, "of": word, "note": note}

    delivered = tile("delivered", _("Delivered"), meter.delivered, meter.delivered_eur)
    left = tile("left", _("Left to plan"), meter.left)
    if found.state not in rules.GOING_ON:
        left = tile("left", _("Given back"), days_given_back(found) * meter.hours_per_day)
    return [
        tile("granted", _("Granted"), meter.granted),
        delivered | {"max": meter.granted, "now": meter.delivered},
        tile("planned", _("Planned"), meter.planned, meter.planned_eur),
        left,
    ]


def _in_order(found: Engagement) -> list[Session]:
    """The sessions with a time, in its order."""
    rows = [row for row in found.series.sessions.all() if row.starts_at]
    return sorted(rows, key=lambda row: (row.starts_at, row.order))


def _session(found: Engagement, session: Session, user: Any) -> dict[str, Any]:
    """One session as the page shows it; `holder` is a substitute."""
    report, holder = report_of(session), holder_of(found, session)
    present = present_rows(session)
    return {
        "row": session,
        "hours": hours_words(session_hours(session, found.hours_per_day)),
        "report": report,
        "is_open": session.state == Session.State.AGREED,
        "is_cancelled": session.state == Session.State.CANCELLED,
        "may_report": can_report(found, session),
        "holder": None if holder == found.expert else holder,
        "is_own": holder.user_id == user.pk,
        "present": ", ".join(f"{row['label']} {row['count']}" for row in present),
        "rows": _report_rows(report),
    }


def _report_rows(report: DayReport | None) -> list[dict[str, Any]]:
    """Each session closes with what was done, what came of it and what comes next."""
    if report is None:
        return []
    return [
        {"key": _("What was done?"), "value": report.done},
        {"key": _("Immediate results"), "value": report.results},
        {"key": _("Agreed next steps"), "value": report.next_steps},
    ]


def _paths(user: Any, found: Engagement) -> list[Call]:
    """Open calls of the programme to which the applicant can go on from what was done."""
    if found.state != Engagement.State.DELIVERED or not rules.is_applicant(user, found):
        return []
    programme = found.application.call.offering.programme_id
    rows = open_calls(timezone.now()).filter(offering__programme=programme)
    return list(rows.exclude(questionnaire=None).select_related("offering"))


def _subject_rows(application: Application) -> list[dict[str, Any]]:
    rows = answer_rows(application, codes=("need", "goals", "sign_of_success"))
    return [{**row, "lang": application.language} for row in rows]


def _telling(user: Any, found: Engagement) -> dict[str, Any]:
    """How others are told of the case: its practice and its story."""
    return {
        "may_write_story": can_write_story(user, found),
        "may_accept_story": can_accept_story(user, found),
        **_practice(user, found),
    }


def _practice(user: Any, found: Engagement) -> dict[str, Any]:
    """The engagement's practice and the page that the person may open, or the right to draft."""
    practice = Practice.objects.filter(engagement=found).select_related("programme").first()
    if practice is None:
        may_draft = found.state == Engagement.State.DELIVERED and practice_rules.can_draft(
            user, found
        )
        return {"practice": None, "practice_page": "", "may_draft": may_draft}
    page = ""
    if practice_rules.can_edit(user, practice):
        page = "my-practice"
    elif practice.state == Practice.State.PUBLISHED:
        page = "practice"
    elif practice_rules.can_moderate(user, practice):
        page = "office-practice"
    return {"practice": practice, "practice_page": page, "may_draft": False}
