"""The chain as everybody reads it, and one node with its grounds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.impact import queries, rules
from talkoot.impact.drawing import chain_svg
from talkoot.impact.models import Light
from talkoot.impact.queries.board import Column, board, evidence_mix, expectation_for
from talkoot.impact.queries.proposals import readings
from talkoot.impact.queries.questions import read_answers
from talkoot.impact.rules.lights import outcome_of
from talkoot.programmes.models import Programme


@require_safe
def impact(request: HttpRequest, slug: str) -> HttpResponse:
    """The chain as a picture and as a list."""
    chain = queries.get_chain(request.user, slug)
    columns = board(chain)
    cards = [card for column in columns for card in column.cards]
    context = {
        "chain": chain,
        "trail": trail(chain.programme),
        "columns": columns,
        "picture": chain_picture(columns),
        "mix": evidence_mix(chain),
        "lights": Light.choices,
        "assessed": sum(card.assessment is not None for card in cards),
        "total": len(cards),
        "may_edit": rules.can_edit(request.user, chain),
    }
    return render(request, "impact/impact.html", context)


@require_safe
def impact_node(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One node: what it leads to, what speaks for and against it, how it was assessed."""
    node = queries.get_node(request.user, slug, pk)
    assessments = [(row, _outcome(node, row)) for row in node.assessments.all()]
    read_answers(node, timezone.localdate())
    context = {
        "node": node,
        "chain": node.chain,
        "trail": [*trail(node.chain.programme), (_("Impact chain"), node.chain.get_absolute_url())],
        "assessments": assessments,
        "readings": readings(node, timezone.localdate()),
        "may_edit": rules.can_edit(request.user, node.chain),
    }
    return render(request, "impact/impact_node.html", context)


def _outcome(node: Any, row: Any) -> Any:
    expectation = expectation_for(node, row.period_id)
    expected = expectation.level if expectation else None
    return outcome_of(expected, row.achieved, is_adverse=row.is_adverse)


def trail(programme: Programme) -> list[tuple[str, str]]:
    return [
        (_("Programmes"), reverse("programmes")),
        (programme.name, programme.get_absolute_url()),
    ]


def chain_picture(columns: list[Column]) -> SafeString:
    return chain_svg(columns, "impact-chain")
