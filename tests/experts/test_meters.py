"""Meters in days and euros, the alert, the refusals and the forecast."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from talkoot.audit.models import LogEntry
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.experts.actions import call_off, move_call_off, raise_call_off, return_call_off
from talkoot.experts.models import CallOff, Framework, Lot, Ordering, PriceLine
from talkoot.experts.queries.frameworks import metered, standing_of
from talkoot.experts.rules.meters import Meter, forecast, meter_of
from talkoot.programmes.models import Theme
from tests.factories.experts import make_call_off, make_expert, make_framework
from tests.factories.people import next_number
from tests.factories.procurement import make_lot, make_offering_supplier

TODAY = datetime.date(2026, 6, 30)
LIMITS = Meter(Decimal(100), Decimal(100_000), Decimal(40), Decimal(40_000))


def order(expert, days, by, **fields):
    number = f"T-{next_number()}"
    return call_off(
        expert,
        days=Decimal(days),
        case_number=number,
        on=timezone.localdate(),
        by=by,
        **fields,
    )


@pytest.fixture
def expert(db, programme):
    framework = make_framework(programme, days_cap=10, value_cap_eur=9000, day_price_eur=1000)
    return make_expert(framework=framework)


def test_order_freezes_the_price_and_keeps_the_reason(expert, office_user):
    lot = make_lot(expert.supplier.framework)
    row = order(expert, "1.5", office_user, reason="Tuntee alan.")
    PriceLine.objects.create(
        framework=row.framework, price_eur=2000, valid_from=timezone.localdate()
    )
    row.refresh_from_db()
    assert (row.lot, row.unit_price_eur, row.value_eur) == (lot, 1000, 1500)
    assert row.choice_reason == "Tuntee alan."
    assert row.basis == Ordering.CUSTOMER_CHOICE


def test_price_list_goes_before_the_agreements_price(expert, office_user):
    framework, today = expert.supplier.framework, timezone.localdate()
    PriceLine.objects.create(framework=framework, price_eur=900, valid_from=today)
    own = PriceLine.objects.create(
        framework=framework, supplier=expert.supplier, price_eur=800, valid_from=today
    )
    assert order(expert, 1, office_user).value_eur == 800
    own.valid_to, own.valid_from = today - datetime.timedelta(days=1), today.replace(year=2020)
    own.save()
    assert order(expert, 1, office_user).value_eur == 900


@pytest.mark.parametrize(("listed", "frozen"), [(700, 700), (1500, 900), (None, None)])
def test_order_freezes_the_price_of_a_remote_day_never_above_a_day(
    expert, office_user, listed, frozen
):
    framework, today = expert.supplier.framework, timezone.localdate()
    PriceLine.objects.create(framework=framework, price_eur=900, valid_from=today)
    if listed:
        PriceLine.objects.create(
            framework=framework, unit="remote_day", price_eur=listed, valid_from=today
        )
    made = order(expert, 1, office_user)
    assert (made.remote_price_eur, made.value_eur) == (frozen, 900)


def test_euros_run_out_before_days(expert, office_user):
    order(expert, 9, office_user)
    with pytest.raises(NotAllowed, match="€"), transaction.atomic():
        order(expert, 1, office_user)
    assert CallOff.objects.count() == 1


def test_days_of_the_lot_run_out_before_those_of_the_agreement(expert, office_user):
    make_lot(expert.supplier.framework, days_cap=2)
    order(expert, 2, office_user)
    with pytest.raises(NotAllowed), transaction.atomic():
        order(expert, "0.5", office_user)


def test_days_given_back_are_free_again(expert, office_user):
    row = order(expert, 9, office_user)
    return_call_off(row, on=timezone.localdate(), by=office_user)
    limits = meter_of(expert.supplier.framework)
    assert (limits.days_left, limits.value_left_eur, limits.percent) == (10, 9000, 0)


def test_raising_costs_the_frozen_price(expert, office_user):
    row = order(expert, 1, office_user)
    Framework.objects.update(day_price_eur=500)
    raise_call_off(row, days=Decimal(2), on=timezone.localdate(), by=office_user)
    assert (row.days, row.value_eur) == (3, 3000)


def test_office_is_told_once_at_80_per_cent(expert, office_user, officer):
    make_lot(expert.supplier.framework)
    order(expert, 7, office_user)
    assert not Message.objects.exists()
    order(expert, 1, office_user)
    mails = Message.objects.filter(kind="framework-near-ceiling")
    assert {mail.user for mail in mails} == {office_user, officer}
    assert "88 %" in mails[0].subject
    order(expert, 1, office_user)
    assert mails.count() == 2
    assert LogEntry.objects.filter(key="experts.framework.alerted").count() == 1


def test_lot_of_the_theme_is_taken_first(expert, office_user):
    theme = Theme.objects.create(use="need", code="teema", order=1, name_fi="Teema")
    framework = expert.supplier.framework
    make_lot(framework)
    make_lot(framework).themes.add(theme)
    assert order(expert, 1, office_user).lot.order == 1
    assert order(expert, 1, office_user, theme_ids=[theme.pk]).lot.order == 2


def test_supplier_outside_the_lots_gets_no_order(expert, office_user):
    make_lot(expert.supplier.framework, suppliers=[])
    with pytest.raises(NotAllowed):
        order(expert, 1, office_user)


def test_lot_of_mini_competitions_asks_for_one(expert, office_user):
    make_lot(expert.supplier.framework, ordering=Ordering.MINI_COMPETITION)
    with pytest.raises(NotAllowed, match="Osa"):
        order(expert, 1, office_user)


def test_expert_who_has_ended_gets_no_order(expert, office_user):
    expert.ended_on = timezone.localdate()
    with pytest.raises(NotAllowed):
        order(expert, 1, office_user)


def test_order_moves_to_another_suppliers_lot_and_price(expert, office_user):
    framework = expert.supplier.framework
    other = make_expert(supplier=make_offering_supplier("Toinen Oy", framework))
    make_lot(framework, suppliers=[expert.supplier])
    lot = make_lot(framework, suppliers=[other.supplier])
    PriceLine.objects.create(
        framework=framework,
        supplier=other.supplier,
        price_eur=1200,
        valid_from=timezone.localdate(),
    )
    row = order(expert, 6, office_user)
    move_call_off(row, other, on=timezone.localdate(), by=office_user)
    row.refresh_from_db()
    assert (row.expert, row.lot, row.value_eur, row.returned_on) == (other, lot, 7200, None)
    stranger = make_expert(framework=make_framework(framework.programme))
    with pytest.raises(NotAllowed):
        move_call_off(row, stranger, on=timezone.localdate(), by=office_user)


@pytest.mark.parametrize(
    ("days_ago", "is_early"),
    [([], True), ([89] * 6, True), ([200] * 6, True), ([89, 90] * 6, False)],
)
def test_forecast_says_when_it_is_too_early(days_ago, is_early):
    orders = [
        (TODAY - datetime.timedelta(days=count), Decimal(1), Decimal(1000)) for count in days_ago
    ]
    assert forecast(orders, LIMITS, today=TODAY).is_early == is_early


def test_forecast_takes_the_limit_that_comes_first():
    orders = [
        (TODAY - datetime.timedelta(days=30 * n + 1), Decimal(3), Decimal(4500)) for n in range(7)
    ]
    found = forecast(orders, LIMITS, today=TODAY)
    # 18 days and 27 000 € in 180 days: 60 days last 600, 60 000 € last 400 days.
    assert (found.window, found.order_count) == (180, 6)
    assert found.on == TODAY + datetime.timedelta(days=400)
    assert found.lasts_until(TODAY)


def test_lots_add_up_to_the_agreement(expert, office_user):
    framework = expert.supplier.framework
    lot = make_lot(framework)
    make_call_off(expert, days=2, lot=lot)
    make_call_off(expert, days=3)
    standing = standing_of(framework, today=timezone.localdate())
    assert (standing.meter.days_used, standing.meter.value_used_eur) == (5, 5000)
    assert standing.lots[0].meter.days_used == 2
    (listed,) = metered([framework])
    assert listed.meter == standing.meter


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_never_pass_a_ceiling(programme, office_user):
    framework = make_framework(programme, days_cap=100, value_cap_eur=3000, day_price_eur=1000)
    experts = [make_expert(framework=framework) for _n in range(6)]
    Lot.objects.create(framework=framework, order=1, name_fi="Osa")
    make_lot(framework, order=2)
    start = threading.Barrier(len(experts))
    outcomes = []

    def press(expert):
        try:
            start.wait(timeout=20)
            with transaction.atomic():
                order(expert, 1, office_user)
            outcomes.append("ordered")
        except NotAllowed:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(expert,)) for expert in experts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["ordered"] * 3 + ["refused"] * 3, connection.vendor
    assert meter_of(framework).value_left_eur == 0
