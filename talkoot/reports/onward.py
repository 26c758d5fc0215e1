"""Ways from a programme's page to its reports."""

from typing import Any

from talkoot.outreach.onward import Way, register
from talkoot.people.rules import may_study
from talkoot.programmes.models import Programme
from talkoot.reports.models import Report

REPORTS_SHOWN = 10


@register
def to_reports(user: Any, programme: Programme) -> list[Way]:
    """The newest published reports; those who study the programme read the others too."""
    rows = Report.objects.filter(programme=programme)
    if not may_study(user, programme.office_id):
        rows = rows.filter(state=Report.State.RELEASED)
    return [(_words(row), row.get_absolute_url()) for row in rows[:REPORTS_SHOWN]]


def _words(report: Report) -> str:
    is_released = report.state == Report.State.RELEASED
    return report.title if is_released else f"{report.title} ({report.get_state_display()})"
