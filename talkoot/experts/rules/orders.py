"""What the hours of an order cost by the prices that it froze."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from talkoot.experts.models import CallOff, PriceLine
from talkoot.experts.rules.prices import PART_FIELDS

CENT, HALF = Decimal("0.01"), Decimal("0.5")
# Thirds of an hour do not add up to whole hours; three minutes are no matter.
SLACK = Decimal("0.05")
Unit = PriceLine.Unit


@dataclass(frozen=True)
class Priced:
    """What hours of work cost, and by which price: of the unit, without VAT."""

    euros: Decimal
    unit: PriceLine.Unit
    unit_price_eur: Decimal


def has_part_prices(order: CallOff) -> bool:
    """Whether hours cost something else than their share of a day."""
    return any(getattr(order, field) is not None for field in PART_FIELDS.values())


def order_day_price(order: CallOff) -> Decimal:
    """The price of a day as it was frozen; old orders follow their agreement."""
    return order.unit_price_eur or order.framework.day_price_eur


def priced(
    order: CallOff, hours: Decimal, hours_per_day: Decimal, *, is_remote: bool = False
) -> Priced:
    """Hours of one session: whole days by the day, half a day by its price, the rest by the hour.

    Without a price of the part its share of the day. A part is never dearer than the half day or
    the day in which it fits. Remote hours have the remote prices, where the order has any.
    """
    day, half = order_day_price(order), order.half_day_price_eur
    hour, unit, by_hour = order.hour_price_eur, Unit.DAY, Unit.HOUR
    remote = (order.remote_price_eur, order.remote_hour_price_eur)
    if is_remote and any(price is not None for price in remote):
        day, half, hour = remote[0] or day, None, remote[1]
        unit, by_hour = Unit.REMOTE_DAY if remote[0] else Unit.DAY, Unit.REMOTE_HOUR
    whole, rest = divmod(hours, hours_per_day)
    part = min(rest * (day / hours_per_day if hour is None else hour), day)
    price = day
    if hour is not None and rest and not whole:
        unit, price = by_hour, hour
    if half is not None and rest <= hours_per_day / 2 + SLACK:
        is_half = rest >= hours_per_day / 2 - SLACK
        if is_half or part > half:
            part = half
            unit, price = (unit, price) if whole else (Unit.HALF_DAY, half)
    euros = (whole * day + part).quantize(CENT, ROUND_HALF_UP)
    return Priced(euros, unit, price)


def value_of_days(days: Decimal, day: Decimal, half: Decimal | None) -> Decimal:
    """The value of days when they are ordered: a half over whole days has its own price."""
    if half is None or days % 1 != HALF:
        return days * day
    return (days - HALF) * day + min(half, day)
