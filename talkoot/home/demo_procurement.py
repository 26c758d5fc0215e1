"""The demo's framework agreement with lots and prices, and procurements at different steps."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from talkoot.correspondence.models import Message
from talkoot.data import read_json
from talkoot.experts.actions import frameworks, offers, replacement
from talkoot.experts.actions import procurement as procurements
from talkoot.experts.models import Expert, Framework, Lot, Offer, Procurement
from talkoot.people.models import Organisation, User
from talkoot.programmes.models import Offering, Programme, Theme, ThemeUse

# Their links and moments are of the load, not of the story.
PASSING = ("offer-invitation", "offer-receipt")


def load_framework(programme: Programme, *, by: User) -> None:
    """Lots, points, prices and ceilings of the agreement, before the cases order days."""
    facts = read_json("demo/procurement.json")
    framework = Framework.objects.get(programme=programme)
    frameworks.save_framework(
        programme, values=_frame(framework, facts["frame"]), framework=framework, by=by
    )
    for row in facts["suppliers"]:
        frameworks.save_supplier(
            framework,
            Organisation.objects.get(key=row["organisation"]),
            contact_name=row["contact_name"],
            contact_email=row["contact_email"],
            by=by,
        )
    for row in facts["prices"]:
        price = {"price_eur": Decimal(row["price_eur"]), "valid_from": framework.valid_from}
        frameworks.save_price(framework, values={"unit": row["unit"], **price}, by=by)
    for row in facts["lots"]:
        _load_lot(framework, row, by=by)
    for slug, points in facts["expert_points"].items():
        Expert.objects.filter(slug=slug).update(
            quality_points=Decimal(points), named_on=framework.valid_from
        )
    for row in facts["curricula"]:
        _load_curriculum(framework, row, by=by)


def _frame(framework: Framework, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": framework.name,
        "valid_from": framework.valid_from,
        "valid_to": framework.valid_to.replace(year=framework.valid_to.year - 1),
        "days_cap": Decimal(facts["days_cap"]),
        "value_cap_eur": Decimal(facts["value_cap_eur"]),
        "day_price_eur": framework.day_price_eur,
        "option_years": facts["option_years"],
        "long_ground": "",
    }


def _load_lot(framework: Framework, facts: dict[str, Any], *, by: User) -> None:
    values = {name: facts[name] for name in ("name_fi", "name_sv", "name_en", "ordering")}
    values["days_cap"] = Decimal(facts["days_cap"])
    values["themes"] = Theme.objects.filter(use=ThemeUse.NEED, code__in=facts["themes"])
    suppliers = [
        (framework.suppliers.get(organisation__key=key), Decimal(points), rank)
        for rank, (key, points) in enumerate(facts["suppliers"].items(), 1)
    ]
    frameworks.save_lot(framework, values=values, suppliers=suppliers, by=by)


def _load_curriculum(framework: Framework, facts: dict[str, Any], *, by: User) -> None:
    supplier = framework.suppliers.get(organisation__key=facts["supplier"])
    offering = Offering.objects.filter(programme=framework.programme_id, kind=facts["kind"]).first()
    if offering is not None:
        values = {"title": facts["title"], "content": facts["content"], "language": "fi"}
        values["days"] = Decimal(facts["days"])
        frameworks.save_curriculum(supplier, offering, values=values, by=by)


def load_procurements(programme: Programme, *, by: User) -> None:
    """A mini-competition whose offers are compared, a planned procurement, a replacement asked."""
    facts = read_json("demo/procurement.json")
    for row in facts["procurements"]:
        _play(programme, row, by=by)
    asked = facts["replacement"]
    values = {name: asked[name] for name in ("reason", "name", "email", "title", "profile")}
    values |= {"languages": "fi sv", "from_on": timezone.localdate() + datetime.timedelta(days=30)}
    expert = Expert.objects.get(slug=asked["expert"])
    replacement.request_replacement(expert, values=values, by=by)


def _play(programme: Programme, facts: dict[str, Any], *, by: User) -> None:
    """Take one procurement through the actions to its state."""
    names = ("kind", "category", "title", "text", "basis", "option_years", "most_suppliers")
    values: dict[str, Any] = {name: facts[name] for name in names}
    values |= {name: Decimal(facts[name]) for name in ("days", "estimated_eur")}
    values["closes_at"] = timezone.now() + datetime.timedelta(days=facts["closes_in_days"])
    if facts["lot"]:
        values["lot"] = Lot.objects.get(framework__programme=programme, name_fi=facts["lot"])
    procurement = procurements.save_procurement(programme, values=values, by=by)
    for row in facts["criteria"]:
        criterion = {**row, "weight": Decimal(row["weight"])}
        procurements.save_criterion(procurement, values=criterion, by=by)
    if facts["state"] == Procurement.State.PLANNED:
        return
    procurement = procurements.open_procurement(procurement, by=by)
    for row in facts["offers"]:
        offers.send_offer(
            procurement.offers.get(organisation__key=row["organisation"]),
            day_price_eur=Decimal(row["day_price_eur"]),
            text=row["text"],
            experts=[offers.Named(**named) for named in row["experts"]],
        )
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Procurement.objects.filter(pk=procurement.pk).update(closes_at=yesterday)
    Offer.objects.filter(procurement=procurement).exclude(received_at=None).update(
        received_at=yesterday - datetime.timedelta(days=1)
    )
    Message.objects.filter(kind__in=PASSING, is_demo=True).delete()
    procurements.start_evaluation(procurement, by=by)
    _score(procurement, facts["offers"], by=by)


def _score(procurement: Procurement, rows: list[dict[str, Any]], *, by: User) -> None:
    """The points of those offers that have them in the story."""
    quality = list(procurement.criteria.filter(is_price=False))
    for row in rows:
        given = zip(quality, row["points"], strict=False)
        scores = {one.pk: (Decimal(points), text) for one, (points, text) in given}
        if scores:
            offer = procurement.offers.get(organisation__key=row["organisation"])
            procurements.score_offer(offer, scores=scores, by=by)
