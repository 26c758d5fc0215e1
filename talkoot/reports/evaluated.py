"""The chapter of the evaluation and the chain, and that of recommendations, as blocks."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_date
from talkoot.impact.drawing import chain_svg
from talkoot.impact.models import (
    ContextStatistic,
    ContributionStory,
    Evaluation,
    Influence,
    InterviewStudy,
    LessonLearned,
    Recommendation,
)
from talkoot.impact.queries.board import Column, Mix, NodeCard
from talkoot.impact.rules.registers import line_of, story_parts
from talkoot.reports.blocks import Block
from talkoot.reports.models import ReportSection

if TYPE_CHECKING:
    from talkoot.reports.records import Records


def found_blocks(records: "Records", section: ReportSection) -> list[Block]:
    """Who has evaluated what, and what was found."""
    blocks = _evaluations(records.evaluations)
    for kind, rows in records.findings:
        items = [_with_grounds(row.text, row.grounds) for row in rows]
        blocks.append(Block(str(kind).capitalize(), items=items))
    return blocks


def told_blocks(records: "Records", section: ReportSection) -> list[Block]:
    """What those who took part say: interviews, lessons and tips of the whole programme."""
    blocks = [_study(row) for row in records.studies if row.points.all()]
    blocks += _lessons([row for row in records.lessons if row.offering_id is None])
    tips = [row.text for row in records.tips if row.offering_id is None]
    return blocks + ([Block(_("Tips"), items=tips)] if tips else [])


def chain_blocks(records: "Records", section: ReportSection) -> list[Block]:
    """The chain and what it rests on, and how far the programme's part in changes holds.

    An unpublished chain or story is left out.
    """
    blocks = []
    if columns := records.columns():
        blocks = [_chain(columns, section), *_links(columns), *_mix(records.evidence)]
    return blocks + [_story(row) for row in records.stories if row.published_on]


def around_blocks(records: "Records", section: ReportSection) -> list[Block]:
    """What else there was: other influences, and what others have measured."""
    return _influences(records.influences) + _statistics(records.statistics)


def recommendation_blocks(records: "Records", section: ReportSection) -> list[Block]:
    """Each with its addressee, its state and day, the answer and what has followed."""
    rows = [
        [f"{row.number}. {row.text}", row.addressee, _state(row), _answer(row)]
        for row in records.recommendations
    ]
    columns = [_("Recommendation"), _("To whom"), _("State"), _("Response and follow-up")]
    return [Block(columns=columns, rows=rows)] if rows else []


def _evaluations(rows: Sequence[Evaluation]) -> list[Block]:
    cells = [
        [row.title, "\n".join(area.text for area in row.areas.all()), row.made_by, str(row.year)]
        for row in rows
    ]
    columns = [_("Evaluation"), _("What was evaluated"), _("Evaluator"), _("Year")]
    links = [row.report_url for row in rows]
    return [Block(_("Evaluations"), columns=columns, rows=cells, links=links)] if rows else []


def _with_grounds(text: str, grounds: str) -> str:
    return f"{text}\n{_('What it rests on')}: {grounds}" if grounds else text


def _study(row: InterviewStudy) -> Block:
    number = row.interviewed_count
    words = ngettext(
        "%(count)s interviewed, %(year)s", "%(count)s interviewed, %(year)s", number
    ) % {"count": number, "year": row.year}
    items = [line_of(point.text, point.mentions) for point in row.points.all()]
    return Block(row.title, paragraphs=[f"{capfirst(row.interviewees)}: {words}"], items=items)


def _lessons(rows: Iterable[LessonLearned]) -> list[Block]:
    """By those who say so and by year: what was good, and what was learned."""
    groups: dict[tuple[str, int, bool], list[str]] = {}
    for row in rows:
        groups.setdefault((row.author_group, row.year, row.is_positive), []).append(row.text)
    return [
        Block(f"{_('What was good') if good else _('What was learned')}: {who} {year}", items=texts)
        for (who, year, good), texts in groups.items()
    ]


def _chain(columns: list[Column], section: ReportSection) -> Block:
    cards = [(column.title.capitalize(), card) for column in columns for card in column.cards]
    spoken = "; ".join(f"{level}: {card.node.text} ({card.light_words})" for level, card in cards)
    return Block(
        _("Impact chain"),
        columns=[_("Level"), _("Statement"), _("Influence")],
        rows=[[level, card.node.text, _influence(card)] for level, card in cards],
        svg=str(chain_svg(columns, f"chain-{section.pk}", has_links=False)),
        alt=f"{_('Impact chain')}. {spoken}.",
    )


def _influence(card: NodeCard) -> str:
    """The light in words; under it what was expected and how sure the assessment is."""
    if card.assessment is None or card.outcome is None:
        return card.light_words
    sure = f"{_('Confidence')}: {card.assessment.get_confidence_display()}"
    lines = [capfirst(card.light_words), capfirst(str(card.outcome.label)), sure]
    if card.expectation and card.expectation.late_reason:
        lines.append(_("The expectation was set after the period had begun"))
    return "\n".join(lines)


def _links(columns: list[Column]) -> list[Block]:
    """What leads to what: the arrows of the picture as words, with assumptions and risks."""
    rows = [
        [card.node.text, link.end.text, link.assumption, link.risk]
        for column in columns
        for card in column.cards
        for link in card.leads_to
    ]
    columns_of = [_("Statement"), _("Leads to"), _("Assumption"), _("Risk")]
    return [Block(_("What leads to what"), columns=columns_of, rows=rows)] if rows else []


def _mix(mix: list[Mix]) -> list[Block]:
    if not mix:
        return []
    return [
        Block(
            _("What the evidence consists of"),
            columns=[_("Kind"), _("For"), _("Against")],
            rows=[
                [capfirst(str(row.label)), str(row.speaking_for), str(row.against)] for row in mix
            ],
            paragraphs=[_("Opinions alone do not show an effect; each kind is counted apart.")],
        )
    ]


def _story(row: ContributionStory) -> Block:
    rows = [[title, text] for title, text in story_parts(row)]
    heading = _("Contribution story: %(title)s") % {"title": row.title}
    return Block(heading, columns=[_("Part"), _("Text")], rows=rows)


def _influences(rows: Sequence[Influence]) -> list[Block]:
    if not rows:
        return []
    return [
        Block(
            _("Other influences"),
            columns=[_("What"), _("What it rests on"), _("Direction"), _("Years")],
            rows=[
                [row.text, row.grounds, str(row.get_direction_display()), row.years] for row in rows
            ],
            paragraphs=[_("What else could have brought about the same change, or prevented it.")],
        )
    ]


def _statistics(rows: Sequence[ContextStatistic]) -> list[Block]:
    if not rows:
        return []
    return [
        Block(
            _("Outside statistics"),
            columns=[_("Statistic"), _("Value"), _("Year"), _("Source")],
            rows=[[row.label, _value(row), str(row.year), row.source] for row in rows],
            links=[row.url for row in rows],
            paragraphs=[
                _(
                    "Numbers that others have published of the world around the programme. They "
                    "are no results of the programme."
                )
            ],
        )
    ]


def _value(row: ContextStatistic) -> str:
    number = row.value.to_integral_value() if row.value == int(row.value) else row.value
    value = formats.number_format(number, use_l10n=True, force_grouping=True)
    words = _("about %(value)s") % {"value": value} if row.is_approximate else value
    return f"{words} {row.unit}".strip()


def _state(row: Recommendation) -> str:
    state = capfirst(row.get_state_display())
    return f"{state}\n{_('due')} {local_date(row.due_on)}" if row.due_on else state


def _answer(row: Recommendation) -> str:
    told = [row.response] if row.response else []
    told += [
        f"{local_date(timezone.localdate(each.created_at))}: {each.text}"
        for each in row.follow_ups.all()
    ]
    return "\n".join(told)
