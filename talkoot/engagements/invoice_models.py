"""Invoice and InvoiceLine. Part of models.py."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.core.models import MaybeDemo, Stateful
from talkoot.engagements.delivery_models import DayReport
from talkoot.experts.models import Supplier
from talkoot.people.models import User


class Invoice(Stateful, MaybeDemo):
    """A supplier's invoice for approved days. Sums are without value added tax."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        MATCHED = "matched", _("matches the approved days")
        DISPUTED = "disputed", _("differs from the approved days")
        APPROVED = "approved", _("approved for payment")
        PAID = "paid", _("paid")
        REJECTED = "rejected", _("returned to the supplier")

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="invoices")
    number = models.CharField(_("invoice number"), max_length=40)
    invoiced_on = models.DateField(_("date of the invoice"))
    total_eur = models.DecimalField(_("sum without VAT, €"), max_digits=10, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    # Why it was returned.
    note = models.TextField(_("note"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-invoiced_on", "-pk"]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], name="invoice_number_once"),
            models.CheckConstraint(name="invoice_total_positive", condition=Q(total_eur__gt=0)),
            models.CheckConstraint(
                name="invoice_paid_has_date", condition=~Q(state="paid") | Q(paid_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """A row of an invoice: what was charged, and what our own records say of the same day.

    `report` is empty where the charge is for nothing that we know. A returned invoice releases its
    days, so that a corrected one can hold them.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    report = models.ForeignKey(
        DayReport, models.PROTECT, null=True, blank=True, related_name="invoice_lines"
    )
    text = models.CharField(_("what was charged"), max_length=200, blank=True)
    # Frozen when the line is made: the hours of the report and the price of the call-off.
    days = models.DecimalField(max_digits=6, decimal_places=4, default=0)
    unit_price_eur = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    expected_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    charged_eur = models.DecimalField(max_digits=10, decimal_places=2)
    is_released = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_released=False), name="day_invoiced_once"
            ),
            models.CheckConstraint(
                name="invoice_line_is_about_something",
                condition=Q(report__isnull=False) | ~Q(text=""),
            ),
        ]
