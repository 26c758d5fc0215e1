"""What the chapters take from a programme's records, as blocks in the active language."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from talkoot.core.dates import end_of_day, local_date
from talkoot.core.figures import Part
from talkoot.core.quality import warnings_of
from talkoot.governance.models import ContinuationItem
from talkoot.governance.queries import continued_by
from talkoot.impact.models import (
    ContextStatistic,
    ContributionStory,
    Evaluation,
    Finding,
    ImpactChain,
    Influence,
    InterviewStudy,
    LessonLearned,
    Level,
    Recommendation,
    Tip,
)
from talkoot.impact.queries.board import Column, Mix, board, evidence_mix
from talkoot.impact.queries.registers import lessons_of, registers_of
from talkoot.practices.count_figures import SERVICES
from talkoot.practices.models import Practice
from talkoot.programmes.finance.queries import all_with_shares
from talkoot.programmes.models import FundingProject, Goal, Offering, Programme
from talkoot.reports.blocks import Block
from talkoot.reports.breakthroughs import Found, breakthrough_blocks, breakthroughs_on
from talkoot.reports.brought import brought_blocks
from talkoot.reports.evaluated import (
    around_blocks,
    chain_blocks,
    found_blocks,
    recommendation_blocks,
    told_blocks,
)
from talkoot.reports.figures_shown import address_of
from talkoot.reports.models import Report, ReportSection
from talkoot.reports.quotes import without_lost
from talkoot.reports.shape import LANGUAGES
from talkoot.surveys.models import Quote
from talkoot.surveys.plan_models import Viewpoint
from talkoot.surveys.reading.quotes import quotes_for
from talkoot.surveys.service_parts import area_ranks

Kind = ReportSection.Kind
QUOTES, SERVICE_QUOTES = 5, 3
PRACTICES, SERVICE_EXAMPLES = 8, 5
TOP = 3
RANKS = "effect-ranks"  # The figure whose parts are the places of the areas.


class Records:
    """What several chapters or languages take from a programme's records, each read once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.programme: Programme = report.programme
        self._ranks: dict[str, list[Part]] = {}

    @cached_property
    def goals(self) -> list[Goal]:
        return list(self.programme.goals.all())

    @cached_property
    def offerings(self) -> list[Offering]:
        return list(self.programme.offerings.all())

    @cached_property
    def _learned(self) -> dict[str, Any]:
        return lessons_of(self.programme)

    @cached_property
    def lessons(self) -> list[LessonLearned]:
        return [row for _group, rows in self._learned["lessons"] for row in rows]

    @cached_property
    def tips(self) -> list[Tip]:
        return list(self._learned["tips"])

    @cached_property
    def quotes(self) -> list[Quote]:
        rows = quotes_for(self.programme)
        return list(rows.select_related("answer__response__round", "interview"))

    def quotes_of(self, offering: Offering) -> list[Quote]:
        """The newest quotes from the service's surveys and interviews."""
        return [row for row in self.quotes if _service_of(row) == offering.pk][:SERVICE_QUOTES]

    def _published(self) -> "QuerySet[Practice]":
        published = Practice.State.PUBLISHED
        by = end_of_day(self.report.cut_off)
        rows = Practice.objects.filter(
            programme=self.programme, state=published, published_at__lte=by
        )
        return rows.select_related("organisation").order_by("-published_at")

    def ranks(self) -> list[Part]:
        """The place of each area of each service, named in the active language."""
        language = get_language() or "fi"
        if language not in self._ranks:
            self._ranks[language] = area_ranks(self.programme, self.report.cut_off)
        return self._ranks[language]

    @cached_property
    def practices(self) -> list[Practice]:
        return list(self._published()[:PRACTICES])

    def practices_of(self, offering: Offering) -> list[Practice]:
        """The newest practices that came of the service."""
        of_service = Q(*((path, offering) for path in SERVICES), _connector=Q.OR)
        return list(self._published().filter(of_service)[:SERVICE_EXAMPLES])

    @cached_property
    def breakthroughs(self) -> list[Found]:
        return breakthroughs_on(self.programme, self.report.cut_off)

    @cached_property
    def _registers(self) -> dict[str, Any]:
        return registers_of(self.programme)

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return list(self._registers["recommendations"])

    @cached_property
    def findings(self) -> list[tuple[Any, list[Finding]]]:
        """By their kind."""
        return list(self._registers["findings"])

    @cached_property
    def studies(self) -> list[InterviewStudy]:
        return list(self._registers["studies"])

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        return list(self._registers["evaluations"])

    @cached_property
    def stories(self) -> list[ContributionStory]:
        return list(self._registers["stories"])

    @cached_property
    def influences(self) -> list[Influence]:
        return list(self._registers["influences"])

    @cached_property
    def statistics(self) -> list[ContextStatistic]:
        return list(self._registers["statistics"])

    @cached_property
    def successors(self) -> list[Programme]:
        return list(continued_by(self.programme))

    @cached_property
    def continuation(self) -> list[ContinuationItem]:
        return list(self.programme.continuation_items.all())

    @cached_property
    def projects(self) -> list[FundingProject]:
        return list(all_with_shares(self.programme))

    @cached_property
    def _chain(self) -> ImpactChain | None:
        """The chain that everybody may read."""
        chain = getattr(self.programme, "impact_chain", None)
        return chain if chain is not None and chain.published_on else None

    @cached_property
    def evidence(self) -> list[Mix]:
        return evidence_mix(self._chain) if self._chain else []

    @cached_property
    def _columns(self) -> list[Column]:
        return board(self._chain) if self._chain else []

    def columns(self) -> list[Column]:
        """The chain's levels, named in the active language; an unpublished chain has none."""
        return [replace(row, title=str(Level(row.level).label)) for row in self._columns]


Maker = Callable[[Records, ReportSection], list[Block]]


def record_blocks(records: Records, sections: Iterable[ReportSection]) -> dict[int, list[Block]]:
    """{section id: what its kind takes from the records}, in the active language."""
    makers = {section.pk: (BLOCKS.get(section.kind), section) for section in sections}
    return {pk: make(records, section) for pk, (make, section) in makers.items() if make}


def frozen_blocks(report: Report, sections: list[ReportSection]) -> dict[str, Any]:
    """The same in each language, as it is kept when the figures are frozen."""
    records, kept = Records(report), {}
    for language in LANGUAGES:
        with override(language):
            found = record_blocks(records, sections)
        kept[language] = {str(pk): [row.kept() for row in rows] for pk, rows in found.items()}
    return kept


def kept_blocks(report: Report) -> dict[int, list[Block]]:
    """What was frozen, in the active language, without the quotes that were since taken back."""
    kept = report.frozen.get("blocks", {})
    rows = kept.get((get_language() or "fi")[:2]) or kept.get("fi") or {}
    found = {int(pk): [Block(**block) for block in blocks] for pk, blocks in rows.items()}
    return without_lost(found, report.programme)


def _goals(records: Records, section: ReportSection) -> list[Block]:
    goals = [goal.text for goal in records.goals]
    return [Block(items=goals, is_numbered=True)] if goals else []


def _overview(records: Records, section: ReportSection) -> list[Block]:
    """The programme and its services in brief, for a brochure."""
    programme = records.programme
    texts = [programme.vision, programme.summary]
    blocks = [Block(paragraphs=[text for text in texts if text])]
    services = [[row.name, row.summary] for row in records.offerings]
    columns = [_("Service"), _("What it is")]
    return blocks + ([Block(columns=columns, rows=services)] if services else [])


def _whole(records: Records, section: ReportSection) -> list[Block]:
    """A chapter of several parts: all of them together."""
    return [block for part in PARTS[section.kind].values() for block in part(records, section)]


def _about(records: Records, section: ReportSection) -> list[Block]:
    summary = section.offering.summary if section.offering else ""
    return [Block(paragraphs=[summary], is_lead=True)] if summary else []


def _learned(records: Records, section: ReportSection) -> list[Block]:
    """Where the service had most effect, what was learned and said of it, and what came of it.

    Seven queries.
    """
    offering = section.offering
    if offering is None:
        return []
    lessons = [row.text for row in records.lessons if row.offering_id == offering.pk]
    tips = [row.text for row in records.tips if row.offering_id == offering.pk]
    blocks = _top(records, offering)
    blocks += [Block(_("Lessons"), items=lessons)] if lessons else []
    blocks += [Block(_("Tips"), items=tips)] if tips else []
    blocks += _quotes(records.quotes_of(offering))
    return blocks + _examples(records.practices_of(offering))


def _brought(records: Records, section: ReportSection) -> list[Block]:
    offering = section.offering
    return brought_blocks(offering, records.report.cut_off) if offering else []


# Chapters that are read part by part while their figures live: each part in its order.
PARTS: dict[str, dict[str, Maker]] = {
    Kind.SERVICE: {"": _about, "learned": _learned, "brought": _brought},
    Kind.EVALUATION: {
        "": found_blocks,
        "told": told_blocks,
        "chain": chain_blocks,
        "around": around_blocks,
    },
}


def part_of(records: Records, section: ReportSection, part: str) -> tuple[list[Block], str]:
    """(a part of a chapter that has several, the name of the next part or empty)."""
    parts = PARTS[section.kind]
    names = [*parts, ""]
    return parts[part](records, section), names[names.index(part) + 1]


def _top(records: Records, offering: Offering) -> list[Block]:
    """The three areas on which the service had most effect, from each viewpoint; ties stay."""
    rows = []
    for viewpoint in Viewpoint:
        start = f"{offering.slug}-{viewpoint.value}-"
        for part in records.ranks():
            if part.key.startswith(start) and part.value is not None and part.value <= TOP:
                area = str(part.label).removeprefix(f"{offering.name}: ")
                rows.append([area, f"{part.value}.", str(viewpoint.label), str(part.n)])
    if not rows:
        return []
    block = Block(_("Where the effect was greatest (TOP 3)"), rows=rows, is_lead=True)
    block.columns = [_("Area"), _("Rank"), _("Viewpoint"), _("n")]
    block.links = [address_of(records.report, RANKS)] * len(rows)
    return [block]


def _service_of(quote: Quote) -> int | None:
    if quote.interview is not None:
        return quote.interview.service_id
    return quote.answer.response.round.service_id if quote.answer is not None else None


def _quotes(quotes: list[Quote]) -> list[Block]:
    items = [f"“{row.text}” ({row.source_label})" for row in quotes]
    block = Block(_("In the participants’ words"), items=items, quotes=[row.pk for row in quotes])
    return [block] if quotes else []


def _examples(practices: list[Practice]) -> list[Block]:
    if not practices:
        return []
    block = Block(_("Examples"), columns=[_("Practice"), _("Organisation")])
    block.rows = [[row.title, row.organisation.name] for row in practices]
    block.links = [row.get_absolute_url() for row in practices]
    return [block]


def _practices(records: Records, section: ReportSection) -> list[Block]:
    """The newest published practices, and quotes."""
    return _examples(records.practices) + _quotes(records.quotes[:QUOTES])


def _breakthroughs(records: Records, section: ReportSection) -> list[Block]:
    return breakthrough_blocks(records.breakthroughs)


def _future(records: Records, section: ReportSection) -> list[Block]:
    """Which programmes carry the work on, and what lives on: who keeps it, until when."""
    names = [f"{_('Carried on by')} {row.name}" for row in records.successors]
    blocks = [Block(paragraphs=names)] if names else []
    rows = [
        [row.text, row.owner, row.funding, local_date(row.until_on)] for row in records.continuation
    ]
    columns = [_("What goes on"), _("Who keeps it"), _("With what money"), _("Until what day")]
    return [*blocks, Block(columns=columns, rows=rows)] if rows else blocks


def _funding(records: Records, section: ReportSection) -> list[Block]:
    rows = [
        [project.name, share.funder, f"{share.percent.normalize():f} %".replace(".", ",")]
        for project in records.projects
        for share in project.shares.all()
    ]
    columns = [_("Project"), _("Funder"), _("Share")]
    return [Block(columns=columns, rows=rows)] if rows else []


def doubts_of(report: Report) -> list[str]:
    """What the data-quality checks doubt on the cut-off day, in the active language."""
    facts = list(report.programme.published_facts.all())
    return [row.text for row in warnings_of(report.programme, report.cut_off, facts)]


def frozen_doubts(report: Report) -> dict[str, list[str]]:
    """The same in each language, as it is kept when the figures are frozen."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = doubts_of(report)
    return found


def kept_doubts(report: Report) -> list[str]:
    """The doubts that were frozen, in the active language."""
    kept: dict[str, list[str]] = report.frozen.get("doubts", {})
    return kept.get((get_language() or "fi")[:2]) or []


BLOCKS: dict[str, Maker] = {
    Kind.GOALS: _goals,
    Kind.OVERVIEW: _overview,
    Kind.SERVICE: _whole,
    Kind.PRACTICES: _practices,
    Kind.BREAKTHROUGHS: _breakthroughs,
    Kind.EVALUATION: _whole,
    Kind.RECOMMENDATIONS: recommendation_blocks,
    Kind.FUTURE: _future,
    Kind.FUNDING: _funding,
}
