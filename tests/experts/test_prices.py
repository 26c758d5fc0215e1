"""Half days, hours and travel cost what the price list says; the order, the day and the invoice
agree."""

from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.experts.actions import call_off, lower_call_off, raise_call_off, revalue_call_off
from talkoot.experts.models import CallOff, PriceLine
from talkoot.experts.rules.orders import priced
from tests.factories.experts import make_expert, make_framework
from tests.factories.people import next_number

LISTED = {"half_day": 600, "hour": 190, "remote_hour": 150, "travel_hour": 60}


@pytest.fixture
def expert(db, programme):
    """1 000 € a day; half a day and hours are dearer by the hour."""
    framework = make_framework(programme, days_cap=10, value_cap_eur=4000, day_price_eur=1000)
    for unit, price in LISTED.items():
        PriceLine.objects.create(
            framework=framework, unit=unit, price_eur=price, valid_from=timezone.localdate()
        )
    return make_expert(framework=framework)


def order(expert, days, by):
    number = f"T-{next_number()}"
    today = timezone.localdate()
    return call_off(expert, days=Decimal(days), case_number=number, on=today, by=by)


@pytest.mark.parametrize(
    ("hours", "is_remote", "euros", "unit", "price"),
    [
        ("6", False, "1000", "day", 1000),
        ("3", False, "600", "half_day", 600),
        ("2.97", False, "600", "half_day", 600),  # Three minutes are no matter.
        ("2", False, "380", "hour", 190),
        ("2.9", False, "551", "hour", 190),
        ("2.95", False, "600", "half_day", 600),
        ("5", False, "950", "hour", 190),
        ("5.5", False, "1000", "hour", 190),  # Never dearer than the day.
        ("9", False, "1600", "day", 1000),
        ("2", True, "300", "remote_hour", 150),
        ("6", True, "1000", "day", 1000),
    ],
)
def test_a_part_of_a_day_has_its_own_price(
    expert, office_user, hours, is_remote, euros, unit, price
):
    made = order(expert, 1, office_user)
    found = priced(made, Decimal(hours), Decimal(6), is_remote=is_remote)
    assert (found.euros, found.unit, found.unit_price_eur) == (Decimal(euros), unit, price)


def test_without_part_prices_hours_are_a_share_of_the_day(expert, office_user):
    PriceLine.objects.exclude(unit="travel_hour").delete()
    made = order(expert, 1, office_user)
    assert priced(made, Decimal("1.5"), Decimal(6)).euros == 250
    assert (made.half_day_price_eur, made.travel_price_eur) == (None, 60)


def test_order_of_half_a_day_is_worth_the_half_day(expert, office_user):
    made = order(expert, "1.5", office_user)
    assert made.value_eur == 1600
    PriceLine.objects.all().delete()  # The order has frozen its prices.
    made.refresh_from_db()
    lower_call_off(made, days=Decimal("0.5"), by=office_user)
    assert made.value_eur == 1000
    raise_call_off(made, days=Decimal("1.5"), on=timezone.localdate(), by=office_user)
    assert (made.days, made.value_eur) == (Decimal("2.5"), 2600)


def test_a_half_day_dearer_than_a_day_costs_the_day(expert, office_user):
    PriceLine.objects.filter(unit="half_day").update(price_eur=1500)
    assert order(expert, "0.5", office_user).value_eur == 1000


def test_an_order_follows_its_sessions_only_under_the_ceiling(expert, office_user):
    made = order(expert, 2, office_user)
    revalue_call_off(made, value_eur=Decimal(4000), by=office_user)
    assert CallOff.objects.get().value_eur == 4000
    with pytest.raises(NotAllowed, match="€"):
        revalue_call_off(made, value_eur=Decimal("4000.01"), by=office_user)
    revalue_call_off(made, value_eur=Decimal(1800), by=office_user)
    assert CallOff.objects.get().value_eur == 1800
