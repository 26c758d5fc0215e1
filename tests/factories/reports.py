"""Reports with their chapters."""

from typing import Any

from django.utils import timezone

from talkoot.reports.models import Report, ReportSection, SectionPicture
from tests.factories.files import make_file
from tests.factories.people import next_number
from tests.factories.programmes import the_programme


def make_report(state: str = "draft", **fields: Any) -> Report:
    values = {"title_fi": f"Raportti {next_number()}", "cut_off": timezone.localdate()}
    values |= {"title_sv": "Rapport", "title_en": "Report"}
    if state != "draft":
        values |= {"frozen_at": timezone.now(), "frozen": {"figures": {}}}
    programme = fields.pop("programme", None) or the_programme()
    return Report.objects.create(programme=programme, state=state, **{**values, **fields})


def make_section(report: Report | None = None, **fields: Any) -> ReportSection:
    report = report or make_report()
    number = report.sections.count() + 1
    values = {"order": number, "title_fi": f"Luku {number}", "body_fi": "Teksti."}
    values |= {"title_sv": f"Kapitel {number}", "title_en": f"Chapter {number}"}
    return ReportSection.objects.create(report=report, **{**values, **fields})


def make_section_picture(section: ReportSection, **fields: Any) -> SectionPicture:
    values = {"alt_fi": "Kuusi ihmistä pöydän ympärillä", "credit": "Kuvatoimisto"}
    file = fields.pop("file", None) or make_file()
    return SectionPicture.objects.create(
        section=section, file=file, has_consent=True, **{**values, **fields}
    )
