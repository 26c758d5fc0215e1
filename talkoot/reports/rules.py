"""Who reads and writes a report, and what must be in order before it is released."""

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.isbn import isbn_problem
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import Transitions
from talkoot.people.rules import is_officer, may_study
from talkoot.programmes.models import Programme
from talkoot.reports.models import Report, ReportFile, ReportSection

State = Report.State
TRANSITIONS: Transitions = {
    State.DRAFT: frozenset({State.FROZEN}),
    State.FROZEN: frozenset({State.DRAFT, State.RELEASED}),
    State.RELEASED: frozenset({State.FROZEN}),
}


PICTURES_MOST = 6  # In a chapter.
# No file takes so long: a worker that has had one longer has died.
MAKING_TIME = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Gap:
    """Something missing; `section_pk` is where it is mended, if in a chapter."""

    text: str
    section_pk: int | None = None

    @property
    def key(self) -> str:
        """Names the gap in a form; what has changed is another gap."""
        return hashlib.sha256(f"{self.section_pk} {self.text}".encode()).hexdigest()[:16]


def can_edit(user: Any, report: Report) -> bool:
    return is_officer(user, report.programme.office_id)


def can_read(user: Any, report: Report) -> bool:
    """Everybody once it is released; before that those who study the programme."""
    return report.state == State.RELEASED or may_study(user, report.programme.office_id)


def can_read_file(user: Any, row: ReportFile) -> bool:
    """Those who work on the report, and readers once it was made of what was published."""
    report = row.report
    is_current = row.created_at >= report.state_changed_at
    return can_read(user, report) and (is_current or may_study(user, report.programme.office_id))


def cut_off_problem(programme: Programme, cut_off: datetime.date, today: datetime.date) -> str:
    """A sentence if the records cannot be counted on that day, else empty."""
    if cut_off < programme.starts_on:
        return _("The programme began on %(day)s. Choose that day or a later one.") % {
            "day": local_date(programme.starts_on)
        }
    if cut_off > today:
        return _("The day is still to come. Choose this day or an earlier one.")
    return ""


class SectionChanged(NotAllowed):
    """Somebody saved the chapter in between; the page keeps both texts."""


def isbn_problems(isbn: str, isbn_web: str) -> dict[str, str]:
    """{field: what is wrong with it}; empty numbers are none."""
    numbers = {"isbn": isbn, "isbn_web": isbn_web}
    found = {name: isbn_problem(number) for name, number in numbers.items() if number}
    if isbn and isbn.replace("-", "") == isbn_web.replace("-", ""):
        found["isbn_web"] = _(
            "The printed publication has this number. Each form of a publication has its own."
        )
    return {name: problem for name, problem in found.items() if problem}


def check_draft(report: Report) -> None:
    """Chapters come while the figures live: a frozen report has nothing kept for a new one."""
    check_write(report)
    if report.state != State.DRAFT:
        raise NotAllowed(
            _("The figures have been frozen. Let them live again before you add a chapter.")
        )


def check_seen(section: ReportSection, version: int) -> None:
    """The writer has seen the newest version of the chapter. Hold its lock."""
    if section.version != version:
        raise SectionChanged(
            _(
                "Somebody else has saved this chapter in between. Their text stands above "
                "yours. Put together what you need, and save again."
            )
        )


def check_write(report: Report) -> None:
    """A released report stays as it is."""
    if report.state == State.RELEASED:
        raise NotAllowed(
            _("The report has been published. Take it back first if it must be changed.")
        )


def check_room(count: int) -> None:
    """A chapter has room for one more picture."""
    if count >= PICTURES_MOST:
        raise NotAllowed(
            _("A chapter has at most %(count)s pictures. Remove one before you add another.")
            % {"count": PICTURES_MOST}
        )


def check_release(gaps: Sequence[Gap], acknowledged: Collection[str], reason: str) -> None:
    """Every open gap has been acknowledged, and there is a reason for publishing with them."""
    for gap in gaps:
        if gap.key not in acknowledged:
            raise NotAllowed(
                _(
                    "The report has an open gap that nobody has acknowledged: %(gap)s Close it, or "
                    "acknowledge it and tell why the report is published so."
                )
                % {"gap": gap.text}
            )
    if gaps and not reason:
        raise NotAllowed(
            _("The report has open gaps: %(first)s Close them, or tell why it is published so.")
            % {"first": gaps[0].text}
        )


def has_stopped(row: ReportFile, now: datetime.datetime) -> bool:
    """The worker that began to make the file has not come to an end in time."""
    return row.claimed_at is not None and row.claimed_at < now - MAKING_TIME
