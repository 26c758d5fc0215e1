"""A report as chapters of blocks, in the active language; pages and files are made of this."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from talkoot.core.pictures import PRINT_STYLE
from talkoot.impact.drawing import chain_svg
from talkoot.impact.models import LessonLearned, Tip
from talkoot.impact.queries.board import Column, board
from talkoot.impact.queries.registers import lessons_of, registers_of
from talkoot.programmes.finance.queries import all_with_shares
from talkoot.programmes.models import Programme
from talkoot.reports import queries
from talkoot.reports.figures_shown import Shown, shown_figures
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.shape import LANGUAGES
from talkoot.surveys.reading.quotes import quotes_for

Kind = ReportSection.Kind
QUOTES = 5


@dataclass
class Block:
    """A heading with what stands under it; a picture has the same content as its rows or items."""

    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # An address for each row, or none.
    svg: str = ""
    alt: str = ""

    def linked_rows(self) -> list[tuple[str, list[tuple[str, str]], str]]:
        """Each row as (its address or empty, (column, cell) after the first, its first cell)."""
        links = self.links or [""] * len(self.rows)
        return [
            (link, list(zip(self.columns[1:], row[1:], strict=True)), row[0])
            for link, row in zip(links, self.rows, strict=True)
        ]


@dataclass
class Chapter:
    """A chapter: its own text first, then what its kind takes from the records."""

    section: ReportSection
    title: str
    number: int
    figures: list[Shown]
    blocks: list[Block]
    is_empty: bool = False


class Records:
    """What several chapters take from a programme's records, read once."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def lessons(self) -> list[LessonLearned]:
        return [row for _group, rows in lessons_of(self.programme)["lessons"] for row in rows]

    @cached_property
    def tips(self) -> list[Tip]:
        return list(lessons_of(self.programme)["tips"])


def chapters_of(report: Report) -> list[Chapter]:
    """Every chapter in its order; of a frozen report nothing but its own texts is read."""
    sections = list(queries.sections_of(report))
    shown = shown_figures(report, sections)
    blocks = _kept_blocks(report) if report.frozen else record_blocks(report, sections)
    return [
        _chapter(report, section, number, shown, sections, blocks.get(section.pk, []))
        for number, section in enumerate(sections, 1)
    ]


def record_blocks(report: Report, sections: Iterable[ReportSection]) -> dict[int, list[Block]]:
    """{section id: what its kind takes from the records}, in the active language."""
    records = Records(report.programme)
    makers = {section.pk: (BLOCKS.get(section.kind), section) for section in sections}
    return {pk: make(records, section) for pk, (make, section) in makers.items() if make}


def frozen_blocks(report: Report, sections: list[ReportSection]) -> dict[str, Any]:
    """The same in each language, as it is kept when the figures are frozen."""
    kept = {}
    for language in LANGUAGES:
        with override(language):
            found = record_blocks(report, sections)
        kept[language] = {pk: [asdict(block) for block in rows] for pk, rows in found.items()}
    return kept


def _kept_blocks(report: Report) -> dict[int, list[Block]]:
    language = (get_language() or "fi")[:2]
    kept = report.frozen.get("blocks", {})
    rows = kept.get(language) or kept.get("fi") or {}
    return {int(pk): [Block(**block) for block in blocks] for pk, blocks in rows.items()}


def _chapter(
    report: Report,
    section: ReportSection,
    number: int,
    shown: dict[str, Shown],
    sections: list[ReportSection],
    from_records: list[Block],
) -> Chapter:
    figures = [shown[key] for key in section.figures if key in shown]
    blocks = []
    if section.body:
        blocks.append(Block(paragraphs=paragraphs_of(section.body)))
    if section.kind == Kind.DEFINITIONS:
        wanted = list(dict.fromkeys(key for row in sections for key in row.figures))
        blocks.append(_definitions([shown[key] for key in wanted if key in shown]))
    elif figures:
        blocks.append(_figures(report.programme, figures))
    blocks += from_records
    return Chapter(section, section.title, number, figures, blocks, is_empty=not blocks)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines keep apart."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [part.strip() for part in parts if part.strip()]


def _figures(programme: Programme, figures: list[Shown]) -> Block:
    return Block(
        columns=[_("Figure"), _("Value"), _("n")],
        rows=[[row.label, _with_unit(row), str(row.n)] for row in figures],
        links=[_address(programme, row.id) for row in figures],
    )


def _with_unit(figure: Shown) -> str:
    """The value with its unit; a dash alone when nothing can be said."""
    return f"{figure.value} {figure.unit}".strip() if figure.raw is not None else figure.value


def _address(programme: Programme, figure_id: str) -> str:
    return f"{reverse('figure', args=[figure_id])}?programme={programme.slug}"


def _definitions(figures: list[Shown]) -> Block:
    rows = [
        [row.label, row.definition, f"{row.id}, {_('version')} {row.version}"] for row in figures
    ]
    return Block(columns=[_("Figure"), _("Definition"), _("Identifier")], rows=rows)


def _goals(records: Records, section: ReportSection) -> list[Block]:
    goals = [f"{goal.number}. {goal.text}" for goal in records.programme.goals.all()]
    return [Block(items=goals)] if goals else []


def _service(records: Records, section: ReportSection) -> list[Block]:
    """What the service was, and its lessons and tips."""
    offering = section.offering
    if offering is None:
        return []
    lessons = [row.text for row in records.lessons if row.offering_id == offering.pk]
    tips = [row.text for row in records.tips if row.offering_id == offering.pk]
    blocks = [Block(paragraphs=[offering.summary])]
    blocks += [Block(_("Lessons"), items=lessons)] if lessons else []
    return blocks + ([Block(_("Tips"), items=tips)] if tips else [])


def _practices(records: Records, section: ReportSection) -> list[Block]:
    quotes = [
        f"“{row.text}” ({row.source_label})" for row in quotes_for(records.programme)[:QUOTES]
    ]
    return [Block(_("In the participants’ words"), items=quotes)] if quotes else []


def _evaluation(records: Records, section: ReportSection) -> list[Block]:
    """Findings, interview studies and the chain; an unpublished chain is left out."""
    found = registers_of(records.programme)
    blocks = [
        Block(str(kind).capitalize(), items=[row.text for row in rows])
        for kind, rows in found["findings"]
    ]
    blocks += [
        Block(row.title, items=[point.text for point in row.points.all()])
        for row in found["studies"]
        if row.points.all()
    ]
    chain = getattr(records.programme, "impact_chain", None)
    if chain is not None and chain.published_on and (columns := board(chain)):
        blocks.append(_chain(columns))
    return blocks


def _chain(columns: list[Column]) -> Block:
    rows = [
        [column.title.capitalize(), card.node.text, card.light_words]
        for column in columns
        for card in column.cards
    ]
    return Block(
        _("Impact chain"),
        columns=[_("Level"), _("Statement"), _("Influence")],
        rows=rows,
        svg=_print_svg(columns),
        alt=_("The impact chain as a picture; the table under it has the same content."),
    )


def _print_svg(columns: list[Column]) -> str:
    svg = str(chain_svg(columns, "report-chain", has_links=False))
    head = "<svg "
    svg = svg.replace(head, f'{head}xmlns="http://www.w3.org/2000/svg" ', 1)
    end = svg.index(">") + 1
    return f"{svg[:end]}<style>{PRINT_STYLE}</style>{svg[end:]}"


def _recommendations(records: Records, section: ReportSection) -> list[Block]:
    rows = [
        [f"{row.number}. {row.text}", row.addressee, row.get_state_display(), row.response]
        for row in registers_of(records.programme)["recommendations"]
    ]
    columns = [_("Recommendation"), _("To whom"), _("State"), _("Response")]
    return [Block(columns=columns, rows=rows)] if rows else []


def _funding(records: Records, section: ReportSection) -> list[Block]:
    rows = [
        [project.name, share.funder, f"{share.percent.normalize():f} %".replace(".", ",")]
        for project in all_with_shares(records.programme)
        for share in project.shares.all()
    ]
    columns = [_("Project"), _("Funder"), _("Share")]
    return [Block(columns=columns, rows=rows)] if rows else []


BLOCKS: dict[str, Any] = {
    Kind.GOALS: _goals,
    Kind.SERVICE: _service,
    Kind.PRACTICES: _practices,
    Kind.EVALUATION: _evaluation,
    Kind.RECOMMENDATIONS: _recommendations,
    Kind.FUNDING: _funding,
}
