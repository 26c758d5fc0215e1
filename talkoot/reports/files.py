"""A report as tagged PDF, as DOCX and as data."""

import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.correspondence.letters import document_pdf
from talkoot.reports.content import Block, Chapter
from talkoot.reports.models import Report


def meta_of(report: Report) -> list[list[str]]:
    """What the title page tells."""
    return [
        [_("Programme"), report.programme.name],
        [_("Figures as of"), local_date(report.cut_off)],
        [_("State"), str(report.get_state_display())],
    ]


def pdf_bytes(report: Report, chapters: list[Chapter]) -> bytes:
    """PDF/UA-1 with a table of contents, in the active language."""
    content = {
        "layout": "report",
        "title": report.title,
        "organisation": report.programme.office.name,
        "meta": meta_of(report),
        "contents": _("Contents"),
        "sections": [
            {
                "heading": f"{chapter.number} {chapter.title}",
                "blocks": [_plain(block) for block in chapter.blocks],
            }
            for chapter in chapters
        ],
    }
    return document_pdf(
        content,
        number=local_date(report.cut_off),
        language=(get_language() or "fi")[:2],
        is_demo=report.is_demo,
    )


def _plain(block: Block) -> dict[str, Any]:
    names = ("heading", "paragraphs", "items", "columns", "rows", "svg", "alt")
    return {name: getattr(block, name) for name in names}


def docx_bytes(report: Report, chapters: list[Chapter]) -> bytes:
    """A document with real headings, lists and tables, in the active language."""
    import docx  # Heavy, and only the worker needs it.

    document: Any = docx.Document()
    language = (get_language() or "fi")[:2]
    document.core_properties.title = report.title
    document.core_properties.author = report.programme.office.name
    document.core_properties.language = language
    document.add_heading(report.title, level=0)
    for key, value in meta_of(report):
        document.add_paragraph(f"{key}: {value}")
    if report.is_demo:
        document.add_paragraph(_("Demo data"))
    for chapter in chapters:
        document.add_heading(f"{chapter.number} {chapter.title}", level=1)
        for block in chapter.blocks:
            _write(document, block)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _write(document: Any, block: Block) -> None:
    """The block's table tells what its picture shows, so the picture is left out of DOCX."""
    if block.heading:
        document.add_heading(block.heading, level=2)
    for paragraph in block.paragraphs:
        document.add_paragraph(paragraph)
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")
    if not block.rows:
        return
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = text
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def data_of(report: Report, chapters: list[Chapter]) -> dict[str, Any]:
    """The data appendix: each figure with its definition, n and cut-off, and the chapters."""
    figures = {row.id: row for chapter in chapters for row in chapter.figures}
    return {
        "title": report.title,
        "programme": report.programme.slug,
        "as_of": report.cut_off.isoformat(),
        "state": report.state,
        "is_frozen": bool(report.frozen),
        "is_demo": report.is_demo,
        "language": (get_language() or "fi")[:2],
        "figures": [
            {
                "id": row.id,
                "code": row.code,
                "label": row.label,
                "value": row.raw,
                "unit": row.unit,
                "n": row.n,
                "definition": row.definition,
                "version": row.version,
            }
            for row in figures.values()
        ],
        "chapters": [
            {
                "title": chapter.title,
                "figures": [row.id for row in chapter.figures],
                "blocks": [
                    {name: value for name, value in _plain(block).items() if name != "svg"}
                    for block in chapter.blocks
                ],
            }
            for chapter in chapters
        ],
    }
