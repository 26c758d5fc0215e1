"""When an invoice matches what has been approved, and who handles it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from talkoot.core.access import unbarred
from talkoot.core.refusals import NotAllowed
from talkoot.engagements.models import DayReport, Engagement, Invoice, InvoiceLine
from talkoot.engagements.rules.delivery import engagement_of
from talkoot.engagements.rules.hours import session_price
from talkoot.experts.models import Supplier
from talkoot.experts.rules.orders import Priced
from talkoot.people.rules import is_officer
from talkoot.programmes.models import Offering, PriceBasis

State = Invoice.State
INVOICE_TRANSITIONS = {
    State.RECEIVED: frozenset({State.MATCHED, State.DISPUTED}),
    State.MATCHED: frozenset({State.APPROVED, State.REJECTED}),
    State.DISPUTED: frozenset({State.MATCHED, State.REJECTED}),
    State.APPROVED: frozenset({State.PAID}),
    State.PAID: frozenset(),
    State.REJECTED: frozenset(),
}
# So many days are tried in every combination when an invoice gives only its sum.
MOST_TRIED = 60


@dataclass(frozen=True)
class Charge:
    """A row that the supplier charged: for a report, or for something told in words."""

    charged_eur: Decimal
    report: DayReport | None = None
    text: str = ""


def is_suppliers(user: Any, supplier: Supplier) -> bool:
    """A named expert of the supplier, or somebody confirmed in its organisation."""
    if not user.is_authenticated:
        return False
    if supplier.experts.filter(user=user).exists():
        return True
    return bool(
        user.memberships.filter(
            organisation=supplier.organisation_id, confirmed_at__isnull=False
        ).exists()
    )


def can_record(user: Any, supplier: Supplier) -> bool:
    """The supplier's own people and the programme office."""
    office = supplier.framework.programme.office_id
    return is_officer(user, office) or is_suppliers(user, supplier)


def can_handle(user: Any, invoice: Invoice) -> bool:
    """The programme office; not who is disqualified from a case on the invoice."""
    if not is_officer(user, invoice.supplier.framework.programme.office_id):
        return False
    reports = [line.report for line in invoice.lines.all() if line.report is not None]
    cases = Engagement.objects.filter(pk__in={engagement_of(report).pk for report in reports})
    return not cases.exclude(pk__in=unbarred(cases, user)).exists()


def can_read(user: Any, invoice: Invoice) -> bool:
    """Who handles it, and the supplier's own people."""
    return can_handle(user, invoice) or is_suppliers(user, invoice.supplier)


def price_of(report: DayReport) -> Decimal:
    """What the report costs by the frozen prices; needs the engagement and its call-off."""
    return pricing_of(report).euros


def pricing_of(report: DayReport) -> Priced:
    """The price of the report's hours and travel, and by which price of the order."""
    engagement = engagement_of(report)
    return session_price(engagement, report.session, report.hours, report.travel_hours)


def days_for(total_eur: Decimal, reports: Sequence[DayReport]) -> list[DayReport]:
    """The days whose prices make exactly the sum: all, else the oldest that fit; else none.

    `reports` are in the order in which they were held.
    """
    prices = [int(price_of(report) * 100) for report in reports[:MOST_TRIED]]
    wanted = int(total_eur * 100)
    if wanted == sum(prices):
        return list(reports[:MOST_TRIED])
    # {sum in cents: the numbers of the days}; the first way to a sum, of the oldest days, stays.
    found: dict[int, tuple[int, ...]] = {0: ()}
    for number, price in enumerate(prices):
        for reached, chosen in list(found.items()):
            if reached + price <= wanted and len(found) < 200_000:
                found.setdefault(reached + price, (*chosen, number))
        if wanted in found:
            break
    return [reports[number] for number in found.get(wanted, ())]


def difference(line: InvoiceLine) -> Decimal:
    """Charged less what our records say."""
    return line.charged_eur - line.expected_eur


def euros_text(sum_eur: Decimal) -> str:
    """A sum as the active language writes it, with cents."""
    return str(formats.number_format(sum_eur, 2, force_grouping=True))


def explanation(line: InvoiceLine) -> str:
    """What differs on the row, in a sentence; nothing when it agrees."""
    gap = difference(line)
    if line.report is None:
        return _("We know of no approved, uninvoiced day behind this charge.")
    if not gap:
        return ""
    facts = {"gap": euros_text(abs(gap)), "expected": euros_text(line.expected_eur)}
    if gap > 0:
        return _("%(gap)s € more than the approved day costs, %(expected)s €.") % facts
    return _("%(gap)s € less than the approved day costs, %(expected)s €.") % facts


def unexplained(total_eur: Decimal, lines: Iterable[InvoiceLine]) -> Decimal:
    """The part of the sum that no row explains."""
    return total_eur - sum((line.charged_eur for line in lines), Decimal(0))


def is_match(total_eur: Decimal, lines: Sequence[InvoiceLine]) -> bool:
    """Each row is an approved day at its price, and the rows make the sum."""
    return (
        bool(lines)
        and not unexplained(total_eur, lines)
        and all(line.report is not None and not difference(line) for line in lines)
    )


def check_approve(invoice: Invoice) -> None:
    """Refuse to approve what differs; accepted days alone are paid."""
    if invoice.state == State.DISPUTED:
        raise NotAllowed(
            _(
                "The invoice differs from the approved days. Correct its rows, or return it to the "
                "supplier."
            )
        )


def fee_of(offering: Offering, people: int | None) -> Decimal | None:
    """What an applicant pays for a delivered service; None when the price is for each participant
    and nobody has been marked.
    """
    price = offering.price_eur or Decimal(0)
    if offering.price_basis != PriceBasis.PARTICIPANT:
        return price
    return price * people if people else None
