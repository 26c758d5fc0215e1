"""Writes of the chain itself: nodes, their order and the links between them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.ordering import DOWN, UP, move_row
from talkoot.core.refusals import NotAllowed
from talkoot.impact import queries, rules
from talkoot.impact.models import Evidence, ImpactChain, ImpactLink, ImpactNode, Threshold
from talkoot.people.models import User
from talkoot.programmes.models import Programme


@transaction.atomic
def start_chain(programme: Programme, *, by: User) -> ImpactChain:
    """Open the programme's chain, empty and unpublished; a second time changes nothing."""
    chain, is_new = ImpactChain.objects.get_or_create(
        programme=programme, defaults={"is_demo": programme.is_demo}
    )
    if is_new:
        record("impact.chain.started", chain, by=by)
    return chain


@transaction.atomic
def publish_chain(chain: ImpactChain, *, is_public: bool, by: User) -> None:
    """Open the chain to everybody, or close it again. Refuses a chain without nodes."""
    chain = ImpactChain.objects.select_for_update().get(pk=chain.pk)
    if is_public and not chain.nodes.exists():
        raise NotAllowed(_("The chain is empty. Add at least one node before you publish it."))
    before = chain.published_on
    chain.published_on = timezone.localdate() if is_public else None
    chain.save(update_fields=["published_on"])
    record(
        "impact.chain.published" if is_public else "impact.chain.closed",
        chain,
        by=by,
        before={"published_on": str(before or "")},
        after={"published_on": str(chain.published_on or "")},
    )


@transaction.atomic
def save_note(chain: ImpactChain, values: Mapping[str, str], *, by: User) -> None:
    """What readers should know of the chain, in three languages."""
    chain = ImpactChain.objects.select_for_update().get(pk=chain.pk)
    for name in ("note_fi", "note_sv", "note_en"):
        setattr(chain, name, values[name])
    chain.save(update_fields=["note_fi", "note_sv", "note_en"])
    record("impact.chain.noted", chain, by=by)


@transaction.atomic
def save_node(
    chain: ImpactChain, values: Mapping[str, Any], *, by: User, node: ImpactNode | None = None
) -> ImpactNode:
    """Add a node as the last of its level, or change `node`; a new level puts it last there."""
    ImpactChain.objects.select_for_update().get(pk=chain.pk)
    is_new = node is None
    node = node or ImpactNode(chain=chain, is_demo=chain.is_demo)
    before = {} if is_new else {"level": node.level}
    changed = [] if is_new else [name for name in values if getattr(node, name) != values[name]]
    if is_new or node.level != values["level"]:
        last = chain.nodes.filter(level=values["level"]).aggregate(last=Max("order"))["last"]
        node.order = (last or 0) + 1
    for name, value in values.items():
        setattr(node, name, value)
    node.save()
    key = "impact.node.added" if is_new else "impact.node.saved"
    record(key, node, by=by, before=before, after={"level": node.level, "changed": changed})
    return node


@transaction.atomic
def move_node(node: ImpactNode, *, is_up: bool, by: User) -> None:
    """Change places with the neighbour above or below; the first and the last stay."""
    ImpactChain.objects.select_for_update().get(pk=node.chain_id)
    rows = sorted(node.chain.nodes.filter(level=node.level), key=lambda row: (row.order, row.pk))
    if move_row(rows, node, UP if is_up else DOWN):
        after = {"order": next(row.order for row in rows if row.pk == node.pk)}
        record("impact.node.moved", node, by=by, after=after)


@transaction.atomic
def remove_node(node: ImpactNode, *, by: User) -> None:
    """Remove a node with its links. Refuses one that has been assessed: assessments stay."""
    node = ImpactNode.objects.select_for_update().get(pk=node.pk)
    if node.assessments.exists():
        raise NotAllowed(
            _(
                "The node has been assessed, and assessments are kept. Change its words instead, "
                "or move it to another level."
            )
        )
    record("impact.node.removed", node, by=by, before={"level": node.level, "order": node.order})
    node.delete()


@transaction.atomic
def add_link(node: ImpactNode, *, end: ImpactNode, assumption: str, risk: str, by: User) -> None:
    """Say that `node` leads to `end`. Refuses a loop, naming it.

    The chain is locked, so two links that would close a loop together are not both made.
    """
    chain = ImpactChain.objects.select_for_update().get(pk=node.chain_id)
    rules.check_link(
        node, end, {row.pk: row for row in chain.nodes.all()}, queries.link_pairs(chain)
    )
    link = ImpactLink.objects.create(start=node, end=end, assumption=assumption, risk=risk)
    record("impact.link.added", link, by=by, after={"start": node.pk, "end": end.pk})


@transaction.atomic
def add_evidence(node: ImpactNode, *, by: User, **values: Any) -> None:
    """Add something that speaks for or against the node."""
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    row = Evidence.objects.create(node=node, by=by, is_demo=node.is_demo, **values)
    after = {"node": node.pk, "kind": row.kind, "is_against": row.is_against}
    record("impact.evidence.added", row, by=by, after=after)


@transaction.atomic
def declare_threshold(node: ImpactNode, *, by: User, **values: Any) -> None:
    """Declare from which values of a figure which light is proposed; new limits take the place.

    Refuses limits of a period for a figure that cannot be counted by period.
    """
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    figure_id, period = values.pop("figure_id"), values.pop("period", None)
    if problem := rules.limits_problem(figure_id, period):
        raise NotAllowed(problem)
    limits = {**values, "declared_on": timezone.localdate()}
    old = Threshold.objects.filter(node=node, figure_id=figure_id, period=period).first()
    before = {} if old is None else {name: str(getattr(old, name)) for name in values}
    row, _is_new = Threshold.objects.update_or_create(
        node=node, figure_id=figure_id, period=period, defaults=limits
    )
    after: dict[str, Any] = {name: str(value) for name, value in values.items()}
    if period:
        after["period"] = period.order
    record("impact.threshold.declared", row, by=by, before=before, after=after)


@transaction.atomic
def remove_part(node: ImpactNode, kind: str, pk: int, *, by: User) -> None:
    """Remove a link, a piece of evidence or limits of the node."""
    ImpactNode.objects.select_for_update().get(pk=node.pk)
    row = queries.get_part(node, kind, pk)
    record(f"impact.{kind}.removed", row, by=by, before={"node": node.pk})
    row.delete()
