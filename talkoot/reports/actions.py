"""Every write of reports."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.files.actions import store_bytes
from talkoot.files.models import Publicity, Retention
from talkoot.files.rules import MEDIA_TYPES
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.reports import queries, rules
from talkoot.reports.content import chapters_of, frozen_blocks
from talkoot.reports.figures_shown import frozen_figures
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import (
    Report,
    ReportFile,
    ReportSection,
    SectionComment,
    SectionVersion,
)
from talkoot.reports.shape import first_sections

TEXTS = ("title_fi", "title_sv", "title_en", "body_fi", "body_sv", "body_en", "figures")


@transaction.atomic
def start_report(programme: Programme, values: Mapping[str, Any], *, by: User) -> Report:
    """A new report with the chapters of a final publication. Refuses a cut-off out of bounds."""
    today = timezone.localdate()
    if problem := rules.cut_off_problem(programme, values["cut_off"], today):
        raise NotAllowed(problem)
    report = Report.objects.create(programme=programme, is_demo=programme.is_demo, **values)
    ReportSection.objects.bulk_create(
        ReportSection(report=report, is_demo=report.is_demo, **row)
        for row in first_sections(programme)
    )
    record("reports.report.started", report, by=by, after={"cut_off": str(report.cut_off)})
    return report


@transaction.atomic
def save_section(
    section: ReportSection, values: Mapping[str, Any], *, version: int, by: User
) -> None:
    """Change a chapter's heading, text and figures; the earlier version is kept.

    `version` is the one that the writer saw: refused when somebody has saved since, and when the
    report has been published.
    """
    section = ReportSection.objects.select_for_update().get(pk=section.pk)
    rules.check_write(Report.objects.get(pk=section.report_id))
    if section.version != version:
        raise NotAllowed(
            _(
                "Somebody else has saved this chapter in between. Copy your text, and reload "
                "the page."
            )
        )
    before = {name: getattr(section, name) for name in TEXTS}
    SectionVersion.objects.create(section=section, version=section.version, content=before, by=by)
    for name, value in values.items():
        setattr(section, name, value)
    section.version += 1
    section.save()
    record("reports.section.saved", section, by=by, after={"version": section.version})


@transaction.atomic
def comment_section(section: ReportSection, *, text: str, by: User) -> SectionComment:
    """Say something of a chapter; it is open until somebody marks it done."""
    row = SectionComment.objects.create(section=section, text=text, by=by)
    record("reports.section.commented", section, by=by)
    return row


@transaction.atomic
def finish_comment(section: ReportSection, pk: int, *, by: User) -> None:
    """Mark a comment of the chapter as done."""
    if section.comments.filter(pk=pk, is_done=False).update(is_done=True):
        record("reports.comment.done", section, by=by, after={"comment": pk})


@transaction.atomic
def freeze(report: Report, *, by: User) -> None:
    """Keep the figures as they are on the cut-off day; the records may move, the report not."""
    report = Report.objects.select_for_update().select_related("programme").get(pk=report.pk)
    rules.check_write(report)
    sections = list(queries.sections_of(report))
    report.frozen = {
        **frozen_figures(report, sections),
        "blocks": frozen_blocks(report, sections),
    }
    report.frozen_at = timezone.now()
    report.save(update_fields=["frozen", "frozen_at"])
    change = change_state(report, Report.State.FROZEN, rules.TRANSITIONS)
    after = {**change["after"], "figures": len(report.frozen["figures"])}
    record("reports.report.frozen", report, by=by, before=change["before"], after=after)


@transaction.atomic
def thaw(report: Report, *, by: User) -> None:
    """Let the figures live again."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    change = change_state(report, Report.State.DRAFT, rules.TRANSITIONS)
    report.frozen, report.frozen_at = {}, None
    report.save(update_fields=["frozen", "frozen_at"])
    record("reports.report.thawed", report, by=by, **change)


@transaction.atomic
def release(report: Report, *, reason: str, by: User) -> None:
    """Publish the report. Refuses one with open gaps unless a reason is given, which is kept."""
    report = queries.REPORTS.select_for_update(of=("self",)).get(pk=report.pk)
    gaps = [gap.text for gap in gaps_of(report, list(queries.sections_of(report)))]
    rules.check_release(gaps, reason)
    change = change_state(report, Report.State.RELEASED, rules.TRANSITIONS)
    report.release_reason = reason if gaps else ""
    report.save(update_fields=["release_reason"])
    after = {**change["after"], "gaps": len(gaps), "reason": report.release_reason}
    record("reports.report.released", report, by=by, before=change["before"], after=after)


@transaction.atomic
def take_back(report: Report, *, by: User) -> None:
    """Close a published report from readers, so that it can be changed."""
    change = change_state(report, Report.State.FROZEN, rules.TRANSITIONS)
    record("reports.report.taken_back", report, by=by, **change)


@transaction.atomic
def ask_file(report: Report, *, kind: str, language: str, by: User) -> ReportFile:
    """Ask the worker for a file; one that waits already is not asked again."""
    waiting = ReportFile.objects.filter(
        report=report, kind=kind, language=language, file=None, failure=""
    )
    row = waiting.first()
    if row is None:
        row = ReportFile.objects.create(
            report=report, kind=kind, language=language, by=by, is_demo=report.is_demo
        )
        record("reports.file.asked", report, by=by, after={"kind": kind, "language": language})
    return row


def make_file(row: ReportFile) -> None:
    """Make a file that was asked for, and keep it; what goes wrong is told on its row."""
    from talkoot.reports.files import docx_bytes, pdf_bytes

    if not ReportFile.objects.filter(pk=row.pk, progress=0, file=None).update(progress=10):
        return  # Another worker has it.
    report = queries.REPORTS.get(pk=row.report_id)
    try:
        with override(row.language):
            chapters = chapters_of(report)
            ReportFile.objects.filter(pk=row.pk).update(progress=40)
            make = pdf_bytes if row.kind == ReportFile.Kind.PDF else docx_bytes
            content = make(report, chapters)
    except Exception as fault:
        ReportFile.objects.filter(pk=row.pk).update(failure=type(fault).__name__[:300])
        raise
    with transaction.atomic():
        stored = store_bytes(
            f"report-{report.pk}-{row.language}.{row.kind}",
            content,
            MEDIA_TYPES[row.kind],
            by=row.by,
            publicity=Publicity.PUBLIC,
            retention=Retention.PUBLISHED,
            is_demo=report.is_demo,
        )
        ReportFile.objects.filter(pk=row.pk).update(file=stored, progress=100)
    record("reports.file.made", report, by=None, after={"file": row.pk})


def waiting_files(now: datetime.datetime) -> list[ReportFile]:
    """The files that somebody waits for, the oldest first."""
    rows = ReportFile.objects.filter(file=None, failure="", progress=0, created_at__lte=now)
    return list(rows.order_by("pk")[:5])
