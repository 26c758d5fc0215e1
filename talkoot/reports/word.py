"""A report as DOCX: real headings, lists and tables, pictures with their text alternatives."""

import io
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.reports.blocks import Block, Chapter
from talkoot.reports.content import written
from talkoot.reports.files import (
    absolute,
    demo_words,
    imprint_of,
    logos_of,
    meta_of,
    publisher_of,
)
from talkoot.reports.models import Report

POINTS, DOTS_PER_INCH = 480, 144
# Each picture is a page of its own, as high as it is; typst gives the pages in their order.
PAGES = f"""
#set page(width: {POINTS}pt, height: auto, margin: 0pt)
#for svg in json(bytes(sys.inputs.drawings)) {{
  page(image(bytes(svg), format: "svg", width: 100%))
}}
"""
LANGUAGE_CODES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


def docx_bytes(report: Report, chapters: list[Chapter]) -> bytes:
    """The document in the active language."""
    import docx  # Heavy, and only the worker needs it.
    from docx.shared import Mm

    document: Any = docx.Document()
    language = (get_language() or "fi")[:2]
    _speak(document, language)
    document.core_properties.title = report.title
    document.core_properties.author = report.programme.office.name
    document.core_properties.language = language
    document.add_heading(report.title, level=0)
    for key, value in [publisher_of(report), *meta_of(report)]:
        document.add_paragraph(f"{key}: {value}")
    if words := demo_words(report):
        document.add_paragraph(words)
    if imprint := imprint_of(report):
        document.add_page_break()
        document.add_heading(_("Imprint"), level=1)
        for key, value in imprint:
            document.add_paragraph(f"{key}: {value}")
    chapters = written(chapters)
    drawn = [block for chapter in chapters for block in chapter.blocks if block.is_drawn]
    logos = logos_of(report)
    pictures = pngs([*(block.paper_svg() for block in drawn), *(row["svg"] for row in logos)])
    by_block = {id(block): png for block, png in zip(drawn, pictures, strict=False)}
    for chapter in chapters:
        document.add_heading(f"{chapter.number} {chapter.title}", level=1)
        for block in chapter.blocks:
            _write(document, block, by_block.get(id(block)))
    for logo, png in zip(logos, pictures[len(drawn) :], strict=True):
        _add_picture(document, png, logo["alt"], Mm(80))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def pngs(drawings: list[str]) -> list[bytes]:
    """Each drawing in dots, as paper shows it."""
    import json

    import typst  # Heavy, and only files need it.

    if not drawings:
        return []
    made = typst.compile(
        PAGES.encode(),
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"drawings": json.dumps(drawings)},
        ignore_system_fonts=True,
    )
    return made if isinstance(made, list) else [made]


def _speak(document: Any, language: str) -> None:
    """The language of the text, which screen readers and spelling checkers follow."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), LANGUAGE_CODES.get(language, "fi-FI"))
    properties.append(mark)


def _write(document: Any, block: Block, png: bytes | None) -> None:
    """The block's words, its picture, and its table or list."""
    from docx.shared import Mm

    if block.heading:
        document.add_heading(block.heading, level=2)
    for paragraph in block.paragraphs:
        document.add_paragraph(paragraph)
    for item in block.items:
        document.add_paragraph(item, style="List Number" if block.is_numbered else "List Bullet")
    if png:
        _add_picture(document, png, block.alt, Mm(100 if block.area_map else 150))
    if block.note:
        document.add_paragraph(block.note)
    if block.caption and not block.caption_link:
        document.add_paragraph(block.caption)
    elif block.caption:
        _link(document.add_paragraph(), block.caption, absolute(block.caption_link))
    if block.rows:
        _add_table(document, block)


def _add_picture(document: Any, png: bytes, alt: str, width: Any) -> None:
    shape = document.add_picture(io.BytesIO(png), width=width)
    shape._inline.docPr.set("descr", alt)


def _add_table(document: Any, block: Block) -> None:
    """The first row repeats on each page and is told to be the head."""
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    links = block.links or [""] * len(block.rows)
    for row, link in zip(block.rows, links, strict=True):
        cells = table.add_row().cells
        for cell, text in zip(cells[1:], row[1:], strict=True):
            cell.text = text
        if link:
            _link(cells[0].paragraphs[0], row[0], absolute(link))
        else:
            cells[0].text = row[0]


def _link(paragraph: Any, text: str, address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
