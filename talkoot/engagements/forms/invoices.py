"""Forms of an invoice."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.core.forms import DateField, Form
from talkoot.engagements.forms import AmountField
from talkoot.engagements.models import DayReport, Invoice
from talkoot.engagements.rules.invoices import Charge, price_of


def _sum_field(**kwargs: Any) -> AmountField:
    return AmountField(
        min_value=Decimal("0.01"),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "invalid": _("Write the sum as a number, for example 1150,00."),
            "min_value": _("The sum must be more than nothing."),
            "max_decimal_places": _("Write the sum with at most two decimals."),
        },
        **kwargs,
    )


class InvoiceForm(Form):
    """The invoice, and of each day whether it is charged and for how much.

    `reports` are the supplier's approved days that are on no invoice, or are on this one.
    """

    number = forms.CharField(label=_("Invoice number"), max_length=40)
    invoiced_on = DateField(label=_("Date of the invoice"))
    total_eur = _sum_field(label=_("Sum without VAT, €"))

    def __init__(
        self,
        *args: Any,
        reports: Sequence[DayReport],
        invoice: Invoice | None = None,
        **kwargs: Any,
    ) -> None:
        self.reports, self.invoice = reports, invoice
        super().__init__(*args, **kwargs)
        if invoice is not None:
            del self.fields["number"], self.fields["invoiced_on"]
        for report in reports:
            self.fields[f"day_{report.pk}"] = forms.BooleanField(
                label=_("Day on the invoice"), required=False
            )
            self.fields[f"sum_{report.pk}"] = _sum_field(
                label=_("Charged, €"), required=False, initial=price_of(report)
            )
            for name in (f"day_{report.pk}", f"sum_{report.pk}"):
                self.fields[name].is_filter = True  # type: ignore[attr-defined]
        self.fields["other_text"] = forms.CharField(
            label=_("Other charge: what for?"), required=False, max_length=200
        )
        self.fields["other_eur"] = _sum_field(label=_("Other charge, €"), required=False)

    def head_fields(self) -> list[Any]:
        return [
            self[name] for name in ("number", "invoiced_on", "total_eur") if name in self.fields
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each day with its two fields."""
        return [
            {
                "report": report,
                "price": price_of(report),
                "tick": self[f"day_{report.pk}"],
                "sum": self[f"sum_{report.pk}"],
            }
            for report in self.reports
        ]

    def charges(self) -> list[Charge]:
        """The rows that were charged; none when only the sum was given."""
        chosen = self.cleaned_data
        found = [
            Charge(chosen.get(f"sum_{report.pk}") or price_of(report), report)
            for report in self.reports
            if chosen.get(f"day_{report.pk}")
        ]
        if chosen.get("other_eur"):
            found.append(Charge(chosen["other_eur"], text=chosen["other_text"]))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("other_eur") and not cleaned.get("other_text"):
            self.add_error("other_text", _("Write what the other charge is for."))
        has_sum = cleaned.get("other_eur") or "other_eur" in self.errors
        if cleaned.get("other_text") and not has_sum:
            self.add_error("other_eur", _("Write the sum of the other charge."))
        if cleaned.get("invoiced_on") and cleaned["invoiced_on"] > timezone.localdate():
            self.add_error("invoiced_on", _("The date of the invoice is in the future. Check it."))
        return cleaned


class ReturnInvoiceForm(Form):
    note = forms.CharField(
        label=_("Why is the invoice returned?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
