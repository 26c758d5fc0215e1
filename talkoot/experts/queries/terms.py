"""On what terms an expert's days are ordered: from which lot, at what price, by what right."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.gathered import columns_of, gathered, put_gathered
from talkoot.core.refusals import NotAllowed
from talkoot.experts.models import (
    Expert,
    Framework,
    Lot,
    LotSupplier,
    Offer,
    PriceLine,
    Procurement,
)
from talkoot.experts.rules.frameworks import lot_of
from talkoot.experts.rules.orders import value_of_days
from talkoot.experts.rules.prices import day_price, frozen_prices

PRICE = ("id", "lot_id", "supplier_id", "unit", "price_eur", "valid_from", "valid_to")


@dataclass(frozen=True)
class Terms:
    """The lot from which the days come, the price of a day, the mini-competition of the case."""

    lot: Lot | None
    day_price_eur: Decimal
    competition_id: int | None = None
    # {field of a call-off: price of a remote day, of a part of a day, of travel}, where listed.
    other_prices: Mapping[str, Decimal | None] = field(default_factory=dict)

    def value_of(self, days: Decimal) -> Decimal:
        """What an order of the days is worth."""
        return value_of_days(days, self.day_price_eur, self.other_prices.get("half_day_price_eur"))


def terms_of(
    expert: Expert, *, case_number: str | None, on: datetime.date, theme_ids: Iterable[int] = ()
) -> Terms:
    """The terms on which days would be ordered for the case on the day.

    The price of the mini-competition held for the case, else that of the price list. The decision's
    letter, the sums of aid, the slate and the call-off all ask here. Refuses an expert of a
    supplier that is in no lot, or did not win the competition.
    """
    framework = expert.supplier.framework
    load_terms([expert])
    won = [row for row in framework.won_offers if row["case_number"] == case_number]  # type: ignore[attr-defined]
    if not won:
        lot = lot_of(expert, theme_ids)
        others = frozen_prices(expert, lot, on=on)
        return Terms(lot, day_price(expert, lot, on=on), other_prices=others)
    for row in won:
        if row["organisation"] == expert.supplier.organisation_id:
            lots = {lot.pk: lot for lot in framework.lots.all()}
            return Terms(lots.get(row["lot"]), _euros(row["price_eur"]), row["competition"])
    raise NotAllowed(
        _("The mini-competition of this case was won by %(winner)s. Choose its expert.")
        % {"winner": ", ".join(row["name"] for row in won)}
    )


def _euros(price: float | str) -> Decimal:
    """The price as JSON has it, to the cent."""
    return Decimal(str(price)).quantize(Decimal("0.01"))


def load_terms(experts: Iterable[Expert]) -> None:
    """Read what terms_of asks of the experts' agreements, in one query; again nothing.

    Experts of one agreement share its row from then on.
    """
    shared: dict[int, Framework] = {}
    for expert in experts:
        framework = expert.supplier.framework
        expert.supplier.framework = shared.setdefault(framework.pk, framework)
    missing = {key: row for key, row in shared.items() if not hasattr(row, "won_offers")}
    if not missing:
        return
    for row in _facts(missing):
        framework = missing[row["pk"]]
        framework.won_offers = row["won"] or []  # type: ignore[attr-defined]
        put_gathered([framework], "price_lines", {framework.pk: row["prices"]})
        put_gathered([framework], "lots", {framework.pk: row["parts"]}, order="order")
        lots = framework.lots.all()
        put_gathered(lots, "lot_suppliers", _by_lot(row["members"]))
        put_gathered(lots, "themes", _by_lot(row["lot_themes"]))


def _facts(framework_ids: Iterable[int]) -> "QuerySet[Framework, Any]":
    """Prices, lots with their suppliers and themes, and offers that won a mini-competition."""
    own, of_lot = OuterRef("pk"), {"by": "lot__framework", "of_lot": "lot_id"}
    won = Offer.objects.filter(
        is_awarded=True,
        procurement__framework=own,
        procurement__kind=Procurement.Kind.MINI_COMPETITION,
        procurement__state=Procurement.State.CONCLUDED,
    )
    suppliers = LotSupplier.objects.filter(lot__framework=own)
    themes = Lot.themes.through.objects.filter(lot__framework=own)
    return Framework.objects.filter(pk__in=framework_ids).values(
        "pk",
        prices=gathered(PriceLine.objects.filter(framework=own), *PRICE, by="framework"),
        parts=gathered(Lot.objects.filter(framework=own), *columns_of(Lot), by="framework"),
        members=gathered(suppliers, "id", "supplier_id", **of_lot),
        lot_themes=gathered(themes, id="theme_id", **of_lot),
        won=gathered(
            won,
            by="procurement__framework",
            competition="procurement_id",
            case_number="procurement__case_number",
            lot="procurement__lot_id",
            organisation="organisation_id",
            name="organisation__name",
            price_eur="day_price_eur",
        ),
    )


def _by_lot(rows: list[dict[str, Any]] | None) -> dict[int, list[dict[str, Any]]]:
    """{lot id: the rows without it}"""
    found = defaultdict(list)
    for row in rows or []:
        found[row.pop("of_lot")].append(row)
    return found
