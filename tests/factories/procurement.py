"""Lots, prices, procurements, offers and replacements."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.experts.models import (
    CoDesigner,
    Expert,
    Framework,
    Lot,
    LotSupplier,
    Offer,
    OfferScore,
    Procurement,
    ProcurementRule,
    QualityCriterion,
    Replacement,
    Supplier,
)
from talkoot.people.models import Organisation
from talkoot.programmes.models import Programme
from talkoot.surveys.queries import token_hash
from tests.factories.experts import make_expert, make_supplier, the_framework
from tests.factories.people import make_organisation, next_number, the_applicant
from tests.factories.programmes import the_programme

TOKEN = "an-offer-token-of-the-tests"


def the_procurement_rule() -> ProcurementRule:
    """The limits in force since 2017."""
    row, _made = ProcurementRule.objects.get_or_create(
        valid_from=datetime.date(2017, 1, 1),
        defaults={
            "services_eur": 60_000,
            "social_eur": 400_000,
            "special_eur": 300_000,
            "source": "1397/2016",
        },
    )
    return row


def make_lot(
    framework: Framework | None = None, *, suppliers: list[Supplier] | None = None, **fields: Any
) -> Lot:
    """A lot in which the customer chooses, with the suppliers or all that the agreement has."""
    framework = framework or the_framework()
    values = {"order": framework.lots.count() + 1, "name_fi": f"Osa {next_number()}"}
    lot = Lot.objects.create(framework=framework, **{**values, **fields})
    for row in framework.suppliers.all() if suppliers is None else suppliers:
        LotSupplier.objects.create(lot=lot, supplier=row)
    return lot


def make_procurement(programme: Programme | None = None, **fields: Any) -> Procurement:
    """A framework procurement under the national threshold, in the state `state`.

    One that takes offers closes in two weeks, one that is past that has closed.
    """
    the_procurement_rule()
    state = fields.get("state", Procurement.State.PLANNED)
    is_ahead = state in (Procurement.State.PLANNED, Procurement.State.OPEN)
    closes_at = timezone.now() + datetime.timedelta(days=14 if is_ahead else -1)
    values = {
        "kind": Procurement.Kind.FRAMEWORK,
        "title": "Sparraajien hankinta",
        "text": "Sparrauspäiviä kunnille.",
        "days": Decimal(40),
        "estimated_eur": Decimal(50_000),
        "most_suppliers": 1,
        "closes_at": closes_at,
    }
    return Procurement.objects.create(
        programme=programme or the_programme(), **{**values, **fields}
    )


def make_criteria(procurement: Procurement) -> list[QualityCriterion]:
    """Quality 70 of five points, price 30."""
    return [
        QualityCriterion.objects.create(
            procurement=procurement, order=1, text="Laatu", weight=70, most_points=5
        ),
        QualityCriterion.objects.create(
            procurement=procurement, order=2, text="Hinta", weight=30, is_price=True
        ),
    ]


def make_offer(
    procurement: Procurement | None = None,
    *,
    organisation: Organisation | None = None,
    points: Decimal | int | None = None,
    token: str = "",
    **fields: Any,
) -> Offer:
    """A received offer of 1 000 euros a day; `points` are given by every quality criterion."""
    procurement = procurement or make_procurement()
    number = next_number()
    values: dict[str, Any] = {
        "state": Offer.State.RECEIVED,
        "address": f"tarjoaja{number}@esimerkki.fi",
        "token_hash": token_hash(token) if token else "",
        "text": "Kokemusta on.",
    }
    if fields.get("state", Offer.State.RECEIVED) != Offer.State.INVITED:
        values |= {"day_price_eur": Decimal(1000), "received_at": timezone.now()}
    offer = Offer.objects.create(
        procurement=procurement,
        organisation=organisation or make_organisation(f"Tarjoaja {number} Oy", kind="company"),
        **{**values, **fields},
    )
    if points is not None:
        for criterion in procurement.criteria.filter(is_price=False):
            OfferScore.objects.create(
                offer=offer,
                criterion=criterion,
                points=points,
                grounds="Perusteltu.",
                scored_by=the_applicant(),
            )
    return offer


def make_co_designer(procurement: Procurement | None = None, **fields: Any) -> CoDesigner:
    """A municipality that plans the procurement; `token` is the end of its link."""
    token = fields.pop("token", f"planning-{next_number()}")
    values = {
        "organisation": fields.pop("organisation", None) or make_organisation(),
        "address": "kehittaja@esimerkki.fi",
        "token_hash": token_hash(token),
        "remarks": "Päivät samaan kuukauteen.",
    }
    row = procurement or make_procurement()
    return CoDesigner.objects.create(procurement=row, **{**values, **fields})


def make_replacement(expert: Expert | None = None, **fields: Any) -> Replacement:
    """A request to replace the expert; an approved one has its successor."""
    expert = expert or make_expert(quality_points=Decimal(80))
    number = next_number()
    values: dict[str, Any] = {
        "reason": "Siirtyy muihin tehtäviin.",
        "from_on": timezone.localdate(),
        "name": f"Tilalle Tuleva {number}",
        "email": f"tilalle{number}@esimerkki.fi",
        "title": "Valmentaja",
        "profile": "Kymmenen vuotta kuntien kehittämistä.",
        "requested_by": the_applicant(),
    }
    if fields.get("state") == Replacement.State.APPROVED:
        values["successor"] = make_expert(supplier=expert.supplier)
    return Replacement.objects.create(expert=expert, **{**values, **fields})


def make_offering_supplier(name: str, framework: Framework | None = None) -> Supplier:
    """A supplier with a contact person."""
    organisation = make_organisation(name, kind="company")
    return make_supplier(
        framework, organisation=organisation, contact_email=f"myynti{next_number()}@esimerkki.fi"
    )
