"""Reads of reports."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from talkoot.core.access import fetch
from talkoot.people.rules import office_ids
from talkoot.programmes.models import LogoSet
from talkoot.programmes.queries import logo_sets
from talkoot.reports import rules
from talkoot.reports.models import Report, ReportFile, ReportSection, SectionPicture

REPORTS = Report.objects.select_related("programme__office")


def office_reports(user: Any) -> "QuerySet[Report]":
    """The reports of the office's programmes with how many chapters they have."""
    rows = REPORTS.filter(programme__office__in=office_ids(user))
    return rows.annotate(section_count=Count("sections")).order_by("-cut_off", "-pk")


def get_report(user: Any, pk: int) -> Report:
    """A report that the person may read, else NotFound."""
    return fetch(REPORTS, user, rules.can_read, pk=pk)


def get_own_report(user: Any, pk: int) -> Report:
    """A report of the person's office, else NotFound."""
    return fetch(REPORTS, user, rules.can_edit, pk=pk)


def sections_of(report: Report) -> "QuerySet[ReportSection]":
    """The chapters with the number of their open comments."""
    rows = ReportSection.objects.filter(report=report).select_related("offering")
    # A query that groups forgets the model's own order.
    rows = rows.order_by("order", "pk")
    return rows.annotate(open_comments=Count("comments", filter=Q(comments__is_done=False)))


def sections_with_pictures(report: Report) -> "QuerySet[ReportSection]":
    """The same with the pictures that stand in the chapters."""
    pictures = SectionPicture.objects.select_related("file")
    return sections_of(report).prefetch_related(Prefetch("pictures", pictures))


def get_picture(user: Any, pk: int, picture_pk: int) -> SectionPicture:
    """A picture of a report that the person may read, else NotFound."""
    report = get_report(user, pk)
    rows = SectionPicture.objects.filter(section__report=report).select_related("file")
    return fetch(rows, user, lambda _user, _row: True, pk=picture_pk)


def get_section(user: Any, pk: int) -> ReportSection:
    """A chapter of a report of the person's office, with its comments, versions and pictures."""
    rows = ReportSection.objects.select_related("report__programme__office", "offering")
    rows = rows.prefetch_related("comments__by", "versions", "pictures")
    return fetch(rows, user, lambda who, row: rules.can_edit(who, row.report), pk=pk)


def get_file(user: Any, pk: int) -> ReportFile:
    """A file of a report that the person may read, else NotFound."""
    rows = ReportFile.objects.select_related("report__programme__office", "file")
    return fetch(rows.filter(file__isnull=False), user, rules.can_read_file, pk=pk)


def public_files(report: Report) -> list[ReportFile]:
    """The newest file of each kind and language that was made of what was published."""
    rows = report.files.filter(file__isnull=False, created_at__gte=report.state_changed_at)
    newest = {(row.kind, row.language): row for row in rows.order_by("pk")}
    return list(newest.values())


def get_logo_set(user: Any, pk: int, logo_pk: int) -> LogoSet:
    """A set of marks that a report the person may read bears, else NotFound."""
    report = get_report(user, pk)
    borne = [row.pk for row in logo_sets(report.programme_id, report.cut_off)]
    rows = LogoSet.objects.filter(pk__in=borne).select_related("image")
    return fetch(rows, user, lambda _user, _row: True, pk=logo_pk)
