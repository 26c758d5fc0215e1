"""Who reads and writes a report, and what must be in order before it is released."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions
from talkoot.people.rules import is_officer, may_study
from talkoot.programmes.models import Programme
from talkoot.reports.models import Report

State = Report.State
TRANSITIONS: Transitions = {
    State.DRAFT: frozenset({State.FROZEN}),
    State.FROZEN: frozenset({State.DRAFT, State.RELEASED}),
    State.RELEASED: frozenset({State.FROZEN}),
}


def can_edit(user: Any, report: Report) -> bool:
    return is_officer(user, report.programme.office_id)


def can_read(user: Any, report: Report) -> bool:
    """Everybody once it is released; before that those who study the programme."""
    return report.state == State.RELEASED or may_study(user, report.programme.office_id)


def cut_off_problem(programme: Programme, cut_off: datetime.date, today: datetime.date) -> str:
    """A sentence if the records cannot be counted on that day, else empty."""
    if cut_off < programme.starts_on:
        return _("The programme began on %(day)s. Choose that day or a later one.") % {
            "day": local_date(programme.starts_on)
        }
    if cut_off > today:
        return _("The day is still to come. Choose this day or an earlier one.")
    return ""


def check_write(report: Report) -> None:
    """A released report stays as it is."""
    if report.state == State.RELEASED:
        raise NotAllowed(
            _("The report has been published. Take it back first if it must be changed.")
        )


def check_release(gaps: list[str], reason: str) -> None:
    """A report with open gaps is released only with a reason, which is kept."""
    if gaps and not reason:
        raise NotAllowed(
            _("The report has open gaps: %(first)s Close them, or tell why it is published so.")
            % {"first": gaps[0]}
        )
