"""Reads of framework agreements: the office's lists, meters, orders, people and prices."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from talkoot.core.access import fetch, unbarred
from talkoot.core.gathered import gathered, put_gathered
from talkoot.experts.models import (
    CallOff,
    Expert,
    Framework,
    Lot,
    PriceLine,
    Procurement,
    PurchaseDocument,
    Replacement,
    Supplier,
    TrainerCurriculum,
)
from talkoot.experts.rules import frameworks as rules
from talkoot.experts.rules.meters import NOTHING, Forecast, Meter, forecast, meter, used_by_lot
from talkoot.people.rules import is_officer, office_ids
from talkoot.programmes.models import Offering

UNUSED = (NOTHING, NOTHING)


@dataclass(frozen=True)
class Metered:
    """An agreement or a lot with its meter."""

    row: Any
    meter: Meter


def office_frameworks(user: Any) -> "QuerySet[Framework]":
    """The agreements of the person's offices, those that end last first."""
    return (
        Framework.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme")
        .order_by("-valid_to", "name", "pk")
    )


def metered(frameworks: list[Framework]) -> list[Metered]:
    """Each with its meter, in one query."""
    used = used_by_lot(row.pk for row in frameworks)
    return [Metered(row, meter(row, used.get((row.pk, None), UNUSED))) for row in frameworks]


@dataclass(frozen=True)
class Standing:
    """How an agreement stands: its meter, its lots with theirs, and the forecast."""

    meter: Meter
    lots: list[Metered]
    forecast: Forecast


def standing_of(framework: Framework, *, today: datetime.date) -> Standing:
    """Meters and forecast from the agreement's orders, in two queries."""
    orders = list(
        framework.call_offs.filter(returned_on=None).values_list(
            "lot", "ordered_on", "days", "value_eur"
        )
    )

    def used(rows: Iterable[Any]) -> tuple[Decimal, Decimal]:
        rows = list(rows)
        return sum((row[2] for row in rows), NOTHING), sum((row[3] for row in rows), NOTHING)

    whole = meter(framework, used(orders))
    lots = [
        Metered(lot, meter(lot, used(row for row in orders if row[0] == lot.pk)))
        for lot in framework.lots.order_by("order")
    ]
    return Standing(whole, lots, forecast([row[1:] for row in orders], whole, today=today))


def get_framework(user: Any, pk: int) -> Framework:
    """An agreement of the person's office, else NotFound."""
    rows = Framework.objects.select_related("programme")
    return fetch(rows, user, rules.can_oversee, pk=pk)


def get_whole_framework(user: Any, pk: int) -> Framework:
    """The agreement with the procurements held in it, read in the same query."""
    own = Procurement.objects.filter(framework=OuterRef("pk"))
    held = gathered(own, "id", "title", "state", by="framework")
    rows = Framework.objects.select_related("programme").annotate(held_rows=held)
    found = fetch(rows, user, rules.can_oversee, pk=pk)
    put_gathered([found], "procurements", {found.pk: found.held_rows})  # type: ignore[attr-defined]
    return found


def get_lot(user: Any, pk: int, order: int) -> Lot:
    rows = Lot.objects.select_related("framework__programme")
    return fetch(
        rows,
        user,
        lambda who, row: rules.can_oversee(who, row.framework),
        framework=pk,
        order=order,
    )


def get_price(user: Any, pk: int, line: int) -> PriceLine:
    rows = PriceLine.objects.select_related("framework__programme")
    return fetch(
        rows, user, lambda who, row: rules.can_oversee(who, row.framework), framework=pk, pk=line
    )


def get_supplier(user: Any, pk: int) -> Supplier:
    """A supplier for whom the person may act, else NotFound."""
    rows = Supplier.objects.select_related("framework__programme", "organisation")
    return fetch(rows, user, rules.can_act_for, pk=pk)


def get_overseen_supplier(user: Any, pk: int) -> Supplier:
    """A supplier of the office's own agreement, else NotFound."""
    rows = Supplier.objects.select_related("framework__programme", "organisation")
    return fetch(rows, user, lambda who, row: rules.can_oversee(who, row.framework), pk=pk)


def get_overseen_expert(user: Any, slug: str) -> Expert:
    """An expert of the office's own agreement, else NotFound."""
    rows = Expert.objects.select_related("supplier__framework__programme", "supplier__organisation")
    return fetch(
        rows, user, lambda who, row: rules.can_oversee(who, row.supplier.framework), slug=slug
    )


def suppliers_of(framework: Framework) -> "QuerySet[Supplier]":
    """Suppliers by name with their experts, places in lots and curricula."""
    taught = TrainerCurriculum.objects.select_related("offering")
    return (
        framework.suppliers.select_related("organisation")
        .prefetch_related("experts", "lot_suppliers", Prefetch("curricula", taught))
        .order_by("organisation__name", "pk")
    )


def prices_of(framework: Framework) -> "QuerySet[PriceLine]":
    return framework.price_lines.select_related("lot", "supplier__organisation")


def replacements_of(framework: Framework) -> "QuerySet[Replacement]":
    """Requests to replace its experts, the newest first."""
    return Replacement.objects.filter(expert__supplier__framework=framework).select_related(
        "expert__supplier__organisation"
    )


def call_offs_of(framework: Framework, user: Any) -> "QuerySet[CallOff]":
    """The agreement's orders that the person may see, the newest first."""
    rows = unbarred(CallOff.objects.filter(framework=framework), user)
    return rows.select_related("expert__supplier__organisation", "lot", "framework").order_by(
        "-ordered_on", "-pk"
    )


def get_call_off(user: Any, pk: int) -> CallOff:
    """An order, for the office and the supplier's own people, else NotFound."""
    rows = unbarred(CallOff.objects.all(), user).select_related(
        "framework__programme__office",
        "lot",
        "expert__supplier__organisation",
        "expert__supplier__framework__programme",
    )
    return fetch(rows, user, lambda who, row: rules.can_act_for(who, row.expert.supplier), pk=pk)


def get_document(user: Any, pk: int) -> PurchaseDocument:
    """A file of a procurement or an agreement of the person's office, else NotFound."""
    rows = PurchaseDocument.objects.select_related(
        "file", "procurement__programme", "framework__programme"
    )
    return fetch(rows, user, lambda who, row: is_officer(who, row.owner.programme.office_id), pk=pk)


def get_replaceable(user: Any, slug: str) -> Expert:
    """An expert whose replacement the person may ask for, else NotFound."""
    rows = Expert.objects.select_related("supplier__framework__programme", "supplier__organisation")
    return fetch(rows, user, lambda who, row: rules.can_act_for(who, row.supplier), slug=slug)


def get_open_request(user: Any, slug: str) -> Replacement:
    """The request to replace the expert that waits, for who may ask for it, else NotFound."""
    rows = Replacement.objects.select_related(
        "expert__supplier__framework__programme", "expert__supplier__organisation"
    ).filter(state=Replacement.State.REQUESTED)
    return fetch(
        rows, user, lambda who, row: rules.can_act_for(who, row.expert.supplier), expert__slug=slug
    )


def named_experts(supplier: Supplier) -> "QuerySet[Expert]":
    """The supplier's experts under the agreement; `is_leaving` while a replacement is asked for."""
    waiting = Replacement.objects.filter(expert=OuterRef("pk"), state=Replacement.State.REQUESTED)
    return supplier.experts.annotate(is_leaving=Exists(waiting)).order_by("ended_on", "name", "pk")


def get_replacement(user: Any, pk: int) -> Replacement:
    """A request, for the office that decides it."""
    rows = Replacement.objects.select_related(
        "expert__supplier__framework__programme",
        "expert__supplier__organisation",
        "requested_by",
        "decided_by",
        "successor",
    )
    return fetch(
        rows,
        user,
        lambda who, row: rules.can_oversee(who, row.expert.supplier.framework),
        pk=pk,
    )


def get_taught(supplier: Supplier, slug: str) -> Offering:
    """An offering of the supplier's programme, else NotFound."""
    rows = Offering.objects.filter(programme=supplier.framework.programme_id)
    return fetch(rows, None, lambda _user, _row: True, slug=slug)


def taught_by(supplier: Supplier) -> list[dict[str, Any]]:
    """The programme's offerings, each with the supplier's curriculum or None; two queries."""
    written = {row.offering_id: row for row in supplier.curricula.all()}
    offerings = Offering.objects.filter(programme=supplier.framework.programme_id)
    return [{"offering": row, "curriculum": written.get(row.pk)} for row in offerings]
