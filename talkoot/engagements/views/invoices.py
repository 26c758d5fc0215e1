"""Invoices: recording, matching, approving, paying, returning."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talkoot.core.pages import page_of
from talkoot.core.refusals import NotAllowed, NotFound
from talkoot.engagements.actions import invoices as actions
from talkoot.engagements.forms.invoices import InvoiceForm, ReturnInvoiceForm
from talkoot.engagements.models import Invoice
from talkoot.engagements.queries.fees import newest_fees
from talkoot.engagements.queries.invoices import (
    get_invoice,
    get_supplier,
    invoiceable_reports,
    invoices_of,
    suppliers_of,
)
from talkoot.engagements.rules import invoices as rules
from talkoot.people.rules import office_ids

State = Invoice.State
KINDS = {
    State.MATCHED: "ok",
    State.DISPUTED: "warn",
    State.APPROVED: "info",
    State.PAID: "ok",
    State.REJECTED: "err",
}


@require_safe
@login_required
def invoices(request: HttpRequest) -> HttpResponse:
    """The invoices that the person may read, and the suppliers for which one can be recorded."""
    suppliers = list(suppliers_of(request.user))
    if not suppliers and not office_ids(request.user):
        raise NotFound(
            _("Invoices are for the experts' suppliers and the programme office. Go to your desk.")
        )
    is_office = bool(office_ids(request.user))
    context = {
        "page": page_of(request, invoices_of(request.user)),
        "suppliers": suppliers,
        "is_office": is_office,
        "fees": newest_fees(request.user) if is_office else [],
        "kinds": KINDS,
    }
    return render(request, "engagements/invoices.html", context)


@login_required
def record_invoice(request: HttpRequest, supplier_pk: int) -> HttpResponse:
    """Record an invoice of the supplier; its approved days are there to be ticked."""
    supplier = get_supplier(request.user, supplier_pk)
    reports = list(invoiceable_reports(supplier))
    form = InvoiceForm(request.POST or None, reports=reports)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            invoice = actions.record_invoice(
                supplier,
                number=chosen["number"],
                invoiced_on=chosen["invoiced_on"],
                total_eur=chosen["total_eur"],
                charges=form.charges(),
                by=request.user,
            )
        except NotAllowed as refusal:
            form.add_error("number", refusal.sentence)
        else:
            _say(request, invoice)
            return redirect("invoice", invoice.pk)
    context = {"supplier": supplier, "form": form, "invoice": None}
    return TemplateResponse(request, "engagements/record_invoice.html", context)


@require_safe
@login_required
def invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """An invoice row by row beside our own records, and the next step."""
    found = get_invoice(request.user, pk)
    lines = list(found.lines.all())
    gap = rules.unexplained(found.total_eur, lines)
    context = {
        "invoice": found,
        "kind": KINDS.get(State(found.state), "wait"),
        "lines": [
            {
                "line": line,
                "gap": rules.difference(line),
                "why": rules.explanation(line),
                "unit": rules.pricing_of(line.report).unit.label if line.report else "",
            }
            for line in lines
        ],
        "unexplained": gap,
        "unexplained_text": _("The rows make %(sum)s € less or more than the sum of the invoice.")
        % {"sum": rules.euros_text(abs(gap))},
        "expected": sum(line.expected_eur for line in lines),
        "may_handle": rules.can_handle(request.user, found),
        "may_correct": found.state == State.DISPUTED,
    }
    return render(request, "engagements/invoice.html", context)


@login_required
def correct_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick other days or sums of an invoice that differs."""
    found = get_invoice(request.user, pk)
    if found.state != State.DISPUTED:
        raise NotAllowed(_("Only an invoice that differs from the approved days is corrected."))
    own = [line.report for line in found.lines.all() if line.report]
    reports = [*own, *invoiceable_reports(found.supplier)]
    form = InvoiceForm(
        request.POST or None, reports=reports, invoice=found, initial=_charged(found)
    )
    if request.method == "POST" and form.is_valid():
        total = form.cleaned_data["total_eur"]
        actions.correct_invoice(found, total_eur=total, charges=form.charges(), by=request.user)
        found.refresh_from_db()
        _say(request, found)
        return redirect("invoice", pk)
    context = {"supplier": found.supplier, "form": form, "invoice": found}
    return TemplateResponse(request, "engagements/record_invoice.html", context)


@login_required
@require_POST
def approve_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a matching invoice for payment."""
    found = get_invoice(request.user, pk, can=rules.can_handle)
    actions.approve_invoice(found, by=request.user)
    messages.success(request, _("The invoice is approved for payment."))
    return redirect("invoice", pk)


@login_required
@require_POST
def pay_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the invoice was paid today."""
    found = get_invoice(request.user, pk, can=rules.can_handle)
    actions.pay_invoice(found, paid_on=timezone.localdate(), by=request.user)
    messages.success(request, _("The invoice is marked as paid."))
    return redirect("invoice", pk)


@login_required
def return_invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """Return an invoice to the supplier with the reason; its days are free again."""
    found = get_invoice(request.user, pk, can=rules.can_handle)
    form = ReturnInvoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.reject_invoice(found, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("The invoice is returned and who recorded it has been told."))
        return redirect("invoice", pk)
    context = {"invoice": found, "form": form}
    return TemplateResponse(request, "engagements/return_invoice.html", context)


def _say(request: HttpRequest, found: Invoice) -> None:
    if found.state == State.MATCHED:
        messages.success(request, _("The invoice matches the approved days."))
    else:
        messages.warning(request, _("The invoice differs from the approved days: see the rows."))


def _charged(found: Invoice) -> dict[str, Any]:
    values: dict[str, Any] = {"total_eur": found.total_eur}
    for line in found.lines.all():
        if line.report_id is None:
            values |= {"other_text": line.text, "other_eur": line.charged_eur}
        else:
            key = line.report_id
            values |= {f"day_{key}": True, f"sum_{key}": line.charged_eur}
    return values
