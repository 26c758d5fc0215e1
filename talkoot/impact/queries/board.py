"""The whole chain as its pages, its picture and the report show it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talkoot.impact.models import (
    Assessment,
    Evidence,
    Expectation,
    ImpactChain,
    ImpactLink,
    ImpactNode,
    Level,
    Light,
)
from talkoot.impact.rules.lights import Outcome, outcome_of


@dataclass
class NodeCard:
    """A node with what stands on it, in few words. `assessment` is the newest."""

    node: ImpactNode
    assessment: Assessment | None
    expectation: Expectation | None
    evidence_for: int
    evidence_against: int
    leads_to: list[ImpactLink] = field(default_factory=list)

    @property
    def light(self) -> str:
        return self.assessment.light if self.assessment else ""

    @property
    def light_words(self) -> str:
        """Never empty: what is not assessed says so."""
        return light_words(self.assessment)

    @property
    def outcome(self) -> Outcome | None:
        """None while nothing has been assessed."""
        if self.assessment is None:
            return None
        expected = self.expectation.level if self.expectation else None
        return outcome_of(expected, self.assessment.achieved, is_adverse=self.assessment.is_adverse)


@dataclass
class Column:
    """A level with its nodes in their order."""

    level: str
    title: str
    cards: list[NodeCard]


@dataclass(frozen=True)
class Mix:
    """How much of the chain's evidence is of one kind."""

    label: "str | Promise"
    speaking_for: int
    against: int


def evidence_mix(chain: ImpactChain) -> list[Mix]:
    """Each kind of evidence, also those that are missing; empty without any. One query."""
    rows = Evidence.objects.filter(node__chain=chain).order_by()
    counts = {
        (kind, is_against): count
        for kind, is_against, count in rows.values_list("kind", "is_against").annotate(Count("pk"))
    }
    if not counts:
        return []
    return [
        Mix(kind.label, counts.get((kind.value, False), 0), counts.get((kind.value, True), 0))
        for kind in Evidence.Kind
    ]


def light_words(assessment: Assessment | None) -> str:
    if assessment is None:
        return _("not assessed")
    if not assessment.light:
        is_open = assessment.achieved is not None
        return _("no light given") if is_open else _("could not be assessed")
    return str(Light(assessment.light).label)


def expectation_for(node: Any, period_id: int | None) -> Expectation | None:
    """The expectation of that period; else that of the whole programme. From the prefetched."""
    rows = {row.period_id: row for row in node.expectations.all()}
    return rows.get(period_id) or rows.get(None)


def board(chain: ImpactChain) -> list[Column]:
    """The levels that have nodes, from need to long-term effect. Four queries."""
    links = ImpactLink.objects.select_related("end").order_by("end__level", "end__order", "pk")
    nodes = chain.nodes.annotate(
        for_count=Count("evidence", filter=Q(evidence__is_against=False)),
        against_count=Count("evidence", filter=Q(evidence__is_against=True)),
    ).prefetch_related(Prefetch("links_on", links), "assessments", "expectations")
    columns = []
    rows = sorted(nodes, key=lambda node: (node.order, node.pk))
    for level in Level:
        cards = [_card(chain, node) for node in rows if node.level == level]
        if cards:
            columns.append(Column(level.value, str(level.label), cards))
    return columns


def _card(chain: ImpactChain, node: Any) -> NodeCard:
    node.chain = chain  # Addresses are made of it.
    newest = next(iter(node.assessments.all()), None)
    return NodeCard(
        node=node,
        assessment=newest,
        expectation=expectation_for(node, newest.period_id if newest else None),
        evidence_for=node.for_count,
        evidence_against=node.against_count,
        leads_to=list(node.links_on.all()),
    )
