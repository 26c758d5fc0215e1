"""Lots tendered together: each with its own offers and award, all in one agreement."""

from contextlib import nullcontext
from decimal import Decimal

import pytest

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.experts.actions import procurement as actions
from talkoot.experts.actions.frameworks import (
    conclude_procurement,
    save_framework,
    save_supplier,
)
from talkoot.experts.models import Framework, OfferedExpert, Procurement
from tests.experts.test_procurement import NAMED, in_days, values
from tests.factories.people import make_organisation
from tests.factories.procurement import (
    make_criteria,
    make_offer,
    make_procurement,
    the_procurement_rule,
)


def test_lots_are_tendered_apart_and_lead_to_one_agreement(page, programme, office_user):
    the_procurement_rule()
    first = actions.save_procurement(
        programme, values=values(title="Länsi", estimated_eur=Decimal(40_000)), by=office_user
    )
    asked = page.sign_in(office_user).get(f"/office/procurements/new/?part_of={first.pk}")
    assert asked.page.all("option", selected="", value=str(first.pk))
    second = actions.save_procurement(
        programme,
        values=values(
            title="Itä", estimated_eur=Decimal(30_000), part_of=first, closes_at=in_days(90)
        ),
        by=office_user,
    )
    assert second.closes_at == first.closes_at
    text = page.get("office-procurement", first.pk).text
    assert "Itä" in text and "70 000" in text.replace("\xa0", " ")
    with pytest.raises(NotAllowed):
        actions.save_procurement(programme, values=values(part_of=second), by=office_user)
    later = values(title="Länsi", estimated_eur=Decimal(40_000), closes_at=in_days(20))
    actions.save_procurement(programme, values=later, procurement=first, by=office_user)
    second.refresh_from_db()
    assert second.closes_at == later["closes_at"]
    Procurement.objects.update(state="evaluating", closes_at=in_days(-1))
    company = make_organisation()
    for row, price in ((second, 950), (first, 900)):
        lot = Procurement.objects.get(pk=row.pk)
        make_criteria(lot)
        offer = make_offer(lot, organisation=company, points=4, day_price_eur=Decimal(price))
        OfferedExpert.objects.create(offer=offer, **vars(NAMED[0]))
        awarded = actions.award_procurement(lot, grounds="Paras.", by=office_user)
        assert awarded.standstill_until is not None  # The values of the lots are counted together.
        Procurement.objects.update(standstill_until=None)
        framework = conclude_procurement(awarded, by=office_user)
    made = Framework.objects.get()
    assert framework == made
    assert (made.name, made.days_cap, made.value_cap_eur) == ("Länsi", 20, 70_000)
    assert [(lot.name, lot.days_cap) for lot in made.lots.all()] == [("Itä", 10), ("Länsi", 10)]
    assert made.suppliers.get().experts.get().name == NAMED[0].name
    assert {(line.lot.name, line.price_eur) for line in made.price_lines.all()} == {
        ("Itä", 950), ("Länsi", 900),
    }  # fmt: skip
    more = {"days_cap": made.days_cap + 1}
    contact = {"contact_name": "", "contact_email": "uusi@esimerkki.fi", "by": office_user}
    for grounds, is_right in (("", False), ("Sulautuminen.", True)):
        with nullcontext() if is_right else pytest.raises(NotAllowed):
            wanted = {**more, "grounds": grounds}
            save_framework(programme, values=wanted, framework=made, by=office_user)
        with nullcontext() if is_right else pytest.raises(NotAllowed):
            save_supplier(made, make_organisation(), grounds=grounds, **contact)
    assert made.suppliers.count() == 2
    assert LogEntry.objects.filter(after__grounds="Sulautuminen.").count() == 2


def test_no_lot_is_added_once_suppliers_have_been_asked(programme, office_user):
    procurement = make_procurement(programme, state="open")
    with pytest.raises(NotAllowed):
        actions.save_procurement(programme, values=values(part_of=procurement), by=office_user)
