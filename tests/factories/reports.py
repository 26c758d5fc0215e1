"""Reports with their chapters."""

from typing import Any

from django.utils import timezone

from talkoot.reports.models import Report, ReportSection
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_report(state: str = "draft", **fields: Any) -> Report:
    values = {"title_fi": f"Raportti {next_number()}", "cut_off": timezone.localdate()}
    if state != "draft":
        values |= {"frozen_at": timezone.now(), "frozen": {"figures": {}}}
    programme = fields.pop("programme", None) or the_programme()
    return Report.objects.create(programme=programme, state=state, **{**values, **fields})


def make_section(report: Report | None = None, **fields: Any) -> ReportSection:
    report = report or make_report()
    number = report.sections.count() + 1
    values = {"order": number, "title_fi": f"Luku {number}", "body_fi": "Teksti."}
    return ReportSection.objects.create(report=report, **{**values, **fields})
