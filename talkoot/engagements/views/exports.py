"""Files for the finance system: days to be paid to suppliers, fees to be invoiced of applicants."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.core.dates import local_date
from talkoot.core.exports import csv_response, xlsx_response
from talkoot.core.refusals import NotFound
from talkoot.engagements.models import DayReport
from talkoot.engagements.queries.fees import Payer, fee_series, payers_of
from talkoot.engagements.queries.invoices import basis_rows, fee_rows, people_in
from talkoot.engagements.rules.delivery import engagement_of
from talkoot.engagements.rules.hours import travel_eur
from talkoot.engagements.rules.invoices import fee_of, pricing_of
from talkoot.people.access import office_required

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


@require_safe
@office_required
def invoice_basis(request: HttpRequest, format: str) -> HttpResponseBase:
    """Approved days by supplier with the frozen prices; `?state=open` those on no invoice."""
    header = [
        _("Supplier"), _("Business ID"), _("Framework agreement"), _("Case number"),
        _("Organisation"), _("Expert"), _("Day"), _("Hours of work"), _("Days"),
        _("Price, €"), _("Unit"), _("Hours of travel"), _("Travel, €"),
        _("Sum without VAT, €"), _("Invoice number"), _("Invoice state"),
    ]  # fmt: skip
    rows = basis_rows(request.user)
    if request.GET.get("state") == "open":
        rows = rows.exclude(invoice_lines__is_released=False)
    return _answer(format, "laskutusperuste", header, (_day(row) for row in rows))


@require_safe
@office_required
def fee_basis(request: HttpRequest, format: str) -> HttpResponseBase:
    """Fees to be invoiced: of delivered services from the applicant, of series that have ended."""
    header = [
        _("Organisation"), _("Business ID"), _("Case number"), _("Service"), _("Title"),
        _("Team or person"), _("Contact person"), _("E-mail address"), _("Delivered"),
        _("Persons registered"), _("Present"), _("Fee, €"),
    ]  # fmt: skip

    def rows() -> Iterator[Sequence[Any]]:
        engagements = list(fee_rows(request.user))
        people = people_in(engagement.series_id for engagement in engagements)
        for engagement in engagements:
            case = engagement.application
            present = people.get(engagement.series_id)
            yield [
                case.organisation.name,
                getattr(case.organisation, "business_id", ""),
                case.number,
                case.call.offering.name,
                case.title,
                "",
                case.applicant.name,
                case.applicant.email,
                local_date(timezone.localdate(engagement.state_changed_at)),
                None,
                present,
                _number(fee_of(case.call.offering, present)),
            ]
        yield from map(_payer, payers_of(fee_series(request.user)))

    return _answer(format, "osallistumismaksut", header, rows())


def _payer(row: Payer) -> Sequence[Any]:
    series, case = row.series, getattr(row.series, "engagement", None)
    return [
        str(row.organisation),
        getattr(row.organisation, "business_id", ""),
        case.application.number if case else "",
        str(series.get_kind_display()),
        series.title,
        row.name,
        row.contact.name if row.contact else "",
        row.contact.email if row.contact else series.contact_email,
        local_date(series.ends_on),
        row.people,
        row.present,
        _number(series.fee_eur),
    ]


def _day(report: DayReport) -> Sequence[Any]:
    engagement, price = engagement_of(report), pricing_of(report)
    supplier = report.expert.supplier.organisation
    line = next((row for row in report.invoice_lines.all() if not row.is_released), None)
    held = report.session.starts_at
    return [
        supplier.name,
        getattr(supplier, "business_id", ""),
        engagement.call_off.framework.name,
        engagement.application.number,
        engagement.application.organisation.name,
        report.expert.name,
        local_date(timezone.localdate(held) if held else None),
        _number(report.hours),
        _number((report.hours / engagement.hours_per_day).quantize(Decimal("0.0001"))),
        _number(price.unit_price_eur),
        str(price.unit.label),
        _number(report.travel_hours),
        _number(travel_eur(engagement.call_off, report.travel_hours)),
        _number(price.euros),
        line.invoice.number if line else "",
        line.invoice.get_state_display() if line else _("not invoiced"),
    ]


def _number(value: Decimal | None) -> Any:
    """A number as a spreadsheet counts with it."""
    return None if value is None else float(value)


def _answer(format: str, name: str, header: list[str], rows: Any) -> HttpResponseBase:
    writer = WRITERS.get(format)
    if writer is None:
        raise NotFound(_("The file comes as CSV or XLSX. Choose one of them."))
    if format == "csv":
        # Finnish spreadsheets read a decimal comma.
        rows = ([_with_comma(cell) for cell in row] for row in rows)
    return writer(name, header, rows)


def _with_comma(cell: Any) -> Any:
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell
