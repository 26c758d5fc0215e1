"""Invoices are matched to approved days at the frozen price; no day is paid twice."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.engagements.actions import invoices as actions
from talkoot.engagements.actions.reports import approve_report
from talkoot.engagements.actions.sessions import (
    cancel_session,
    finish_engagement,
    plan_sessions,
)
from talkoot.engagements.models import Engagement, InvoiceLine
from talkoot.engagements.queries.invoices import invoiceable_reports
from talkoot.engagements.rules.hours import meter_of
from talkoot.engagements.rules.invoices import Charge, days_for, explanation, price_of, unexplained
from talkoot.events.models import Session
from tests.engagements.steps import approved, at, grant, hold, order_price


@pytest.fixture
def days(engagement, office_user):
    """Three approved days of 1 000, 500 and 250 euros."""
    grant(engagement, 3, 6)
    order_price(engagement, 1000)
    engagement.refresh_from_db()
    return [approved(engagement, office_user, -9 + n, hours) for n, hours in enumerate((6, 3, 1.5))]


def invoice(supplier, by, total, charges=(), number="2026-1"):
    return actions.record_invoice(
        supplier,
        number=number,
        invoiced_on=timezone.localdate(),
        total_eur=Decimal(total),
        charges=charges,
        by=by,
    )


@pytest.fixture
def supplier(expert):
    return expert.supplier


@pytest.mark.parametrize(
    ("total", "prices"),
    [(1750, [1000, 500, 250]), (1500, [1000, 500]), (750, [500, 250]), (250, [250]), (400, [])],
)
def test_days_are_found_by_the_sum(days, supplier, total, prices):
    found = days_for(Decimal(total), list(invoiceable_reports(supplier)))
    assert [price_of(report) for report in found] == prices


def test_an_invoice_of_the_sum_alone_matches_and_is_approved_and_paid(
    days, supplier, expert_user, office_user
):
    made = invoice(supplier, expert_user, 1500)
    assert made.state == "matched"
    assert [line.report for line in made.lines.all()] == days[:2]
    assert list(invoiceable_reports(supplier)) == days[2:]
    actions.approve_invoice(made, by=office_user)
    actions.pay_invoice(made, paid_on=timezone.localdate(), by=office_user)
    made.refresh_from_db()
    assert made.state == "paid"


def test_the_price_is_the_one_of_the_order(days, supplier, expert_user):
    framework = supplier.framework
    type(framework).objects.filter(pk=framework.pk).update(day_price_eur=5000)
    assert invoice(supplier, expert_user, 1750).state == "matched"


def test_remote_days_are_paid_by_their_own_price(page, days, supplier, expert_user, office_user):
    order = days[0].session.series.engagement.call_off
    type(order).objects.filter(pk=order.pk).update(remote_price_eur=800)
    Session.objects.filter(pk=days[0].session_id).update(mode="remote")
    found = list(invoiceable_reports(supplier))
    assert [price_of(report) for report in found] == [800, 500, 250]
    made = invoice(supplier, expert_user, 1300)
    assert made.state == "matched"
    assert [line.unit_price_eur for line in made.lines.all()] == [800, 1000]
    engagement = Engagement.objects.get()
    assert meter_of(engagement).delivered_eur == 1550
    ref = engagement.application.ref
    shown = page.sign_in(office_user).get("engagement", ref).text
    assert "1550,00€" in "".join(shown.split())


def test_parts_of_days_and_travel_cost_their_prices_everywhere(
    page, engagement, supplier, expert_user, office_user
):
    grant(engagement, 3, 6)
    order = engagement.call_off
    prices = {"half_day_price_eur": 600, "hour_price_eur": 190, "travel_price_eur": 60}
    type(order).objects.update(unit_price_eur=1000, value_eur=3000, **prices)
    by = office_user
    reports = [
        hold(engagement, -9, 6, is_last=False, travel_hours=Decimal("2.5")),
        hold(engagement, -8, 3, is_last=False),
        hold(engagement, -7, 2, is_last=False),
    ]
    order.refresh_from_db()
    # Left are seven hours: a day and an hour. Travel is not known before a report is approved.
    assert order.value_eur == 1000 + 150 + 600 + 380 + 1190
    for report in reports:
        approve_report(report, by=by)
    order.refresh_from_db()
    assert order.value_eur == 3320
    found = list(invoiceable_reports(supplier))
    assert [price_of(report) for report in found] == [1150, 600, 380]
    made = invoice(supplier, expert_user, 2130)
    assert made.state == "matched"
    assert [line.unit_price_eur for line in made.lines.all()] == [1000, 600, 190]
    assert meter_of(Engagement.objects.get()).delivered_eur == 2130
    shown = page.sign_in(by).get("engagement", engagement.application.ref).text
    assert "2130,00€" in "".join(shown.split())
    finish_engagement(engagement, by=by)
    order.refresh_from_db()
    assert order.value_eur == 2130


def test_report_over_the_ceiling_in_euros_waits_for_its_approval(
    engagement, supplier, expert_user, office_user
):
    grant(engagement, 1, 6)
    type(engagement.call_off).objects.update(
        unit_price_eur=1000, value_eur=1000, travel_price_eur=60
    )
    type(supplier.framework).objects.update(value_cap_eur=1050)
    report = hold(engagement, -3, 6, travel_hours=Decimal(1))
    with pytest.raises(NotAllowed, match="€"):
        approve_report(report, by=office_user)
    report.refresh_from_db()
    assert report.state == "submitted"
    type(supplier.framework).objects.update(value_cap_eur=1060)
    approve_report(report, by=office_user)
    engagement.call_off.refresh_from_db()
    assert engagement.call_off.value_eur == 1060


def test_dearer_parts_are_planned_only_under_the_ceiling(engagement, supplier, office_user):
    grant(engagement, 1, 6)
    type(engagement.call_off).objects.update(
        unit_price_eur=1000, value_eur=1000, half_day_price_eur=600
    )
    type(supplier.framework).objects.update(value_cap_eur=1100)
    times = [at(days, 3) for days in (3, 4)]
    pairs = [(time["starts_at"], time["ends_at"]) for time in times]
    with pytest.raises(NotAllowed, match="€"):
        plan_sessions(engagement, times=pairs, mode="on_site", place="Talo", by=office_user)
    assert not Session.objects.filter(state="agreed", starts_at__isnull=False).exists()
    type(supplier.framework).objects.update(value_cap_eur=1200)
    planned = plan_sessions(engagement, times=pairs, mode="on_site", place="Talo", by=office_user)
    engagement.call_off.refresh_from_db()
    assert engagement.call_off.value_eur == 1200
    assert meter_of(engagement).planned_eur == 1200
    cancel_session(engagement, planned[0], reason="Sairastui.", by=office_user)
    engagement.call_off.refresh_from_db()
    assert engagement.call_off.value_eur == 1200  # Half a day is still to be planned.


def test_differences_are_told_row_by_row(days, supplier, expert_user, office_user):
    charges = [
        Charge(Decimal(1000), days[0]),
        Charge(Decimal(600), days[1]),
        Charge(Decimal(80), text="Matkat"),
    ]
    made = invoice(supplier, expert_user, 1700, charges)
    lines = list(made.lines.all())
    assert made.state == "disputed"
    assert [bool(explanation(line)) for line in lines] == [False, True, True]
    assert "100,00" in explanation(lines[1])
    assert unexplained(made.total_eur, lines) == 20
    with pytest.raises(NotAllowed):
        actions.approve_invoice(made, by=office_user)
    right = [Charge(Decimal(1000), days[0]), Charge(Decimal(500), days[1])]
    actions.correct_invoice(made, total_eur=Decimal(1500), charges=right, by=expert_user)
    made.refresh_from_db()
    assert made.state == "matched"


def test_a_sum_that_no_days_make_is_disputed(days, supplier, expert_user):
    made = invoice(supplier, expert_user, 123)
    assert (made.state, made.lines.count()) == ("disputed", 0)


def test_no_day_is_invoiced_twice(days, supplier, expert_user):
    invoice(supplier, expert_user, 1000)
    with pytest.raises(NotAllowed):
        invoice(supplier, expert_user, 1000, [Charge(Decimal(1000), days[0])], number="2026-2")
    second = invoice(supplier, expert_user, 1000, number="2026-3")
    assert second.state == "disputed"
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceLine.objects.create(invoice=second, report=days[0], charged_eur=1)


def test_a_number_is_used_once(days, supplier, expert_user):
    invoice(supplier, expert_user, 1000)
    with pytest.raises(NotAllowed):
        invoice(supplier, expert_user, 500)


def test_a_day_is_invoiced_only_when_approved(engagement, supplier, expert_user):
    report = hold(engagement, -2, 5)
    assert not invoiceable_reports(supplier).exists()
    with pytest.raises(NotAllowed):
        invoice(supplier, expert_user, 1000, [Charge(Decimal(1000), report)])


def test_a_returned_invoice_frees_its_days(days, supplier, expert_user, office_user):
    made = invoice(supplier, expert_user, 1000)
    actions.reject_invoice(made, note="Väärä viite.", by=office_user)
    assert "Väärä viite." in Message.objects.get(kind="invoice-returned").body
    again = invoice(supplier, expert_user, 1000, number="2026-2")
    assert again.state == "matched"


def test_a_returned_invoice_is_told_to_the_supplier_when_the_office_recorded_it(
    days, supplier, expert_user, office_user
):
    type(supplier).objects.update(contact_email="laskut@esimerkki.fi")
    supplier.refresh_from_db()
    actions.reject_invoice(
        invoice(supplier, office_user, 1000), note="Väärä viite.", by=office_user
    )
    told = Message.objects.filter(kind="invoice-returned").values_list("address", flat=True)
    assert set(told) == {office_user.email, "laskut@esimerkki.fi"}
    type(supplier).objects.update(contact_email=expert_user.email)
    supplier.refresh_from_db()
    actions.reject_invoice(
        invoice(supplier, expert_user, 1000, number="2026-2"), note="Väärä viite.", by=office_user
    )
    assert Message.objects.filter(kind="invoice-returned", address=expert_user.email).count() == 1
