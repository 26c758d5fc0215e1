"""A report as tagged PDF and as data; as DOCX in word.py."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.correspondence.letters import document_pdf
from talkoot.credentials.pictures import as_svg
from talkoot.programmes.queries import logo_sets, owners_of
from talkoot.reports.blocks import Block, Chapter
from talkoot.reports.content import written
from talkoot.reports.figures_shown import Shown, address_of
from talkoot.reports.models import Report, ReportFile
from talkoot.reports.records import doubts_of, kept_doubts


def file_bytes(
    kind: str, report: Report, chapters: list[Chapter], half_way: Callable[[], None]
) -> bytes:
    """The file in the active language; `half_way` is called before it is set in type."""
    if kind == ReportFile.Kind.PDF:
        content = pdf_content(report, chapters)
        half_way()
        return _set(report, content)
    from talkoot.reports.word import docx_bytes  # Heavy, and only the worker needs it.

    half_way()
    return docx_bytes(report, chapters)


def meta_of(report: Report) -> list[list[str]]:
    """What the title page tells."""
    rows = [
        [_("Programme"), report.programme.name],
        [_("Figures as of"), local_date(report.cut_off)],
    ]
    rows[1:1] = _owners_of(report)
    if report.state != Report.State.RELEASED:
        rows.append([_("State"), str(report.get_state_display())])
    return rows + numbers_of(report)


def _owners_of(report: Report) -> list[list[str]]:
    """All whose programme it is, where it is not the publisher's alone."""
    owners = owners_of(report.programme)
    return [[_("Owners of the programme"), ", ".join(owners)]] if len(owners) > 1 else []


def publisher_of(report: Report) -> list[str]:
    return [_("Publisher"), report.programme.office.name]


def facts_of(report: Report) -> list[list[str]]:
    """Who publishes it, whose the programme is, and its numbers; the page tells them first."""
    return [publisher_of(report), *_owners_of(report), *numbers_of(report)]


def numbers_of(report: Report) -> list[list[str]]:
    """The ISBN of the printed publication and of that on the web, those that there are."""
    numbers = [[_("ISBN (print)"), report.isbn], [_("ISBN (web)"), report.isbn_web]]
    return [row for row in numbers if row[1]]


def imprint_of(report: Report) -> list[list[str]]:
    """Who publishes what; none of a report that is no publication with a number."""
    numbers = numbers_of(report)
    if not numbers:
        return []
    return [[_("Publication"), report.title], publisher_of(report), *meta_of(report)]


def demo_words(report: Report) -> str:
    """That the records are invented or a reconstruction; empty when they are neither."""
    if report.programme.reconstructed_at:
        return _(
            "The records of this programme are a reconstruction: they were generated from its "
            "published figures, and nothing in them tells of a real person."
        )
    return _("Demo data") if report.is_demo else ""


def logos_of(report: Report) -> list[dict[str, str]]:
    """The funders' marks in force on the cut-off day, one for each funded project."""
    rows = logo_sets(report.programme_id, report.cut_off)
    return [{"svg": as_svg(row.image), "alt": row.alt} for row in rows]


def pdf_bytes(report: Report, chapters: list[Chapter]) -> bytes:
    """PDF/UA-1 in the active language; a final report has a cover and a table of contents."""
    return _set(report, pdf_content(report, chapters))


def pdf_content(report: Report, chapters: list[Chapter]) -> dict[str, Any]:
    """The report in the shape of correspondence/typst/report.typ."""
    return {
        "layout": "report",
        "kind": report.kind,
        "title": report.title,
        "organisation": report.programme.office.name,
        "lead": report.programme.name,
        "meta": meta_of(report),
        "imprint_title": _("Imprint"),
        "imprint": imprint_of(report),
        "demo": demo_words(report),
        "contents": _("Contents"),
        "logos": logos_of(report),
        "sections": [
            {
                "heading": chapter.title,
                "blocks": [printed(block) for block in chapter.blocks],
            }
            for chapter in written(chapters)
        ],
    }


def _set(report: Report, content: dict[str, Any]) -> bytes:
    return document_pdf(
        content,
        number=local_date(report.cut_off),
        language=(get_language() or "fi")[:2],
        is_demo=report.is_demo,
    )


def printed(block: Block) -> dict[str, Any]:
    """The block as correspondence/typst/report.typ takes it."""
    return {
        **_plain(block),
        "links": [absolute(link) for link in block.links],
        "numbered": block.is_numbered,
        "tiles": block.is_tiles,
        "svg": block.paper_svg(),
        "map": block.area_map is not None,
        "photo": block.photo is not None,
        "note": block.note,
        "caption": block.caption,
        "caption_link": absolute(block.caption_link),
    }


def absolute(address: str) -> str:
    """The address as it is opened from outside the site; an empty one stays empty."""
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address


def _plain(block: Block) -> dict[str, Any]:
    names = ("heading", "paragraphs", "items", "columns", "rows", "alt")
    return {name: getattr(block, name) for name in names}


def _figure_data(report: Report, row: Shown) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "label": row.label,
        "value": row.raw,
        "unit": row.unit,
        "n": row.n,
        "definition": row.definition,
        "version": row.version,
        "query_hash": row.query_hash,
        "address": absolute(address_of(report, row.id)),
        "parts": [
            {"id": part.key, "label": part.label, "value": part.raw, "n": part.n}
            for part in row.parts
        ],
    }


def data_of(report: Report, chapters: list[Chapter]) -> dict[str, Any]:
    """The data appendix: each figure with its definition, n and cut-off, and the chapters."""
    figures = {row.id: row for chapter in chapters for row in chapter.figures}
    return {
        "title": report.title,
        "programme": report.programme.slug,
        "publisher": report.programme.office.name,
        "owners": owners_of(report.programme),
        "isbn": {"print": report.isbn, "web": report.isbn_web},
        "as_of": report.cut_off.isoformat(),
        "state": report.state,
        "is_frozen": bool(report.frozen),
        "is_demo": report.is_demo,
        "language": (get_language() or "fi")[:2],
        "doubts": kept_doubts(report) if report.frozen else doubts_of(report),
        "figures": [_figure_data(report, row) for row in figures.values()],
        "chapters": [
            {
                "title": chapter.title,
                "figures": [row.id for row in chapter.figures],
                "blocks": [_plain(block) for block in chapter.blocks],
            }
            for chapter in chapters
        ],
    }
