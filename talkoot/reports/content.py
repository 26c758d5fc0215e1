"""A report as chapters of blocks, in the active language; pages and files are made of this."""

from dataclasses import replace

from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.figures import COUNTING_RULES
from talkoot.reports import queries
from talkoot.reports.blocks import Block, Chapter
from talkoot.reports.charts import chart_block, is_whole, parts_table
from talkoot.reports.figures_shown import (
    Shown,
    address_of,
    described_figures,
    figure_ids,
    shown_figures,
)
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.records import (
    PARTS,
    Records,
    doubts_of,
    kept_blocks,
    kept_doubts,
    part_of,
    record_blocks,
)

Kind = ReportSection.Kind


def chapters_of(report: Report) -> list[Chapter]:
    """Every chapter in its order; of a frozen report nothing but its own texts is read."""
    sections = list(queries.sections_with_pictures(report))
    shown = shown_figures(report, sections)
    if report.frozen:
        blocks, doubts = kept_blocks(report), kept_doubts(report)
    else:
        blocks, doubts = record_blocks(Records(report), sections), doubts_of(report)
    return [
        _chapter(report, number, section, shown, blocks.get(section.pk, []))
        if section.kind != Kind.DEFINITIONS
        else _appendix(report, number, section, _told(shown, sections), doubts)
        for number, section in enumerate(sections, 1)
    ]


def chapter_of(report: Report, section_pk: int, part: str = "") -> Chapter | None:
    """One chapter; while the figures live, what the others show is not counted.

    The appendix then has only words: the tables stand beside the pictures. Long chapters come
    in their parts (records.PARTS).
    """
    if report.frozen:
        return next((row for row in chapters_of(report) if row.section.pk == section_pk), None)
    sections = list(queries.sections_with_pictures(report))
    for number, section in enumerate(sections, 1):
        if section.pk != section_pk:
            continue
        if section.kind == Kind.DEFINITIONS:
            described = described_figures(sections)
            return _appendix(report, number, section, list(described.values()), [])
        return _live_part(report, number, section, part)
    return None


def _live_part(report: Report, number: int, section: ReportSection, part: str) -> Chapter | None:
    records, parts = Records(report), PARTS.get(section.kind, {})
    if part and part not in parts:
        return None
    if parts:
        blocks, more = part_of(records, section, part)
    else:
        blocks, more = record_blocks(records, [section]).get(section.pk, []), ""
    if part:
        return Chapter(section, section.title, number, [], blocks, more=more)
    shown = shown_figures(report, [section])
    chapter = _chapter(report, number, section, shown, blocks)
    return replace(chapter, is_empty=chapter.is_empty and not more, more=more)


def _all(shown: dict[str, Shown], sections: list[ReportSection]) -> list[Shown]:
    return [shown[key] for key in figure_ids(sections) if key in shown]


def _told(shown: dict[str, Shown], sections: list[ReportSection]) -> list[Shown]:
    """The figures of the chapters, then all others of which there is something to tell."""
    own = _all(shown, sections)
    ids = {row.id for row in own}
    return own + [row for row in shown.values() if row.id not in ids and row.raw is not None]


def written(chapters: list[Chapter]) -> list[Chapter]:
    """The chapters that have something in them, numbered anew; what readers get."""
    kept = [row for row in chapters if not row.is_empty]
    return [replace(row, number=number) for number, row in enumerate(kept, 1)]


def own_chapters(report: Report) -> list[Chapter]:
    """The chapters with nothing but the texts that the office has written; one query."""
    return [
        Chapter(section, section.title, number, [], _own(section))
        for number, section in enumerate(queries.sections_with_pictures(report), 1)
    ]


def _chapter(
    report: Report,
    number: int,
    section: ReportSection,
    shown: dict[str, Shown],
    from_records: list[Block],
) -> Chapter:
    tiles = [shown[key] for key in section.figures if key in shown]
    blocks = [*_own(section), *(row for row in from_records if row.is_lead)]
    blocks += [_tiles(report, tiles)] if tiles else []
    blocks += _charts(report, section, shown)
    blocks += [row for row in from_records if not row.is_lead]
    return Chapter(
        section, section.title, number, _all(shown, [section]), blocks, is_empty=not blocks
    )


def _own(section: ReportSection) -> list[Block]:
    text = [Block(paragraphs=paragraphs_of(section.body))] if section.body else []
    photos = section.pictures.all()
    return text + [Block(photo=row, alt=row.alt, caption=row.caption) for row in photos]


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines keep apart."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [part.strip() for part in parts if part.strip()]


def _tiles(report: Report, figures: list[Shown]) -> Block:
    return Block(
        columns=[_("Figure"), _("Value"), _("n")],
        rows=[[row.label, _with_unit(row), str(row.n)] for row in figures],
        links=[address_of(report, row.id) for row in figures],
        is_tiles=True,
    )


def _charts(report: Report, section: ReportSection, shown: dict[str, Shown]) -> list[Block]:
    drawn = [
        chart_block(shown[key], address_of(report, key), f"chart-{section.pk}-{key}")
        for key in section.charts
        if key in shown
    ]
    return [block for block in drawn if block]


def _with_unit(figure: Shown) -> str:
    """The value with its unit; a dash alone when nothing can be said."""
    return f"{figure.value} {figure.unit}".strip() if figure.raw is not None else figure.value


def _identifier(figure: Shown) -> str:
    """The definition's own, its version, and which records were asked for."""
    found = f"{figure.id}, {_('version')} {figure.version}"
    words = _("query")
    return f"{found}, {words} {figure.query_hash}" if figure.query_hash else found


def _appendix(
    report: Report,
    number: int,
    section: ReportSection,
    figures: list[Shown],
    doubts: list[str],
) -> Chapter:
    """How everything is counted, each figure's definition, what is doubtful, and long tables."""
    rules = [str(rule) for rule in COUNTING_RULES]
    blocks = [*_own(section), Block(_("How everything is counted"), items=rules)]
    if figures:
        rows = [[row.label, row.definition, _identifier(row)] for row in figures]
        links = [address_of(report, row.id) for row in figures]
        columns = [_("Figure"), _("Definition"), _("Identifier")]
        blocks.append(Block(_("Definitions"), columns=columns, rows=rows, links=links))
    blocks += _values(report, figures)
    blocks += [Block(_("What is doubtful in the figures"), items=doubts)] if doubts else []
    blocks += [parts_table(row) for row in figures if row.parts and not is_whole(row)]
    return Chapter(section, section.title, number, figures, blocks)


def _values(report: Report, figures: list[Shown]) -> list[Block]:
    """Every figure that could be counted; under it its parts, unless they have a long table."""
    rows, links = [], []
    for figure in figures:
        if figure.raw is None:
            continue
        own = [
            figure.label,
            _with_unit(figure),
            str(figure.n),
            f"{figure.code} {figure.id}".strip(),
        ]
        parts = figure.parts if is_whole(figure) else ()
        part_rows = [
            [f"{figure.label}: {part.label}", f"{part.value} {figure.part_unit}".strip(),
             str(part.n), part.key]
            for part in parts if part.raw is not None
        ]  # fmt: skip
        rows += [own, *part_rows]
        links += [address_of(report, figure.id)] * (1 + len(part_rows))
    if not rows:
        return []
    title = _("All figures as of %(day)s") % {"day": local_date(report.cut_off)}
    columns = [_("Figure"), _("Value"), _("n"), _("Identifier")]
    return [Block(title, columns=columns, rows=rows, links=links)]
