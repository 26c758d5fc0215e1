"""The page of one framework agreement, and the forms of its parts."""

import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from talkoot.experts.messages.orders import order_content
from talkoot.experts.models import Framework, Ordering, Supplier
from tests.experts.sending import send
from tests.factories.experts import make_call_off, make_expert, make_framework, make_supplier
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.procurement import make_lot, make_replacement, the_procurement_rule
from tests.factories.programmes import make_offering


@pytest.fixture
def framework(programme):
    the_procurement_rule()
    return make_framework(programme, days_cap=100, value_cap_eur=100_000)


@pytest.mark.parametrize("count", [1, 3])
def test_page_has_a_fixed_number_of_queries(page, office_user, framework, count):
    for _number in range(count):
        expert = make_expert(framework=framework)
        make_lot(framework)
        make_replacement(expert)
        framework.price_lines.create(
            supplier=expert.supplier, price_eur=900, valid_from=framework.valid_from
        )
        make_call_off(expert, days=2)
    answer = page.sign_in(office_user).get("office-framework", framework.pk, queries=15)
    assert f"{100 - 2 * count}" in answer.text


def test_meters_warn_from_80_per_cent_on(page, office_user, framework):
    make_call_off(make_expert(framework=framework), days=85)
    answer = page.sign_in(office_user).get("office-framework", framework.pk)
    assert "15" in answer.text
    assert "85 %" in answer.text


def test_forecast_is_told_when_it_can_be(page, office_user, framework):
    expert, today = make_expert(framework=framework), timezone.localdate()
    for number in range(12):
        make_call_off(expert, days=5, ordered_on=today - datetime.timedelta(days=8 * number + 5))
    answer = page.sign_in(office_user).get("office-framework", framework.pk)
    assert "90" in answer.text


def frame(framework, **fields):
    values = {
        "name": framework.name,
        "valid_from": framework.valid_from.isoformat(),
        "valid_to": framework.valid_to.isoformat(),
        "days_cap": "120,5",
        "value_cap_eur": "120 000",
        "day_price_eur": "1 150,50",
        "option_years": "1",
        "long_ground": "Ohjelmakausi.",
    }
    return {**values, **fields}


def test_change_reads_numbers_as_people_write_them(page, office_user, framework):
    send(
        page.sign_in(office_user),
        "change-framework",
        framework.pk,
        data=frame(framework),
        to="/office/frameworks/",
    )
    framework.refresh_from_db()
    assert (framework.days_cap, framework.value_cap_eur, framework.day_price_eur) == (
        Decimal("120.5"), Decimal(120_000), Decimal("1150.50"),
    )  # fmt: skip


def test_refusals_come_back_in_the_form(page, office_user, framework):
    make_call_off(make_expert(framework=framework), days=50)
    page.sign_in(office_user)
    low = send(
        page, "change-framework", framework.pk, data=frame(framework, days_cap="40"), status=422
    )
    long = send(
        page, "change-framework", framework.pk, data=frame(framework, long_ground=""), status=422
    )
    words = send(
        page, "change-framework", framework.pk, data=frame(framework, days_cap="paljon"), status=422
    )
    assert [len(answer.errors) for answer in (low, long, words)] == [1, 1, 1]


def test_new_agreement_gets_a_lot(page, office_user, programme):
    the_procurement_rule()
    blank = Framework(
        name="Uusi", valid_from=datetime.date(2026, 1, 1), valid_to=datetime.date(2027, 12, 31)
    )
    data = frame(blank, programme=programme.pk)
    send(page.sign_in(office_user), "new-framework", data=data, to="/office/frameworks/")
    assert Framework.objects.get().lots.get().name == "Uusi"


def test_option_year_continues_the_agreement(page, office_user, framework):
    Framework.objects.update(option_years=1)
    last = framework.valid_to
    page.sign_in(office_user)
    send(page, "use-option", framework.pk, data={"grounds": "Tarve jatkuu."},
        to="/office/frameworks/",
    )  # fmt: skip
    framework.refresh_from_db()
    assert framework.valid_to.year == last.year + 1
    assert framework.options_used.get().grounds == "Tarve jatkuu."
    answer = send(page, "use-option", framework.pk, data={"grounds": "Lisää."}, status=422)
    assert len(answer.errors) == 1


def test_lot_keeps_its_suppliers_points_and_ranks(page, office_user, framework):
    one, other = make_supplier(framework), make_supplier(framework)
    data = {
        "name_fi": "Palvelumuotoilu",
        "ordering": Ordering.MINI_COMPETITION,
        "days_cap": "20",
        f"in-{one.pk}": "on",
        f"points-{one.pk}": "87,25",
        f"rank-{one.pk}": "1",
        f"points-{other.pk}": "70",
    }
    page.sign_in(office_user)
    send(page, "new-lot", framework.pk, data=data, to="/office/frameworks/")
    row = framework.lots.get().lot_suppliers.get()
    assert (row.supplier, row.quality_points, row.rank) == (one, Decimal("87.25"), 1)
    page.get("office-lot", framework.pk, 1)


def test_new_supplier_is_found_in_the_register(page, office_user, framework):
    lot = make_lot(framework)
    company = make_organisation("Valmennus Oy", kind="company")
    data = {"name": company.name.upper(), "contact_email": "myynti@esimerkki.fi"}
    page.sign_in(office_user)
    send(page, "new-supplier", framework.pk, data=data, to="/office/frameworks/")
    supplier = Supplier.objects.get(contact_email="myynti@esimerkki.fi")
    assert (supplier.organisation, lot.lot_suppliers.get().supplier) == (company, supplier)


def test_two_prices_do_not_overlap(page, office_user, framework):
    data = {"unit": "day", "price_eur": "900", "valid_from": "2026-01-01"}
    page.sign_in(office_user)
    send(page, "new-price", framework.pk, data=data, to="/office/frameworks/")
    answer = send(page, "new-price", framework.pk, data=data, status=422)
    assert len(answer.errors) == 1
    line = framework.price_lines.get()
    ended = {**data, "valid_to": "2026-06-30"}
    send(page, "office-price", framework.pk, line.pk, data=ended, to="/office/")
    later = {**data, "price_eur": "950", "valid_from": "2026-07-01"}
    send(page, "new-price", framework.pk, data=later, to="/office/")


@pytest.mark.parametrize("count", [1, 3])
def test_orders_have_a_fixed_number_of_queries(page, office_user, framework, count):
    for _number in range(count):
        make_call_off(make_expert(framework=framework), lot=make_lot(framework))
    page.sign_in(office_user).get("office-call-offs", framework.pk, queries=7)


def test_orders_as_files_hold_no_formulas(page, office_user, framework):
    reason = "=HYPERLINK(1)"
    make_call_off(make_expert(framework=framework), days="1.5", choice_reason=reason)
    page.sign_in(office_user)
    answer = page.get("office-call-offs-csv", framework.pk)
    assert "'=HYPERLINK" in b"".join(answer.response.streaming_content).decode()
    content = page.get("office-call-offs-xlsx", framework.pk).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][7:10] == [1.5, 1000, 1500]
    assert rows[1][11] == f"'{reason}"


def test_suppliers_own_person_writes_the_curriculum(page, programme, framework):
    supplier = make_supplier(framework)
    person, offering = make_user(), make_offering(programme)
    page.sign_in(person).get("curriculum", supplier.pk, offering.slug, status=404)
    make_membership(person, supplier.organisation)
    data = {"title": "Kehittäjäkoulutus", "content": "Viisi päivää.", "days": "5", "language": "fi"}
    page.sign_in(type(person).objects.get(pk=person.pk))
    send(page, "curriculum", supplier.pk, offering.slug, data=data, to="/suppliers/")
    row = supplier.curricula.get()
    assert (row.title, row.days) == ("Kehittäjäkoulutus", 5)


def test_order_is_a_pdf_for_the_office_and_the_supplier(page, office_user, framework, applicant):
    expert = make_expert(framework=framework, user=make_user())
    order = make_call_off(expert, remote_price_eur=700, choice_reason="Osaa alamme.")
    order.refresh_from_db()
    with translation.override("en"):
        content = order_content(order)
    rows = dict(content["sections"][0]["rows"])
    assert rows["Value without VAT"] and "700.00 €" in rows.values()
    assert order.case_number in [value for _label, value in content["meta"]]
    listed = page.sign_in(office_user).get("office-call-offs", framework.pk).content.decode()
    assert f"/call-offs/{order.pk}/order.pdf" in listed
    answer = page.sign_in(expert.user).get("call-off-order", order.pk)
    assert answer.content.startswith(b"%PDF")
    page.sign_in(applicant).get("call-off-order", order.pk, status=404)
