"""Reads of procurements and offers."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.experts.models import CoDesigner, Offer, Procurement, QualityCriterion, Supplier
from talkoot.experts.rules import procurement as rules
from talkoot.people.rules import office_ids
from talkoot.surveys.queries import token_hash


def office_procurements(user: Any) -> "QuerySet[Procurement]":
    """The procurements of the person's offices with how many offers have come, newest first."""
    received = Q(offers__state=Offer.State.RECEIVED)
    return (
        Procurement.objects.filter(programme__office__in=office_ids(user))
        .select_related("programme", "framework")
        .annotate(
            invited_count=Count("offers", distinct=True),
            received_count=Count("offers", filter=received, distinct=True),
        )
        .order_by("-closes_at", "-pk")
    )


def get_procurement(user: Any, pk: int) -> Procurement:
    """A procurement that the person runs, else NotFound."""
    rows = Procurement.objects.select_related(
        "programme__office", "framework", "lot", "offering", "awarded_by", "part_of"
    )
    return fetch(rows, user, rules.can_run, pk=pk)


def get_criterion(user: Any, pk: int, number: int) -> QualityCriterion:
    rows = QualityCriterion.objects.select_related("procurement__programme")
    return fetch(
        rows,
        user,
        lambda who, row: rules.can_run(who, row.procurement),
        procurement=pk,
        order=number,
    )


def offers_of(procurement: Procurement) -> "QuerySet[Offer]":
    """Every offer and invitation with its points and the experts it names."""
    return procurement.offers.select_related("organisation").prefetch_related("scores", "experts")


def co_designers_of(procurement: Procurement) -> "QuerySet[CoDesigner]":
    """The organisations that plan with the office what is bought."""
    return procurement.co_designers.select_related("organisation")


def get_co_designer(user: Any, pk: int, number: int) -> CoDesigner:
    """An organisation that plans a procurement which the person runs, else NotFound."""
    rows = CoDesigner.objects.select_related("procurement__programme", "organisation")

    def runs(who: Any, row: CoDesigner) -> bool:
        return rules.can_run(who, row.procurement)

    return fetch(rows, user, runs, procurement=pk, pk=number)


def get_co_designer_by_token(token: str) -> CoDesigner:
    """The planning organisation of a mailed link, else NotFound."""
    rows = CoDesigner.objects.select_related("procurement__programme__office", "organisation")
    found = rows.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise NotFound(
            _("This link does not work. Use the newest link that the programme office sent.")
        )
    return found


def get_offer(user: Any, pk: int, offer: int) -> Offer:
    """An offer of a procurement that the person runs, else NotFound."""
    rows = Offer.objects.select_related("procurement__programme", "organisation").prefetch_related(
        "scores", "experts"
    )
    return fetch(
        rows,
        user,
        lambda who, row: rules.can_run(who, row.procurement),
        procurement=pk,
        pk=offer,
    )


def get_offer_by_token(token: str) -> Offer:
    """The offer of a mailed link, else NotFound."""
    row = (
        Offer.objects.filter(token_hash=token_hash(token))
        .select_related(
            "procurement__programme__office",
            "procurement__framework",
            "procurement__part_of",
            "organisation",
        )
        .prefetch_related("experts")
        .first()
    )
    if row is None:
        raise NotFound(
            _("This link does not lead to an offer. Open the link of the newest message again.")
        )
    return row


def suppliers_asked(procurement: Procurement) -> "QuerySet[Supplier]":
    """The suppliers among whom a mini-competition is held."""
    rows = Supplier.objects.filter(framework=procurement.framework_id)
    if procurement.lot_id:
        rows = rows.filter(lot_suppliers__lot=procurement.lot_id)
    return rows.select_related("organisation").order_by("organisation__name", "pk")
