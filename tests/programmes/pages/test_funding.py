"""The office's pages of funded projects."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from talkoot.programmes.models import Actual, BudgetLine, FundingProject
from tests.factories.programmes import (
    make_actual,
    make_budget_line,
    make_funding_project,
    make_share,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 7
PROJECT_QUERIES = 9


@pytest.fixture(autouse=True)
def signed_in(page, office_user):
    page.sign_in(office_user)


def days(first="1.1.2026", last="31.12.2026"):
    parts = {}
    for name, text in (("starts_on", first), ("ends_on", last)):
        for part, value in zip(("day", "month", "year"), text.split("."), strict=True):
            parts[f"{name}_{part}"] = value
    return parts


def test_project_is_added_changed_and_overlap_told(page, programme):
    page.get("add-funding", programme.slug)
    values = {"name": "S1", "fund": "esf_2021", "amount_eur": "1 000,50", **days()}
    page.post("add-funding", {"sent": "1"}, programme.slug, status=422)
    of_a_project = re.compile(r"^/office/funding/\d+/$")
    page.post("add-funding", values, programme.slug, redirects_to=of_a_project)
    project = FundingProject.objects.get()
    own = f"/office/funding/{project.pk}/"
    overlap = {**values, **days("31.12.2026", "31.12.2027")}
    answer = page.post("add-funding", overlap, programme.slug, status=422)
    assert any("S1" in sentence for sentence in answer.errors)
    page.get("edit-funding", project.pk)
    page.post("edit-funding", values, project.pk, redirects_to=own)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_read_the_same_however_many(count, page, programme):
    project = make_funding_project(programme, amount_eur=1000)
    for number in range(count):
        make_share(project, f"f{number}", 20)
        make_actual(make_budget_line(project), note="Tammikuu")
        make_funding_project(programme)
    page.get("office-funding", queries=LIST_QUERIES)
    shown = page.get("funding-project", project.pk, queries=PROJECT_QUERIES)
    assert shown.text.count("Tammikuu") == count


def test_evidence_is_kept_from_the_last_payment_and_while_something_is_open(page, programme):
    project = make_funding_project(programme, last_paid_on=datetime.date(2021, 3, 1))
    assert "31.12.2026" in page.get("funding-project", project.pk).text
    project.kept_until, project.hold_reason = datetime.date(2031, 1, 31), ""
    project.save()
    assert "31.1.2031" in page.get("funding-project", project.pk).text
    project.hold_reason = "Tarkastus on kesken."
    project.save()
    told = page.get("funding-project", project.pk).text
    assert "Tarkastus on kesken." in told and "31.1.2031" not in told


def test_shares_are_saved_and_a_wrong_sum_is_told(page, programme):
    project = make_funding_project(programme)
    page.get("funding-shares", project.pk)
    rows = {
        "count": "2", "0-funder": "ESR", "0-percent": "75", "1-funder": "KT", "1-percent": "12,5"
    }  # fmt: skip
    own = f"/office/funding/{project.pk}/"
    page.post("funding-shares", rows, project.pk, redirects_to=own)
    assert "87,5" in page.get("funding-project", project.pk).text
    rows |= {"count": "3", "2-funder": "Järjestöt", "2-percent": "12.5"}
    page.post("funding-shares", rows, project.pk, redirects_to=own)
    assert "87,5" not in page.get("funding-project", project.pk).text
    assert list(project.shares.values_list("code", flat=True)) == ["esr", "kt", "jarjestot"]


def test_lines_and_costs_are_added(page, programme):
    project = make_funding_project(programme)
    own = f"/office/funding/{project.pk}/"
    page.get("add-budget-line", project.pk)
    line = {"code": "palkat", "name_fi": "Palkat", "amount_eur": "1000"}
    page.post("add-budget-line", line, project.pk, redirects_to=own)
    page.post("add-budget-line", line, project.pk, status=422)
    row = BudgetLine.objects.get()
    page.get("edit-budget-line", project.pk, row.pk)
    page.post("edit-budget-line", line, project.pk, row.pk, redirects_to=own)
    page.get("edit-budget-line", project.pk, row.pk + 1, status=404)
    page.get("book-cost", project.pk)
    cost = {
        "line": row.pk, "spent_on_day": "1", "spent_on_month": "2", "spent_on_year": "2026",
        "amount_eur": "99,90", "reference": "T1",
    }  # fmt: skip
    page.post("book-cost", {**cost, "amount_eur": "0"}, project.pk, status=422)
    page.post("book-cost", cost, project.pk, redirects_to=own)
    page.post("book-cost", cost, project.pk, status=422)
    content = page.get("costs-file", project.pk, "csv").response.getvalue().decode()
    assert "palkat;2026-02-01;99.90;T1" in content
    page.get("costs-file", project.pk, "xlsx")


def test_costs_come_from_a_file_or_its_faults_are_told(page, programme):
    project = make_funding_project(programme)
    make_budget_line(project, code="palkat")
    page.get("import-costs", project.pk)
    bad = SimpleUploadedFile("kulut.csv", b"line;day;amount;voucher\nruoka;1.2.2026;5;T1\n")
    answer = page.post("import-costs", {"file": bad}, project.pk, status=422)
    assert any("ruoka" in sentence for sentence in answer.errors)
    good = SimpleUploadedFile("kulut.csv", b"line;day;amount;voucher\npalkat;1.2.2026;5;T1\n")
    own = f"/office/funding/{project.pk}/"
    page.post("import-costs", {"file": good}, project.pk, redirects_to=own)
    assert Actual.objects.get().reference == "T1"


def test_other_office_finds_nothing(page, other_officer, programme):
    page.sign_in(other_officer)
    project = make_funding_project(programme)
    page.get("funding-project", project.pk, status=404)
    page.get("add-funding", programme.slug, status=404)
