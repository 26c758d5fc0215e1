"""Every write of reports."""

import datetime
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.audit.actions import record
from talkoot.core.ordering import DOWN, UP, move_row
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.files.actions import remove_file, store_bytes
from talkoot.files.images import screen_picture
from talkoot.files.models import Publicity, Retention
from talkoot.files.rules import MEDIA_TYPES
from talkoot.people.models import User
from talkoot.programmes.models import Programme
from talkoot.reports import queries, rules
from talkoot.reports.content import chapters_of
from talkoot.reports.figures_shown import frozen_figures
from talkoot.reports.gaps import gaps_of
from talkoot.reports.models import (
    Report,
    ReportFile,
    ReportSection,
    SectionComment,
    SectionPicture,
    SectionVersion,
)
from talkoot.reports.quotes import lost_quotes
from talkoot.reports.records import frozen_blocks, frozen_doubts
from talkoot.reports.shape import LANGUAGES, first_sections

TEXTS = ("title_fi", "title_sv", "title_en", "body_fi", "body_sv", "body_en", "figures", "charts")


@transaction.atomic
def start_report(programme: Programme, values: Mapping[str, Any], *, by: User) -> Report:
    """A new report with the chapters of a final publication. Refuses a cut-off out of bounds."""
    today = timezone.localdate()
    if problem := rules.cut_off_problem(programme, values["cut_off"], today):
        raise NotAllowed(problem)
    report = Report.objects.create(programme=programme, is_demo=programme.is_demo, **values)
    ReportSection.objects.bulk_create(
        ReportSection(report=report, is_demo=report.is_demo, **row)
        for row in first_sections(programme, report.kind)
    )
    record("reports.report.started", report, by=by, after={"cut_off": str(report.cut_off)})
    return report


@transaction.atomic
def set_isbn(report: Report, values: Mapping[str, str], *, by: User) -> None:
    """Give the publication its numbers, `isbn` and `isbn_web`; empty ones take them away.

    Refuses a number that is none, and a report that has been published.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_write(report)
    if problems := rules.isbn_problems(values["isbn"], values["isbn_web"]):
        raise NotAllowed(" ".join(problems.values()))
    before = {"isbn": report.isbn, "isbn_web": report.isbn_web}
    report.isbn, report.isbn_web = values["isbn"], values["isbn_web"]
    report.save(update_fields=["isbn", "isbn_web"])
    after = {"isbn": report.isbn, "isbn_web": report.isbn_web}
    record("reports.report.isbn", report, by=by, before=before, after=after)


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
    rules.check_seen(section, version)
    before = {name: getattr(section, name) for name in TEXTS}
    SectionVersion.objects.create(section=section, version=section.version, content=before, by=by)
    for name, value in values.items():
        setattr(section, name, value)
    section.version += 1
    section.save()
    record("reports.section.saved", section, by=by, after={"version": section.version})


@transaction.atomic
def restore_section(section: ReportSection, number: int, *, by: User) -> None:
    """Take an earlier version back; what stood there becomes an earlier version."""
    section = ReportSection.objects.select_for_update().get(pk=section.pk)
    earlier = section.versions.filter(version=number).first()
    if earlier is None:
        raise NotAllowed(_("The chapter has no such version. Choose one on its page."))
    values = {name: earlier.content[name] for name in TEXTS if name in earlier.content}
    save_section(section, values, version=section.version, by=by)


@transaction.atomic
def add_section(report: Report, values: Mapping[str, Any], *, by: User) -> ReportSection:
    """A new chapter before the definitions, else the last. Refused once the figures are frozen."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_draft(report)
    rows = list(report.sections.all())
    section = ReportSection.objects.create(
        report=report, order=len(rows) + 1, is_demo=report.is_demo, **values
    )
    is_appendix = bool(rows) and rows[-1].kind == ReportSection.Kind.DEFINITIONS
    rows.insert(len(rows) - is_appendix, section)
    for order, row in enumerate(rows, 1):
        row.order = order
    ReportSection.objects.bulk_update(rows, ["order"])
    after = {"kind": section.kind, "order": section.order}
    record("reports.section.added", section, by=by, after=after)
    return section


@transaction.atomic
def move_section(section: ReportSection, *, is_up: bool, by: User) -> None:
    """Change places with the chapter before or after; the first and the last stay."""
    report = Report.objects.select_for_update().get(pk=section.report_id)
    rules.check_write(report)
    rows = list(report.sections.all())
    if move_row(rows, section, UP if is_up else DOWN):
        after = {"order": next(row.order for row in rows if row.pk == section.pk)}
        record("reports.section.moved", section, by=by, after=after)


@transaction.atomic
def remove_section(section: ReportSection, *, by: User) -> None:
    """Remove a chapter with its comments and versions; its last text stays in the log."""
    rules.check_write(Report.objects.select_for_update().get(pk=section.report_id))
    section = ReportSection.objects.select_for_update().get(pk=section.pk)
    before = {"kind": section.kind, **{name: getattr(section, name) for name in TEXTS}}
    record("reports.section.removed", section, by=by, before=before)
    files = [row.file for row in section.pictures.select_related("file")]
    section.delete()
    for stored in files:
        remove_file(stored)


@transaction.atomic
def add_picture(
    section: ReportSection, upload: Any, values: Mapping[str, Any], *, by: User
) -> SectionPicture:
    """Add a picture to the chapter, drawn anew so that nothing hidden in the file survives.

    Refuses what is no picture, one too many, and a report that has been published.
    """
    report = Report.objects.select_for_update().get(pk=section.report_id)
    rules.check_write(report)
    # Counted under the lock: what the page had read with the chapter may be old.
    orders = list(SectionPicture.objects.filter(section=section).values_list("order", flat=True))
    rules.check_room(len(orders))
    try:
        content = screen_picture(upload)
    except ValidationError as error:
        raise NotAllowed(error.messages[0], status=HTTPStatus.BAD_REQUEST) from error
    stored = store_bytes(
        f"report-{report.pk}.png",
        content,
        "image/png",
        by=by,
        publicity=Publicity.PUBLIC,
        retention=Retention.PUBLISHED,
        is_demo=report.is_demo,
    )
    row = SectionPicture.objects.create(
        section=section,
        file=stored,
        order=max(orders, default=0) + 1,
        is_demo=report.is_demo,
        **values,
    )
    record("reports.picture.added", row, by=by, after={"alt_fi": row.alt_fi})
    return row


@transaction.atomic
def remove_picture(section: ReportSection, pk: int, *, by: User) -> None:
    """Remove a picture of the chapter with its file. Refused once the report is published."""
    rules.check_write(Report.objects.select_for_update().get(pk=section.report_id))
    row = section.pictures.select_related("file").filter(pk=pk).first()
    if row is None:
        return
    record("reports.picture.removed", row, by=by, before={"alt_fi": row.alt_fi})
    row.delete()
    remove_file(row.file)


@transaction.atomic
def comment_section(section: ReportSection, *, text: str, by: User) -> SectionComment:
    """Say something of a chapter; it is open until somebody marks it done.

    Refused once the report has been published.
    """
    rules.check_write(Report.objects.select_for_update().get(pk=section.report_id))
    row = SectionComment.objects.create(section=section, text=text, by=by)
    record("reports.section.commented", section, by=by)
    return row


@transaction.atomic
def finish_comment(section: ReportSection, pk: int, *, by: User) -> None:
    """Mark a comment of the chapter as done. Refused once the report has been published."""
    rules.check_write(Report.objects.select_for_update().get(pk=section.report_id))
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
        "doubts": frozen_doubts(report),
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
def release(report: Report, *, acknowledged: Collection[str], reason: str, by: User) -> None:
    """Publish the report, and ask the worker for its files in each language.

    Refuses one with open gaps unless each is acknowledged (by its key) and a reason is given; both
    are kept in the log.
    """
    report = queries.REPORTS.select_for_update(of=("self",)).get(pk=report.pk)
    gaps = gaps_of(report, list(queries.sections_of(report)))
    rules.check_release(gaps, acknowledged, reason)
    change = change_state(report, Report.State.RELEASED, rules.TRANSITIONS)
    report.release_reason = reason if gaps else ""
    report.save(update_fields=["release_reason"])
    after = {
        **change["after"],
        "gaps": [gap.text for gap in gaps],
        "reason": report.release_reason,
    }
    record("reports.report.released", report, by=by, before=change["before"], after=after)
    for language in LANGUAGES:
        for kind in ReportFile.Kind.values:
            _ask(report, kind, language, by=by)


@transaction.atomic
def take_back(report: Report, *, by: User) -> None:
    """Close a published report from readers, so that it can be changed."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    change = change_state(report, Report.State.FROZEN, rules.TRANSITIONS)
    record("reports.report.taken_back", report, by=by, **change)


@transaction.atomic
def ask_file(report: Report, *, kind: str, language: str, by: User) -> ReportFile:
    """Ask the worker for a file; one that waits or is being made is not asked again."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    waiting = ReportFile.objects.filter(
        report=report, kind=kind, language=language, file=None, failure="",
        created_at__gte=report.state_changed_at,
    )  # fmt: skip
    now = timezone.now()
    for row in waiting:
        if not rules.has_stopped(row, now):
            return row
    return _ask(report, kind, language, by=by)


def _ask(report: Report, kind: str, language: str, *, by: User) -> ReportFile:
    row = ReportFile.objects.create(
        report=report, kind=kind, language=language, by=by, is_demo=report.is_demo
    )
    record("reports.file.asked", report, by=by, after={"kind": kind, "language": language})
    return row


def renew_files_without_lost_quotes() -> None:
    """Where quotes were taken back from a frozen report, its files go and are made anew."""
    for report in queries.REPORTS.filter(frozen_at__isnull=False):
        if lost_quotes(report) != report.frozen.get("lost_quotes", []):
            _renew_files(report)


@transaction.atomic
def _renew_files(report: Report) -> None:
    report = queries.REPORTS.select_for_update(of=("self",)).get(pk=report.pk)
    if not report.frozen:
        return
    report.frozen["lost_quotes"] = lost_quotes(report)
    report.save(update_fields=["frozen"])
    asked = {}
    for row in report.files.filter(file__isnull=False).select_related("file"):
        asked[row.kind, row.language] = row.by_id
        row.delete()
        assert row.file is not None
        remove_file(row.file)
    for (kind, language), by_id in asked.items():
        fields = {"kind": kind, "language": language, "by_id": by_id, "is_demo": report.is_demo}
        ReportFile.objects.create(report=report, **fields)
        record("reports.file.asked", report, by=None, after={"kind": kind, "language": language})


def make_file(row: ReportFile) -> None:
    """Make a file that was asked for, and keep it; what goes wrong is told on its row."""
    from talkoot.reports.files import file_bytes

    waiting = ReportFile.objects.filter(pk=row.pk, claimed_at=None)
    if not waiting.update(claimed_at=timezone.now(), progress=10):
        return  # Another worker has it.
    report = queries.REPORTS.get(pk=row.report_id)
    try:
        with override(row.language):
            chapters = chapters_of(report)
            _tell_progress(row, 40)
            content = file_bytes(row.kind, report, chapters, lambda: _tell_progress(row, 70))
    except Exception as fault:
        ReportFile.objects.filter(pk=row.pk).update(failure=type(fault).__name__[:300])
        raise
    _keep_file(row, report, content)


def _tell_progress(row: ReportFile, progress: int) -> None:
    ReportFile.objects.filter(pk=row.pk).update(progress=progress)


@transaction.atomic
def _keep_file(row: ReportFile, report: Report, content: bytes) -> None:
    stored = store_bytes(
        f"report-{report.pk}-{row.language}.{row.kind}",
        content,
        MEDIA_TYPES[row.kind],
        by=row.by,
        publicity=Publicity.PUBLIC,
        retention=Retention.PUBLISHED,
        is_demo=report.is_demo,
    )
    ReportFile.objects.filter(pk=row.pk).update(file=stored, progress=100, failure="")
    record("reports.file.made", report, by=None, after={"file": row.pk})


def give_up_files(now: datetime.datetime) -> None:
    """Tell on their rows which files a worker began and died over; they can be asked for anew."""
    overdue = ReportFile.objects.filter(
        file=None, failure="", claimed_at__lt=now - rules.MAKING_TIME
    )
    overdue.update(failure="stopped")


def waiting_files(now: datetime.datetime) -> list[ReportFile]:
    """The files that somebody waits for, the oldest first."""
    rows = ReportFile.objects.filter(file=None, failure="", claimed_at=None, created_at__lte=now)
    return list(rows.order_by("pk")[:5])
