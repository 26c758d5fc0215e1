"""What a day of an expert costs, or a part of it, from the price list of the agreement."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Expert, Framework, Lot, PriceLine

# {unit of the price list: the field of a call-off that freezes it}
PART_FIELDS = {
    PriceLine.Unit.HALF_DAY: "half_day_price_eur",
    PriceLine.Unit.HOUR: "hour_price_eur",
    PriceLine.Unit.REMOTE_HOUR: "remote_hour_price_eur",
    PriceLine.Unit.TRAVEL_HOUR: "travel_price_eur",
}


def is_in_force(line: PriceLine, on: datetime.date) -> bool:
    return line.valid_from <= on and (line.valid_to is None or line.valid_to >= on)


def price_on(
    lines: Iterable[PriceLine],
    *,
    unit: str,
    supplier_id: int | None,
    lot_id: int | None,
    on: datetime.date,
) -> Decimal | None:
    """The most particular price in force: of supplier and lot, of supplier, of lot, of all."""
    fitting = [
        line
        for line in lines
        if line.unit == unit
        and is_in_force(line, on)
        and line.supplier_id in (None, supplier_id)
        and line.lot_id in (None, lot_id)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda row: (row.supplier_id is not None, row.lot_id is not None))
    return best.price_eur


def day_price(expert: Expert, lot: Lot | None, *, on: datetime.date) -> Decimal:
    """The price of a day by the list, else the agreement's own."""
    framework = expert.supplier.framework
    listed = price_on(
        framework.price_lines.all(),
        unit=PriceLine.Unit.DAY,
        supplier_id=expert.supplier_id,
        lot_id=lot.pk if lot else None,
        on=on,
    )
    return framework.day_price_eur if listed is None else listed


def remote_price(expert: Expert, lot: Lot | None, *, on: datetime.date) -> Decimal | None:
    """The price of a remote day, where the list has one; never above that of a day.

    The ceilings are reckoned by the price of a day, so a dearer remote day would pass them.
    """
    listed = price_on(
        expert.supplier.framework.price_lines.all(),
        unit=PriceLine.Unit.REMOTE_DAY,
        supplier_id=expert.supplier_id,
        lot_id=lot.pk if lot else None,
        on=on,
    )
    return None if listed is None else min(listed, day_price(expert, lot, on=on))


def frozen_prices(
    expert: Expert, lot: Lot | None, *, on: datetime.date
) -> dict[str, Decimal | None]:
    """{field of a call-off: the price that it freezes beside that of a day}; None if unlisted.

    A part of a day is dearer by the hour than a day, but none costs more than the whole day.
    """
    day, lines = day_price(expert, lot, on=on), expert.supplier.framework.price_lines.all()
    lot_id = lot.pk if lot else None
    found: dict[str, Decimal | None] = {"remote_price_eur": remote_price(expert, lot, on=on)}
    for unit, field in PART_FIELDS.items():
        supplier = expert.supplier_id
        listed = price_on(lines, unit=unit, supplier_id=supplier, lot_id=lot_id, on=on)
        is_part = listed is not None and unit != PriceLine.Unit.TRAVEL_HOUR
        found[field] = min(listed, day) if is_part and listed is not None else listed
    return found


def check_price(framework: Framework, line: PriceLine) -> None:
    """Refuse a price whose time overlaps that of another price of the same thing."""
    same = framework.price_lines.filter(
        unit=line.unit, supplier=line.supplier_id, lot=line.lot_id
    ).exclude(pk=line.pk)
    for other in same:
        starts_before = line.valid_to is None or other.valid_from <= line.valid_to
        ends_after = other.valid_to is None or other.valid_to >= line.valid_from
        if starts_before and ends_after:
            raise NotAllowed(
                _(
                    "There is already a price for this unit in that time. End the earlier price "
                    "first, or choose another first day."
                )
            )
