"""A procurement from the plan to the contract, and a mini-competition to its order."""

import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone, translation

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.experts.actions import call_off, offers
from talkoot.experts.actions import procurement as actions
from talkoot.experts.actions.frameworks import conclude_procurement
from talkoot.experts.actions.offers import Named
from talkoot.experts.models import Expert, Framework, Offer, Ordering, Procurement
from talkoot.experts.queries.procurement import offers_of
from talkoot.experts.rules.procurement import compare
from tests.factories.experts import make_expert, make_framework
from tests.factories.procurement import (
    make_criteria,
    make_lot,
    make_offer,
    make_offering_supplier,
    make_procurement,
    the_procurement_rule,
)

NAMED = [Named("Aino Asiantuntija", "aino@esimerkki.fi", "Valmentaja")]
GIVEN = {"day_price_eur": Decimal(900), "text": "Osaamme.", "experts": NAMED}


def in_days(count):
    return timezone.now() + datetime.timedelta(days=count)


def close(procurement):
    Procurement.objects.filter(pk=procurement.pk).update(closes_at=in_days(-1))
    procurement.refresh_from_db()


@pytest.fixture
def procurement(programme):
    """Open, with criteria of quality 70 and price 30."""
    row = make_procurement(programme, state="open", valid_from=timezone.localdate())
    make_criteria(row)
    return row


def values(**fields):
    return {
        "kind": "framework",
        "category": "services",
        "title": "Hankinta",
        "text": "Päiviä.",
        "days": Decimal(10),
        "estimated_eur": Decimal(10_000),
        "closes_at": in_days(10),
        **fields,
    }


def test_small_purchase_stays_under_the_threshold(programme, office_user):
    the_procurement_rule()
    small = values(kind="small_purchase", estimated_eur=Decimal(60_000))
    with pytest.raises(NotAllowed, match="60000"):
        actions.save_procurement(programme, values=small, by=office_user)
    assert not Procurement.objects.exists()
    annex = {**small, "category": "special"}
    assert actions.save_procurement(programme, values=annex, by=office_user).pk


def test_four_years_with_options_unless_a_ground_is_recorded(programme, office_user):
    the_procurement_rule()
    term = values(
        valid_from=datetime.date(2026, 1, 1), valid_to=datetime.date(2029, 12, 31), option_years=1
    )
    with pytest.raises(NotAllowed, match="4"):
        actions.save_procurement(programme, values=term, by=office_user)
    term["long_ground"] = "Ohjelmakausi on viisi vuotta."
    assert actions.save_procurement(programme, values=term, by=office_user).pk
    four = {**term, "option_years": 0, "long_ground": ""}
    assert actions.save_procurement(programme, values=four, by=office_user).pk


def test_weights_must_make_100_before_opening(programme, office_user):
    row = make_procurement(programme)
    with pytest.raises(NotAllowed):
        actions.open_procurement(row, by=office_user)
    quality, _price = make_criteria(row)
    actions.save_criterion(row, values={"weight": Decimal(60)}, criterion=quality, by=office_user)
    with pytest.raises(NotAllowed, match="90"):
        actions.open_procurement(row, by=office_user)
    actions.save_criterion(row, values={"weight": Decimal(70)}, criterion=quality, by=office_user)
    assert actions.open_procurement(row, by=office_user).state == "open"
    with pytest.raises(NotAllowed):
        actions.save_criterion(row, values={"weight": Decimal(1)}, by=office_user)


def test_the_price_is_a_criterion_only_once(programme, office_user):
    row = make_procurement(programme)
    make_criteria(row)
    twice = {"text": "Hinta taas", "weight": Decimal(1), "is_price": True}
    with pytest.raises(NotAllowed):
        actions.save_criterion(row, values=twice, by=office_user)


def test_invitation_carries_a_link_that_only_the_mail_knows(procurement, office_user):
    offer = offers.add_bidder(
        procurement,
        name="Uusi Valmennus Oy",
        business_id="1234567-8",
        address="tarjous@esimerkki.fi",
        by=office_user,
    )
    offers.invite_supplier(procurement, offer.organisation, address=offer.address, by=office_user)
    mail = Message.objects.get(kind="offer-invitation")
    offer.refresh_from_db()
    assert "/offers/" in mail.body
    assert offer.token_hash not in mail.body
    with pytest.raises(NotAllowed):
        offers.add_bidder(
            procurement, name="uusi valmennus oy", business_id="", address="a@b.fi", by=office_user
        )


def test_offer_can_be_sent_anew_until_the_last_moment(procurement):
    offer = make_offer(procurement, state="invited")
    offers.send_offer(offer, **GIVEN)
    offer = offers.send_offer(offer, **{**GIVEN, "day_price_eur": Decimal(800)})
    assert (offer.day_price_eur, offer.experts.count()) == (800, 1)
    assert Message.objects.filter(kind="offer-receipt").count() == 2
    close(procurement)
    with pytest.raises(NotAllowed):
        offers.send_offer(offer, **GIVEN)


def test_declined_can_still_offer_in_time(procurement):
    offer = make_offer(procurement, state="invited")
    offers.decline_offer(offer, reason="Ei ehditä.")
    assert offers.send_offer(offer, **GIVEN).state == Offer.State.RECEIVED


def test_office_records_only_what_came_in_time(procurement, office_user):
    offer = make_offer(procurement, state="invited")
    close(procurement)
    late = {**GIVEN, "at": timezone.now(), "by": office_user}
    with pytest.raises(NotAllowed):
        offers.send_offer(offer, **late)
    row = offers.send_offer(offer, **{**late, "at": in_days(-2)})
    assert (row.state, row.recorded_by) == (Offer.State.RECEIVED, office_user)


def test_offers_are_opened_after_the_last_moment(procurement, office_user):
    with pytest.raises(NotAllowed):
        actions.start_evaluation(procurement, by=office_user)
    actions.move_deadline(procurement, closes_at=in_days(20), by=office_user)
    with pytest.raises(NotAllowed):
        actions.move_deadline(procurement, closes_at=in_days(2), by=office_user)
    close(procurement)
    actions.start_evaluation(procurement, by=office_user)


def test_comparison_weighs_quality_and_price(procurement):
    cheap = make_offer(procurement, points=3, day_price_eur=800)
    good = make_offer(procurement, points=5, day_price_eur=1000)
    rows = compare(list(procurement.criteria.all()), offers_of(procurement))
    assert [(row.offer, row.total, row.rank) for row in rows] == [
        (good, Decimal("94.00"), 1),  # 70 × 5/5 + 30 × 800/1000
        (cheap, Decimal("72.00"), 2),  # 70 × 3/5 + 30
    ]


def test_no_rank_before_all_points_are_given(procurement):
    make_offer(procurement, points=3)
    make_offer(procurement)
    rows = compare(list(procurement.criteria.all()), offers_of(procurement))
    assert [row.rank for row in rows] == [None, None]


def evaluated(procurement, *points, **fields):
    made = [make_offer(procurement, points=each, **fields) for each in points]
    Procurement.objects.filter(pk=procurement.pk).update(state="evaluating")
    procurement.refresh_from_db()
    return made


def test_points_are_given_within_the_scale_while_offers_are_compared(procurement, office_user):
    (offer,) = evaluated(procurement, 3)
    quality = procurement.criteria.get(is_price=False)
    with pytest.raises(NotAllowed, match="5"), transaction.atomic():
        actions.score_offer(offer, scores={quality.pk: (Decimal(6), "Hyvä")}, by=office_user)
    actions.score_offer(offer, scores={quality.pk: (Decimal(4), "Hyvä")}, by=office_user)
    assert offer.scores.get().points == 4
    Procurement.objects.update(state="awarded")
    with pytest.raises(NotAllowed):
        actions.score_offer(offer, scores={quality.pk: (Decimal(5), "Hyvä")}, by=office_user)


def test_a_tie_at_the_last_place_is_not_awarded(procurement, office_user):
    evaluated(procurement, 4, 4)
    with pytest.raises(NotAllowed):
        actions.award_procurement(procurement, grounds="Paras.", by=office_user)


def test_award_freezes_the_points_and_tells_everybody(procurement, office_user):
    best, second = evaluated(procurement, 5, 4)
    excluded = make_offer(procurement, points=1)
    actions.exclude_offer(excluded, reason="Ei täytä ehtoja.", by=office_user)
    row = actions.award_procurement(procurement, grounds="Laadultaan paras.", by=office_user)
    assert row.standstill_until is None  # Below the threshold.
    best.refresh_from_db()
    assert (best.is_awarded, best.rank, best.points) == (True, 1, 100)
    mails = {mail.address: mail.body for mail in Message.objects.filter(kind="award")}
    assert set(mails) == {best.address, second.address, excluded.address}
    assert "Ei täytä ehtoja." in mails[excluded.address]
    assert "Ei täytä ehtoja." not in mails[second.address]
    actions.reopen_award(row, reason="Laskuvirhe.", by=office_user)
    best.refresh_from_db()
    assert (best.is_awarded, best.points) == (False, None)


@pytest.mark.parametrize(
    ("kind", "category", "euros", "court", "leave"),
    [
        ("framework", "services", 59_999, False, False),
        ("framework", "services", 60_000, True, False),
        ("series_tender", "special", 299_999, False, False),
        ("series_tender", "social", 400_000, True, False),
        ("mini_competition", "services", 5_000, True, True),
    ],
)
def test_award_tells_how_to_challenge_it_by_the_value(
    procurement, office_user, kind, category, euros, court, leave
):
    # Without a ceiling in euros, its 100 days of 1 000 euros.
    framework = make_framework(procurement.programme)
    evaluated(procurement, 5)
    Procurement.objects.update(
        kind=kind, category=category, estimated_eur=euros, framework=framework
    )
    with translation.override("en"):
        Offer.objects.update(language="en")
        actions.award_procurement(procurement, grounds="Paras.", by=office_user)
    body = Message.objects.get(kind="award").body
    assert "132–135" in body and "14 days" in body
    assert ("Appeal to the Market Court" in body) == court
    assert ("cannot be appealed" in body) != court
    assert ("section 146" in body) == leave
    assert ("30 days" in body) == leave


def test_contract_waits_for_the_standstill(procurement, office_user):
    evaluated(procurement, 5)
    Procurement.objects.update(estimated_eur=60_000)
    row = actions.award_procurement(procurement, grounds="Paras.", by=office_user)
    assert row.standstill_until == timezone.localdate() + datetime.timedelta(days=14)
    with pytest.raises(NotAllowed):
        conclude_procurement(row, by=office_user)
    Procurement.objects.update(standstill_until=timezone.localdate() - datetime.timedelta(days=1))
    assert conclude_procurement(row, by=office_user) is not None


def test_contract_is_made_of_the_offers(procurement, office_user):
    offer = make_offer(procurement, state="invited")
    offers.send_offer(offer, **GIVEN)
    evaluated(procurement)
    quality = procurement.criteria.get(is_price=False)
    actions.score_offer(
        offer,
        scores={quality.pk: (Decimal(4), "Hyvä")},
        expert_points={offer.experts.get().pk: Decimal(88)},
        by=office_user,
    )
    actions.award_procurement(procurement, grounds="Ainoa.", by=office_user)
    framework = conclude_procurement(procurement, by=office_user)
    assert framework is not None
    expert = Expert.objects.get()
    assert (expert.name, expert.quality_points, expert.supplier.framework) == (
        "Aino Asiantuntija", 88, framework,
    )  # fmt: skip
    lot = framework.lots.get()
    assert lot.lot_suppliers.get().rank == 1
    order = call_off(
        expert, days=Decimal(2), case_number="T-1", on=timezone.localdate(), by=office_user
    )
    assert (order.lot, order.value_eur) == (lot, 1800)


def test_cancelling_tells_those_who_were_asked(procurement, office_user):
    make_offer(procurement)
    make_offer(procurement, state="declined")
    actions.cancel_procurement(procurement, reason="Määräraha puuttuu.", by=office_user)
    assert "Määräraha puuttuu." in Message.objects.get(kind="procurement-cancelled").body


@pytest.fixture
def lot(programme):
    framework = make_framework(programme, day_price_eur=1000)
    suppliers = [make_offering_supplier(name, framework) for name in ("Yksi Oy", "Kaksi Oy")]
    return make_lot(framework, suppliers=suppliers, ordering=Ordering.MINI_COMPETITION)


def competition(lot, by, case="T-1"):
    the_procurement_rule()
    asked = values(kind="mini_competition", lot=lot, case_number=case, days=Decimal(2))
    row = actions.save_procurement(lot.framework.programme, values=asked, by=by)
    make_criteria(row)
    return actions.open_procurement(row, by=by)


def test_mini_competition_asks_every_supplier_of_the_lot(lot, office_user):
    row = competition(lot, office_user)
    assert {str(offer) for offer in row.offers.all()} == {"Yksi Oy", "Kaksi Oy"}
    assert Message.objects.filter(kind="offer-invitation").count() == 2
    with pytest.raises(NotAllowed, match="Kolmas"):
        offers.add_bidder(
            row, name="Kolmas Oy", business_id="", address="k@esimerkki.fi", by=office_user
        )


def test_mini_competition_needs_the_addresses(lot, office_user):
    lot.framework.suppliers.filter(organisation__name="Kaksi Oy").update(contact_email="")
    with pytest.raises(NotAllowed, match="Kaksi Oy"), transaction.atomic():
        competition(lot, office_user)
    assert not Message.objects.exists()


def test_order_of_a_mini_competition_takes_the_winners_price(lot, office_user):
    row = competition(lot, office_user)
    winner, loser = (row.offers.get(organisation__name=name) for name in ("Yksi Oy", "Kaksi Oy"))
    offers.send_offer(winner, **{**GIVEN, "day_price_eur": Decimal(950)})
    offers.decline_offer(loser, reason="")
    close(row)
    actions.start_evaluation(row, by=office_user)
    quality = row.criteria.get(is_price=False)
    actions.score_offer(winner, scores={quality.pk: (Decimal(5), "Hyvä")}, by=office_user)
    actions.award_procurement(row, grounds="Ainoa tarjous.", by=office_user)
    assert conclude_procurement(row, by=office_user) == lot.framework
    assert Framework.objects.count() == 1
    experts = {
        supplier.organisation_id: make_expert(supplier=supplier)
        for supplier in lot.framework.suppliers.all()
    }
    when = {"days": Decimal(2), "case_number": "T-1", "on": timezone.localdate()}
    with pytest.raises(NotAllowed, match="Yksi Oy"), transaction.atomic():
        call_off(experts[loser.organisation_id], **when, by=office_user)
    order = call_off(experts[winner.organisation_id], **when, by=office_user)
    assert (order.basis, order.value_eur) == (Ordering.MINI_COMPETITION, 1900)
    assert order.procurement == row
