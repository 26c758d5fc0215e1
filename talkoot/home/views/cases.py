"""The list of engagements, and one engagement with all that it set going."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.calls.models import Application
from talkoot.calls.summary import answer_rows
from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed
from talkoot.engagements import rules
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.queries import engagements_of, first_session, get_engagement
from talkoot.events.models import Session
from talkoot.people.models import ParticipantRole
from talkoot.people.rules import is_cooperative
from talkoot.practices import rules as practice_rules
from talkoot.practices.models import Practice


@require_safe
@login_required
def engagements(request: HttpRequest) -> HttpResponse:
    """The engagements that the person delivers or oversees."""
    page = page_of(request, engagements_of(request.user))
    return render(request, "home/engagements.html", {"page": page})


@require_safe
@login_required
def engagement(request: HttpRequest, ref: str) -> HttpResponse:
    """One engagement: the day, who were present, the report, the surveys and the practice."""
    found = get_engagement(request.user, ref)
    session = first_session(found)
    attendances = _attendances(session)
    report = getattr(session, "day_report", None)
    context = {
        "engagement": found,
        "application": found.application,
        "session": session,
        "report": report,
        "report_rows": _report_rows(report),
        "subject_rows": _subject_rows(found.application),
        "attendances": attendances,
        "attendance_total": sum(row["count"] for row in attendances),
        "is_cooperative": is_cooperative(row["role"] for row in attendances),
        "may_record": rules.can_record(request.user, found),
        "may_report": _may_report(found, session),
        "is_delivered": found.state == Engagement.State.DELIVERED,
        "surveys": [
            {"title": _("Feedback on the day"), "round": found.feedback_round},
            {"title": _("Survey on the effects"), "round": found.followup_round},
        ],
        **_practice(request.user, found),
    }
    return render(request, "home/engagement.html", context)


def _attendances(session: Session) -> list[dict[str, Any]]:
    order = list(ParticipantRole)
    rows = sorted(session.attendances.all(), key=lambda row: order.index(ParticipantRole(row.role)))
    return [{"role": row.role, "label": row.get_role_display(), "count": row.count} for row in rows]


def _report_rows(report: DayReport | None) -> list[dict[str, Any]]:
    if report is None:
        return []
    return [
        {"key": _("What was done?"), "value": report.done},
        {"key": _("Immediate results"), "value": report.results},
        {"key": _("Agreed next steps"), "value": report.next_steps},
    ]


def _subject_rows(application: Application) -> list[dict[str, Any]]:
    rows = answer_rows(application, codes=("need", "goals", "sign_of_success"))
    return [{**row, "lang": application.language} for row in rows]


def _may_report(found: Engagement, session: Session) -> bool:
    """The rule of the report, asked without refusing."""
    try:
        rules.check_report(found, session.starts_at)
    except NotAllowed:
        return False
    return True


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
