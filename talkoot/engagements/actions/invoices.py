"""Recording, matching, correcting, approving and paying a supplier's invoice."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.engagements.messages import delivery as messages
from talkoot.engagements.models import DayReport, Invoice, InvoiceLine
from talkoot.engagements.queries.invoices import invoiceable_reports
from talkoot.engagements.rules import invoices as rules
from talkoot.engagements.rules.delivery import engagement_of
from talkoot.engagements.rules.invoices import Charge
from talkoot.experts.actions.mails import tell
from talkoot.experts.models import Supplier
from talkoot.people.models import User


@transaction.atomic
def record_invoice(
    supplier: Supplier,
    *,
    number: str,
    invoiced_on: datetime.date,
    total_eur: Decimal,
    charges: Sequence[Charge] = (),
    by: User,
) -> Invoice:
    """Record an invoice and match it to approved, uninvoiced days.

    With `charges` each row is compared with our records; without them the days are found whose
    prices make the sum. Refuses a number that the supplier has used, and a day that is on another
    invoice.
    """
    # Two invoices of one supplier wait here for each other.
    Supplier.objects.select_for_update().values_list("pk").get(pk=supplier.pk)
    if supplier.invoices.filter(number=number).exists():
        raise NotAllowed(
            _("The supplier's invoice %(number)s has been recorded already.") % {"number": number}
        )
    invoice = Invoice.objects.create(
        supplier=supplier,
        number=number,
        invoiced_on=invoiced_on,
        total_eur=total_eur,
        recorded_by=by,
        is_demo=supplier.is_demo,
    )
    record("engagements.invoice.received", invoice, by=by, after={"total_eur": str(total_eur)})
    _match(invoice, charges or _found(supplier, total_eur), by=by)
    return invoice


@transaction.atomic
def correct_invoice(
    invoice: Invoice, *, total_eur: Decimal, charges: Sequence[Charge], by: User
) -> None:
    """Correct the rows of an invoice that differs; it then matches, or still differs.

    Refuses one that has been approved, paid or returned.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if invoice.state != Invoice.State.DISPUTED:
        raise NotAllowed(_("Only an invoice that differs from the approved days is corrected."))
    before = {"total_eur": str(invoice.total_eur)}
    invoice.total_eur = total_eur
    invoice.save(update_fields=["total_eur"])
    invoice.lines.all().delete()
    after = {"total_eur": str(total_eur)}
    record("engagements.invoice.corrected", invoice, by=by, before=before, after=after)
    _match(invoice, charges, by=by)


@transaction.atomic
def approve_invoice(invoice: Invoice, *, by: User) -> None:
    """Approve a matching invoice for payment. Refuses one that differs."""
    rules.check_approve(invoice)
    moved = change_state(invoice, Invoice.State.APPROVED, rules.INVOICE_TRANSITIONS)
    record("engagements.invoice.approved", invoice, by=by, **moved)


@transaction.atomic
def pay_invoice(invoice: Invoice, *, paid_on: datetime.date, by: User) -> None:
    """Note that the finance system has paid the invoice. Refuses one that is not approved."""
    invoice.paid_on = paid_on
    invoice.save(update_fields=["paid_on"])
    moved = change_state(invoice, Invoice.State.PAID, rules.INVOICE_TRANSITIONS)
    moved["after"]["paid_on"] = str(paid_on)
    record("engagements.invoice.paid", invoice, by=by, **moved)


@transaction.atomic
def reject_invoice(invoice: Invoice, *, note: str, by: User) -> None:
    """Return an invoice to the supplier with the reason; its days can be invoiced again."""
    moved = change_state(invoice, Invoice.State.REJECTED, rules.INVOICE_TRANSITIONS)
    invoice.note = note
    invoice.save(update_fields=["note"])
    invoice.lines.update(is_released=True)
    moved["after"]["note"] = note
    record("engagements.invoice.rejected", invoice, by=by, **moved)
    _tell_of_return(invoice)


def _tell_of_return(invoice: Invoice) -> None:
    """Who recorded it, and the supplier's contact person where that is somebody else."""
    supplier, to = invoice.supplier, invoice.recorded_by
    kind, key = "invoice-returned", str(invoice.pk)
    programme, write = supplier.framework.programme, partial(messages.invoice_returned, invoice)
    tell(programme, kind, key, write, to=to, is_demo=invoice.is_demo)
    contact = supplier.contact_email
    if contact and contact.casefold() != to.email.casefold():
        key = f"{invoice.pk}-supplier"
        tell(programme, kind, key, write, address=contact, is_demo=invoice.is_demo)


def _found(supplier: Supplier, total_eur: Decimal) -> list[Charge]:
    reports = list(invoiceable_reports(supplier))
    return [Charge(rules.price_of(report), report) for report in rules.days_for(total_eur, reports)]


def _match(invoice: Invoice, charges: Sequence[Charge], *, by: User) -> None:
    lines = [_line(invoice, charge) for charge in charges]
    try:
        with transaction.atomic():
            InvoiceLine.objects.bulk_create(lines)
    except IntegrityError as error:
        raise NotAllowed(
            _("A day on this invoice is on another invoice already. Reload the page.")
        ) from error
    is_match = rules.is_match(invoice.total_eur, lines)
    state = Invoice.State.MATCHED if is_match else Invoice.State.DISPUTED
    if invoice.state == state:
        return
    moved = change_state(invoice, state, rules.INVOICE_TRANSITIONS)
    record(f"engagements.invoice.{state}", invoice, by=by, **moved)


def _line(invoice: Invoice, charge: Charge) -> InvoiceLine:
    """The row with what our records say, frozen. Refuses a day that has not been approved."""
    report = charge.report
    if report is None:
        return InvoiceLine(invoice=invoice, text=charge.text, charged_eur=charge.charged_eur)
    if report.state != DayReport.State.APPROVED:
        raise NotAllowed(_("A day is invoiced only when the programme office has approved it."))
    engagement, price = engagement_of(report), rules.pricing_of(report)
    return InvoiceLine(
        invoice=invoice,
        report=report,
        days=(report.hours / engagement.hours_per_day).quantize(Decimal("0.0001")),
        unit_price_eur=price.unit_price_eur,
        expected_eur=price.euros,
        charged_eur=charge.charged_eur,
    )
