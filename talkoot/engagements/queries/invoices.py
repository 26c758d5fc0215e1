"""Reads of invoices, of days to be invoiced and of the fees of applicants."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from talkoot.core.access import barred_rows, fetch
from talkoot.engagements.models import DayReport, Engagement, Invoice, InvoiceLine
from talkoot.engagements.queries.delivery import overseen_engagements
from talkoot.engagements.rules import invoices as rules
from talkoot.events.models import Attendance, Presence
from talkoot.experts.models import Supplier
from talkoot.people.rules import confirmed_ids, office_ids

CASE = "session__series__engagement"


def approved_reports() -> "QuerySet[DayReport]":
    """Approved days with what their price needs, in the order in which they were held."""
    return (
        DayReport.objects.filter(state=DayReport.State.APPROVED)
        .select_related(
            f"{CASE}__application__organisation",
            f"{CASE}__call_off__framework",
            "expert__supplier__organisation",
        )
        .order_by("session__starts_at", "pk")
    )


def invoiceable_reports(supplier: Supplier) -> "QuerySet[DayReport]":
    """The supplier's approved days that are on no invoice."""
    invoiced = Q(invoice_lines__is_released=False)
    return approved_reports().filter(expert__supplier=supplier).exclude(invoiced)


def suppliers_of(user: Any) -> "QuerySet[Supplier]":
    """Suppliers whose invoices the person records: the own one, and those of the office."""
    return (
        Supplier.objects.filter(
            Q(framework__programme__office__in=office_ids(user))
            | Q(experts__user=user)
            | Q(organisation__in=confirmed_ids(user))
        )
        .select_related("organisation", "framework__programme")
        .order_by("organisation__name", "pk")
        .distinct()
    )


def get_supplier(user: Any, pk: int) -> Supplier:
    """A supplier whose invoices the person may record, else NotFound."""
    rows = Supplier.objects.select_related("organisation", "framework__programme")
    return fetch(rows, user, rules.can_record, pk=pk)


def invoices_of(user: Any) -> "QuerySet[Invoice]":
    """The invoices that the person may read, newest first."""
    rows = Invoice.objects.filter(supplier__in=suppliers_of(user).values("pk"))
    barred = barred_rows(Engagement, user)
    if barred is not None:
        barred = barred.filter(application__call__offering__programme__office__in=office_ids(user))
        lines = InvoiceLine.objects.filter(**{f"report__{CASE}__in": barred.values("pk")})
        rows = rows.exclude(pk__in=lines.values("invoice"))
    return rows.select_related("supplier__organisation", "supplier__framework__programme").order_by(
        "-invoiced_on", "-pk"
    )


def get_invoice(user: Any, pk: int, *, can: Any = rules.can_read) -> Invoice:
    """An invoice that the person may reach by rule `can`, else NotFound."""
    rows = Invoice.objects.select_related(
        "supplier__organisation", "supplier__framework__programme", "recorded_by"
    ).prefetch_related(
        Prefetch(
            "lines",
            InvoiceLine.objects.select_related(
                f"report__{CASE}__application__organisation",
                f"report__{CASE}__call_off__framework",
                "report__expert",
            ),
        )
    )
    return fetch(rows, user, can, pk=pk)


def basis_rows(user: Any) -> "QuerySet[DayReport]":
    """Every approved day of the office, with the invoice that it is on."""
    overseen = overseen_engagements(user)
    return (
        approved_reports()
        .filter(**{f"{CASE}__in": overseen.values("pk")})
        .prefetch_related("invoice_lines__invoice")
    )


def people_in(series: Iterable[int]) -> dict[int, int]:
    """{series: how many took part}; three queries.

    The most at one session, those counted in groups beside those marked one by one; sessions of the
    same content are held for different people. Different persons, if they are more.
    """
    there = {"session__series__in": list(series)}
    columns = ("session__series", "session__content_set", "session")
    groups = Attendance.objects.filter(**there).order_by().values_list(*columns)
    marked = Presence.objects.filter(**there).order_by()
    rows: list[Any] = [*groups.annotate(number=Sum("count"))]
    rows += marked.values_list(*columns).annotate(number=Count("pk"))
    at_once: Counter[tuple[int, str]] = Counter()
    for key, content, session, number in rows:
        at_once[key, content or f"#{session}"] += number
    persons = marked.values_list("session__series")
    counts = dict(persons.annotate(number=Count("participant", distinct=True)))
    for (key, _content), number in at_once.items():
        counts[key] = max(counts.get(key, 0), number)
    return counts


def fee_rows(user: Any) -> "QuerySet[Engagement]":
    """Delivered engagements of offerings that cost the applicant something."""
    return (
        overseen_engagements(user)
        .filter(state=Engagement.State.DELIVERED, application__call__offering__price_eur__gt=0)
        .select_related(
            "application__organisation", "application__call__offering", "application__applicant"
        )
        .order_by("state_changed_at", "pk")
    )
