"""How much of a framework agreement or of a lot has been ordered, and when it will be used up.

Source: CJEU C-216/17 and C-23/20: the greatest quantity or value is stated, and call-offs stop
when it is used up.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from talkoot.experts.models import CallOff, Framework, Lot

ALERT_PERCENT = 80
# The pace is read from the last 180 days, or 90 of a younger agreement; never from less.
WINDOWS = (180, 90)
FEWEST_ORDERS = 5
NOTHING = Decimal(0)
Used = tuple[Decimal, Decimal]  # Days and euros.
# (ordered on, days, euros)
Order = tuple[datetime.date, Decimal, Decimal]


@dataclass(frozen=True)
class Meter:
    """Ceilings and what is used of them, in days and euros without tax; no ceiling is None."""

    days_cap: Decimal | None
    value_cap_eur: Decimal | None
    days_used: Decimal
    value_used_eur: Decimal

    @property
    def days_left(self) -> Decimal | None:
        return None if self.days_cap is None else self.days_cap - self.days_used

    @property
    def value_left_eur(self) -> Decimal | None:
        return None if self.value_cap_eur is None else self.value_cap_eur - self.value_used_eur

    @property
    def days_percent(self) -> int | None:
        return _percent(self.days_used, self.days_cap)

    @property
    def value_percent(self) -> int | None:
        return _percent(self.value_used_eur, self.value_cap_eur)

    @property
    def percent(self) -> int:
        """How much of the ceiling that comes first is used, whole per cents rounded down."""
        return max(self.days_percent or 0, self.value_percent or 0)

    @property
    def is_alerting(self) -> bool:
        return self.percent >= ALERT_PERCENT

    @property
    def is_used_up(self) -> bool:
        return self.percent >= 100


def _percent(used: Decimal, cap: Decimal | None) -> int | None:
    if cap is None:
        return None
    return int(100 * used / cap) if cap else 100


def used_of(row: Framework | Lot) -> Used:
    """Days and euros ordered and not given back, in one query."""
    orders = row.call_offs.filter(returned_on=None)
    total = orders.aggregate(days=Sum("days"), euros=Sum("value_eur"))
    return total["days"] or NOTHING, total["euros"] or NOTHING


def meter(row: Framework | Lot, used: Used) -> Meter:
    return Meter(row.days_cap, row.value_cap_eur, *used)


def meter_of(row: Framework | Lot) -> Meter:
    return meter(row, used_of(row))


def used_by_lot(framework_ids: Iterable[int]) -> dict[tuple[int, int | None], Used]:
    """{(framework id, lot id or None for the whole): days and euros}, in one query."""
    rows = (
        CallOff.objects.filter(Q(framework__in=list(framework_ids)), returned_on=None)
        .order_by()
        .values_list("framework", "lot")
        .annotate(days=Sum("days"), euros=Sum("value_eur"))
    )
    found: dict[tuple[int, int | None], Used] = {}
    for framework, lot, days, euros in rows:
        for key in {(framework, lot), (framework, None)}:
            before = found.get(key, (NOTHING, NOTHING))
            found[key] = before[0] + days, before[1] + euros
    return found


@dataclass(frozen=True)
class Forecast:
    """When the first ceiling is reached at the pace of the last `window` days.

    `window` is None when it is too early to say; `on` is None too when nothing runs out.
    """

    window: int | None
    order_count: int
    days_a_month: Decimal = NOTHING
    on: datetime.date | None = None

    @property
    def is_early(self) -> bool:
        return self.window is None

    def lasts_until(self, day: datetime.date) -> bool:
        """Whether something is left on the day."""
        return not self.is_early and (self.on is None or self.on > day)


def forecast(orders: Sequence[Order], limits: Meter, *, today: datetime.date) -> Forecast:
    """Linear, from `orders` that have not been given back.

    Too early to say before the shortest window has passed since the first order, and with fewer
    than FEWEST_ORDERS orders in the window.
    """
    past = [order for order in orders if order[0] <= today]
    age = (today - min(order[0] for order in past)).days if past else 0
    window = next((days for days in WINDOWS if age >= days), None)
    since = today - datetime.timedelta(days=window or 0)
    recent = [order for order in past if order[0] > since] if window else []
    if window is None or len(recent) < FEWEST_ORDERS:
        return Forecast(None, len(past))
    days = sum((order[1] for order in recent), NOTHING) / window
    euros = sum((order[2] for order in recent), NOTHING) / window
    left = [(limits.days_left, days), (limits.value_left_eur, euros)]
    waits = [max(rest, NOTHING) / pace for rest, pace in left if rest is not None and pace]
    on = today + datetime.timedelta(days=int(min(waits))) if waits else None
    return Forecast(window, len(recent), (days * 30).quantize(Decimal("0.1")), on)
