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
    save_lot,
    save_supplier,
)
from talkoot.experts.framework_forms import LotForm
from talkoot.experts.models import Framework, OfferedExpert, Procurement
from talkoot.experts.procurement_forms import ProcurementForm
from talkoot.experts.rules.procurement import Appeal, appeal_of, whole_eur
from talkoot.experts.views.frame import values_of
from talkoot.programmes.models import Programme
from tests.experts.test_procurement import NAMED, in_days, values
from tests.factories.experts import make_framework
from tests.factories.people import make_organisation
from tests.factories.procurement import (
    make_criteria,
    make_lot,
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
    lot = made.lots.first()
    contact = {"contact_name": "", "contact_email": "uusi@esimerkki.fi", "by": office_user}
    for grounds, is_right in (("", False), ("Sulautuminen.", True)):
        with nullcontext() if is_right else pytest.raises(NotAllowed):
            wanted = {**more, "grounds": grounds}
            save_framework(programme, values=wanted, framework=made, by=office_user)
        with nullcontext() if is_right else pytest.raises(NotAllowed):
            save_supplier(made, make_organisation(), grounds=grounds, **contact)
        with nullcontext() if is_right else pytest.raises(NotAllowed):
            wanted = {"days_cap": lot.days_cap + 1, "grounds": grounds}
            save_lot(made, values=wanted, lot=lot, by=office_user)
    assert made.suppliers.count() == 2
    with pytest.raises(NotAllowed):
        other = [(made.suppliers.last(), None, None)]
        save_lot(made, values={}, suppliers=other, lot=made.lots.last(), by=office_user)
    with pytest.raises(NotAllowed):
        save_framework(programme, values={"option_years": 1}, framework=made, by=office_user)
    assert LogEntry.objects.filter(after__grounds="Sulautuminen.").count() == 3


def test_no_lot_is_added_once_suppliers_have_been_asked(programme, office_user):
    procurement = make_procurement(programme, state="open")
    with pytest.raises(NotAllowed):
        actions.save_procurement(programme, values=values(part_of=procurement), by=office_user)


def lots_of(programme, first_state):
    """A first lot of 40 000 euros and another of 30 000: together over the threshold."""
    first = make_procurement(programme, state=first_state, estimated_eur=Decimal(40_000))
    return first, make_procurement(programme, part_of=first, estimated_eur=Decimal(30_000))


def test_lot_stays_in_the_tender_when_it_is_changed_after_the_first_one_was_opened(
    programme, office_user
):
    first, second = lots_of(programme, "open")
    initial = values_of(second, ProcurementForm)
    form = ProcurementForm(programmes=Programme.objects.all(), initial=initial)
    assert first in form.fields["part_of"].queryset
    given = values(part_of=first, closes_at=in_days(40))
    changed = actions.save_procurement(programme, values=given, procurement=second, by=office_user)
    assert (changed.part_of, changed.closes_at) == (first, given["closes_at"])


def test_value_of_the_tender_stays_when_no_offer_comes_for_a_lot(programme, office_user):
    first, second = lots_of(programme, "evaluating")
    Procurement.objects.filter(pk=second.pk).update(state="open")
    actions.cancel_procurement(second, reason="Ei tarjouksia.", by=office_user)
    first = Procurement.objects.get(pk=first.pk)
    assert (whole_eur(first), appeal_of(first)) == (70_000, Appeal.OPEN)
    assert first.together == [first]


def test_lots_given_up_before_suppliers_were_asked_leave_the_tender(programme, office_user):
    first, second = lots_of(programme, "planned")
    third = make_procurement(programme, part_of=first, estimated_eur=Decimal(10_000))
    actions.cancel_procurement(first, reason="Ei tarvita.", by=office_user)
    second, third = (Procurement.objects.get(pk=row.pk) for row in (second, third))
    assert (second.part_of, third.part_of) == (None, second)
    assert (whole_eur(second), whole_eur(Procurement.objects.get(pk=first.pk))) == (40_000, 40_000)
    actions.cancel_procurement(third, reason="Ei tarvita.", by=office_user)
    assert whole_eur(Procurement.objects.get(pk=second.pk)) == 30_000


def test_mini_competition_that_becomes_a_tender_leaves_its_agreement(programme, office_user):
    lot = make_lot(make_framework(programme))
    mini = make_procurement(programme, kind="mini_competition", lot=lot, framework=lot.framework)
    given = values(lot=None)
    assert actions.save_procurement(
        programme, values=given, procurement=mini, by=office_user
    ).framework is None  # fmt: skip


def test_lot_never_leaves_a_tender_that_has_begun(programme, office_user):
    first, second = lots_of(programme, "open")
    with pytest.raises(NotAllowed):
        given = values(part_of=None)
        actions.save_procurement(programme, values=given, procurement=second, by=office_user)
    actions.cancel_procurement(second, reason="Ei tarvita.", by=office_user)
    assert whole_eur(Procurement.objects.get(pk=first.pk)) == 70_000


def test_lot_is_added_to_what_was_tendered_on_grounds_only(programme, office_user):
    framework = make_framework(programme)
    make_procurement(programme, kind="framework", state="concluded", framework=framework)
    new = {"name_fi": "Uusi osa"}
    with pytest.raises(NotAllowed):
        save_lot(framework, values=new, by=office_user)
    form = LotForm(framework=framework, lot=None)
    assert "grounds" in form.fields
    save_lot(framework, values={**new, "grounds": "Sulautuminen."}, by=office_user)
