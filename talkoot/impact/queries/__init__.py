"""Reads of impact chains."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.impact import rules
from talkoot.impact.models import (
    Assessment,
    Evidence,
    Expectation,
    ImpactChain,
    ImpactLink,
    ImpactNode,
    Threshold,
)
from talkoot.people.rules import office_ids
from talkoot.programmes.models import Programme

CHAINS = ImpactChain.objects.select_related("programme__office")


def get_chain(user: Any, slug: str) -> ImpactChain:
    """The chain of the programme that the person may see, else NotFound."""
    return fetch(CHAINS, user, rules.can_see, programme__slug=slug)


def get_own_chain(user: Any, slug: str) -> ImpactChain:
    """A chain of the person's office, else NotFound."""
    return fetch(CHAINS, user, rules.can_edit, programme__slug=slug)


def get_own_programme(user: Any, slug: str) -> Programme:
    """A programme of the person's office, else NotFound."""
    rows = Programme.objects.select_related("office")
    return fetch(rows, user, rules.can_edit_programme, slug=slug)


def own_programmes(user: Any) -> "QuerySet[Programme]":
    """The programmes of the person's office, with their chains."""
    rows = Programme.objects.filter(office__in=office_ids(user))
    return rows.select_related("impact_chain")


def get_node(user: Any, slug: str, pk: int) -> ImpactNode:
    """A node that the person may see, with all that stands on it."""
    rows = full_nodes(ImpactNode.objects.filter(chain__programme__slug=slug))
    return fetch(rows, user, rules.can_see_node, pk=pk)


def get_own_node(user: Any, pk: int) -> ImpactNode:
    """A node of the person's office with all that stands on it, else NotFound."""
    return fetch(full_nodes(ImpactNode.objects.all()), user, rules.can_edit_node, pk=pk)


def full_nodes(rows: "QuerySet[ImpactNode]") -> "QuerySet[ImpactNode]":
    """Nodes with links, evidence, thresholds, expectations and assessments; seven queries more."""
    return rows.select_related("chain__programme__office").prefetch_related(
        Prefetch("links_on", ImpactLink.objects.select_related("end").order_by("pk")),
        Prefetch("links_here", ImpactLink.objects.select_related("start").order_by("pk")),
        Prefetch("evidence", Evidence.objects.select_related("statistic")),
        Prefetch("thresholds", Threshold.objects.select_related("period").order_by("pk")),
        Prefetch(
            "expectations", Expectation.objects.select_related("period").order_by("-set_on", "-pk")
        ),
        Prefetch("assessments", Assessment.objects.select_related("period")),
    )


PARTS: dict[str, type[Any]] = {"link": ImpactLink, "evidence": Evidence, "threshold": Threshold}


def get_part(node: ImpactNode, kind: str, pk: int) -> Any:
    """A link, a piece of evidence or a threshold of the node, else NotFound."""
    by = {"start": node} if kind == "link" else {"node": node}
    row = PARTS[kind].objects.filter(pk=pk, **by).first() if kind in PARTS else None
    if row is None:
        raise NotFound(_("It is not there any more. Go back to the node."))
    return row


def link_pairs(chain: ImpactChain) -> list[tuple[int, int]]:
    """(start id, end id) of every link of the chain."""
    return list(ImpactLink.objects.filter(start__chain=chain).values_list("start", "end"))
