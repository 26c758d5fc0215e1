"""Pages of invoices and the files for the finance system."""

import datetime
import io
import re

import openpyxl
import pytest
from django.utils import timezone

from talkoot.events.models import Presence, Session
from tests.engagements.steps import approved, grant, order_price
from tests.factories.delivery import make_invoice
from tests.factories.events import make_attendance, make_session
from tests.factories.people import make_organisation
from tests.factories.registrations import (
    make_open_series,
    make_registration,
    make_team_registration,
)


@pytest.fixture
def days(engagement, office_user):
    """Two approved days of 1 000 and 500 euros."""
    grant(engagement, 3, 6)
    order_price(engagement, 1000)
    engagement.refresh_from_db()
    return [approved(engagement, office_user, -9 + n, hours) for n, hours in enumerate((6, 3))]


def form(total, **fields):
    today = timezone.localdate()
    date = {"day": today.day, "month": today.month, "year": today.year}
    posted = {f"invoiced_on_{part}": value for part, value in date.items()}
    return {"number": "2026-9", "total_eur": total, **posted, **fields}


@pytest.mark.parametrize("count", [1, 3])
def test_invoices_read_the_same_however_many(page, expert, office_user, count):
    for _number in range(count):
        make_invoice(expert.supplier)
    page.sign_in(office_user).get("invoices", queries=10)


def test_record_invoice_by_its_sum(page, expert, expert_user, days):
    key = expert.supplier.pk
    page.sign_in(expert_user).get("record-invoice", key)
    page.post("record-invoice", form("1 500,00"), key, redirects_to=re.compile("/invoices/"))
    invoice = expert.supplier.invoices.get()
    assert invoice.state == "matched"
    page.get("invoice", invoice.pk)
    again = page.post("record-invoice", form("500"), key)
    assert len(again.errors) == 1


def test_record_invoice_row_by_row_shows_what_differs(page, expert, expert_user, office_user, days):
    first, second = days
    ticked = {
        f"day_{first.pk}": "on", f"sum_{first.pk}": "1000",
        f"day_{second.pk}": "on", f"sum_{second.pk}": "550,50",
        "other_text": "Matkat", "other_eur": "20",
    }  # fmt: skip
    key = expert.supplier.pk
    page.sign_in(expert_user)
    page.post(
        "record-invoice", form("1570,50", **ticked), key, redirects_to=re.compile("/invoices/")
    )
    invoice = expert.supplier.invoices.get()
    assert invoice.state == "disputed"
    shown = page.get("invoice", invoice.pk)
    assert "50,50" in shown.text or "50.50" in shown.text
    page.get("correct-invoice", invoice.pk)
    right = {"total_eur": "1500", f"day_{first.pk}": "on", f"day_{second.pk}": "on"}
    right |= {f"sum_{first.pk}": "1000", f"sum_{second.pk}": "500"}
    page.post("correct-invoice", right, invoice.pk, redirects_to=f"/invoices/{invoice.pk}/")
    page.sign_in(office_user).get("invoice", invoice.pk)
    page.post("approve-invoice", {}, invoice.pk, redirects_to=f"/invoices/{invoice.pk}/")
    page.post("pay-invoice", {}, invoice.pk, redirects_to=f"/invoices/{invoice.pk}/")
    page.post("pay-invoice", {}, invoice.pk, status=409)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": ""},
        {"total_eur": "paljon"},
        {"total_eur": "0"},
        {"invoiced_on_year": "2999"},
        {"other_text": "Matkat"},
        {"other_eur": "20"},
    ],
    ids=str,
)
def test_record_invoice_says_what_to_correct(page, expert, expert_user, changes):
    answer = page.sign_in(expert_user).post(
        "record-invoice", {**form("100"), **changes}, expert.supplier.pk
    )
    assert len(answer.errors) == 1
    assert not expert.supplier.invoices.exists()


def test_return_invoice_asks_why(page, expert, office_user):
    invoice = make_invoice(expert.supplier, state="disputed")
    page.sign_in(office_user).get("return-invoice", invoice.pk)
    assert page.post("return-invoice", {"note": ""}, invoice.pk).errors
    form = {"note": "Väärä sopimus."}
    page.post("return-invoice", form, invoice.pk, redirects_to=f"/invoices/{invoice.pk}/")
    assert "Väärä sopimus." in page.get("invoice", invoice.pk).text


def test_invoice_basis_is_what_the_finance_system_reads(page, office_user, days):
    page.sign_in(office_user)
    answer = page.get("invoice-basis", "csv", data={"state": "open"})
    rows = b"".join(answer.response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert "1000,0" in rows[1] and "500,0" in rows[2]
    book = openpyxl.load_workbook(io.BytesIO(page.get("invoice-basis", "xlsx").content))
    sheet = book.active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[9:14] for row in rows] == [[1000, "päivä", 0, 0, 1000], [1000, "päivä", 0, 0, 500]]


def test_fee_basis_lists_what_the_applicant_pays(page, office_user, engagement):
    offering = engagement.application.call.offering
    type(offering).objects.filter(pk=offering.pk).update(price_eur=2000)
    type(engagement).objects.filter(pk=engagement.pk).update(state="delivered")
    answer = page.sign_in(office_user).get("fee-basis", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    [row] = sheet.iter_rows(min_row=2, values_only=True)
    assert row[2] == engagement.application.number and row[-1] == 2000
    type(offering).objects.filter(pk=offering.pk).update(price_basis="participant", price_eur=90)

    def told():
        book = openpyxl.load_workbook(io.BytesIO(page.get("fee-basis", "xlsx").content))
        [row] = book.active.iter_rows(min_row=2, values_only=True)
        return row[-2:]

    assert told() == (None, None)  # Nobody has been marked, so nothing can be told.
    session = engagement.series.sessions.get()
    make_attendance(session, role="staff", count=12)
    assert told() == (12, 1080)
    # Those marked one by one are counted beside the groups, and the same content is for others.
    who = make_registration(make_open_series(engagement.series.programme)).participant
    Presence.objects.create(session=session, participant=who, role="staff", source="list")
    Session.objects.filter(pk=session.pk).update(content_set="A")
    make_attendance(make_session(engagement.series, content_set="A"), role="staff", count=5)
    make_attendance(make_session(engagement.series), role="staff", count=9)
    assert told() == (18, 1620)


def test_fee_of_a_series_is_paid_once_by_each_team_person_or_its_one_organisation(
    page, office_user, programme
):
    ended = {"state": "ended", "ends_on": timezone.localdate()}
    persons = make_open_series(programme, fee_eur=90, **ended)
    came, missed = make_registration(persons), make_registration(persons)
    make_registration(persons, state="cancelled")
    there = {"participant": came.participant, "role": "staff", "source": "list"}
    Presence.objects.create(session=persons.sessions.get(), **there)
    teams = make_open_series(programme, fee_eur=500, entry="teams", **ended)
    team = make_team_registration(teams)
    cohort = make_open_series(programme, fee_eur=2000, organisation=make_organisation(), **ended)
    for _number in range(3):
        make_registration(cohort)
    make_registration(make_open_series(programme, fee_eur=70))  # It goes on.
    answer = page.sign_in(office_user).get("fee-basis", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [row[5:7] + row[9:] for row in sheet.iter_rows(min_row=2, values_only=True)]
    who, whose = came.participant, missed.participant
    assert (who.name, who.name, 1, 1, 90) in rows and (whose.name, whose.name, 1, 0, 90) in rows
    assert sorted(row[-1] for row in rows) == [90, 90, 500, 2000]
    assert (team.name, team.contact.name, 500) in [(*row[:2], row[-1]) for row in rows]
    text = page.get("invoices", queries=13).text
    assert "180,00" in text and text.count("2000,00") == 2  # Each fee beside its sum.


def test_invoice_basis_tells_helsinkis_day(page, office_user, days):
    late = datetime.datetime(2026, 6, 9, 22, 30, tzinfo=datetime.UTC)
    Session.objects.update(starts_at=late, ends_at=late + datetime.timedelta(hours=1))
    answer = page.sign_in(office_user).get("invoice-basis", "csv")
    text = b"".join(answer.response.streaming_content).decode("utf-8-sig")
    assert "10.6.2026" in text and "9.6.2026" not in text
