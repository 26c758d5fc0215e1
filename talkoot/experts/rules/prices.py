"""What a day of an expert costs, from the price list of the framework agreement."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import Expert, Framework, Lot, PriceLine


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
