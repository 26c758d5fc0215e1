"""The order of an expert's days as a document for the supplier."""

from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text, local_date
from talkoot.experts.models import CallOff, PriceLine
from talkoot.experts.rules.orders import order_day_price
from talkoot.experts.rules.prices import PART_FIELDS

PRICES = {PriceLine.Unit.REMOTE_DAY: "remote_price_eur", **PART_FIELDS}


def order_content(order: CallOff) -> dict[str, Any]:
    """The content of the PDF in the active language, as the order stands.

    Needs the agreement with its programme's office, and the expert's supplier.
    """
    framework, programme = order.framework, order.framework.programme
    company = order.expert.supplier.organisation
    supplier = ", ".join(filter(None, [company.name, company.business_id]))
    term = f"{local_date(framework.valid_from)}–{local_date(framework.valid_to)}"
    sections: list[dict[str, Any]] = [
        {"heading": _("What is ordered"), "paragraphs": [], "rows": _rows(order)},
        {"heading": _("Why this expert"), "paragraphs": [order.choice_reason]},
        {
            "heading": _("Terms"),
            "paragraphs": [
                _("The order follows the framework agreement “%(name)s”, in force %(term)s.")
                % {"name": framework.name, "term": term},
                _("Approved days alone are paid. Write the case number %(number)s on the invoice.")
                % {"number": order.case_number},
            ],
        },
    ]
    return {
        "title": _("Order of expert days"),
        "organisation": programme.office.name,
        "meta": [
            [_("Case number"), order.case_number],
            [_("Ordered on"), local_date(order.ordered_on)],
            [_("Ordered by"), programme.office.name],
            [_("Supplier"), supplier],
            [_("Expert"), order.expert.name],
        ],
        "sections": [part for part in sections if part.get("rows") or any(part["paragraphs"])],
        "footer": ", ".join(filter(None, [programme.name, programme.contact_email])),
    }


def _rows(order: CallOff) -> list[list[str]]:
    prices = [(PriceLine.Unit.DAY, order_day_price(order))]
    prices += [
        (unit, price)
        for unit, field in PRICES.items()
        if (price := getattr(order, field)) is not None
    ]
    basis = capfirst(order.get_basis_display())
    rows = [
        [_("Days"), days_text(order.days)],
        *[
            [_("Price: %(unit)s") % {"unit": PriceLine.Unit(unit).label}, _euros(price)]
            for unit, price in prices
        ],
        [_("Value without VAT"), _euros(order.value_eur)],
        [_("Basis"), f"{basis}: {order.lot.name}" if order.lot else basis],
    ]
    if order.returned_on is not None:
        rows.append([_("Given back on"), local_date(order.returned_on)])
    return rows


def _euros(value: Any) -> str:
    return f"{formats.number_format(value, 2, force_grouping=True)} €"
