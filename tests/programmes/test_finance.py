"""Funded projects: days, shares, costs and their file."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.core.tables import BadTable
from talkoot.programmes.finance import actions, queries, rules
from talkoot.programmes.finance.indicators import BY_FUND, LABOUR_STATUS, indicators_of
from talkoot.programmes.finance.reading import read_costs
from talkoot.programmes.models import Actual, FundingProject
from tests.factories.credentials import make_completed
from tests.factories.decisions import make_decision
from tests.factories.engagements import make_engagement
from tests.factories.events import make_series
from tests.factories.programmes import (
    make_actual,
    make_budget_line,
    make_funding_project,
    make_programme,
    make_share,
)
from tests.figures import count

pytestmark = pytest.mark.django_db
DAY = datetime.date


def values(starts_on, ends_on, **fields):
    given = {
        "name": "Toinen", "fund": "esf_2014", "authority": "", "code": "", "amount_eur": None,
        "is_approximate": False, "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    return {**given, **fields}


def test_overlapping_project_is_refused_by_name(programme, office_user):
    first = make_funding_project(
        programme, name="S20190", starts_on=DAY(2015, 1, 1), ends_on=DAY(2017, 12, 31)
    )
    with pytest.raises(NotAllowed) as refused:
        actions.save_project(
            programme, values(DAY(2017, 12, 31), DAY(2020, 12, 31)), by=office_user
        )
    assert "S20190" in refused.value.sentence
    assert "31.12.2017" in refused.value.sentence
    second = actions.save_project(
        programme, values(DAY(2018, 1, 1), DAY(2021, 1, 1)), by=office_user
    )
    actions.save_project(
        programme, values(DAY(2018, 1, 2), DAY(2021, 1, 1)), by=office_user, project=second
    )
    other = make_programme()
    actions.save_project(other, values(first.starts_on, first.ends_on), by=office_user)


def test_project_cannot_end_before_it_begins(programme, office_user):
    with pytest.raises(NotAllowed):
        actions.save_project(programme, values(DAY(2020, 1, 2), DAY(2020, 1, 1)), by=office_user)


def test_last_payment_is_no_day_to_come(programme, office_user):
    days = {"starts_on": DAY(2020, 1, 1), "ends_on": DAY(2020, 12, 31)}
    with pytest.raises(NotAllowed):
        given = values(**days, last_paid_on=DAY(9999, 1, 1))
        actions.save_project(programme, given, by=office_user)


def test_shares_that_are_not_a_hundred_are_told():
    assert rules.shares_problem([Decimal(75), Decimal("12.5"), Decimal("12.5")]) == ""
    assert rules.shares_problem([]) == ""
    assert "87,5" in rules.shares_problem([Decimal(75), Decimal("12.5")])


def test_what_does_not_add_up_is_told(programme):
    project = make_funding_project(programme, amount_eur=2000)
    make_share(project, percent=75)
    line = make_budget_line(project, amount_eur=500)
    make_actual(line, amount_eur=600)
    found = queries.finances_of(project)
    assert len(found.warnings) == 3
    assert found.lines[0].left == -100
    assert found.shares[0][1:] == (1500, 450)


def read(text, project, codes=("palkat", "matkat")):
    return read_costs(text.encode(), project, codes)


def test_costs_are_read_from_a_finnish_spreadsheet(programme):
    project = make_funding_project(programme)
    text = "line;day;amount;voucher;note\npalkat;31.1.2026;1 234,50 €;T1;Tammikuu\n"
    text += "matkat;2026-02-01;−10;T2;\n"
    salary, trip = read(text, project)
    assert (salary.amount_eur, salary.spent_on) == (Decimal("1234.50"), DAY(2026, 1, 31))
    assert trip.amount_eur == -10


def test_every_fault_of_the_file_is_told_by_line(programme):
    project = make_funding_project(programme, starts_on=DAY(2026, 1, 1), ends_on=DAY(2026, 12, 31))
    text = "line,day,amount,voucher\nruoka,2026-01-01,5,T1\npalkat,2025-12-31,5,T2\n"
    text += "palkat,2026-01-01,paljon,T3\npalkat,2026-01-01,5,T4\npalkat,2026-01-01,6,T4\n"
    with pytest.raises(BadTable) as fault:
        read(text, project)
    # Line numbers and what is wrong, in the file's order.
    assert len(fault.value.sentences) == 4
    for number, words in ((2, "ruoka"), (3, "31.12.2025"), (4, "paljon"), (6, "T4")):
        assert any(str(number) in row and words in row for row in fault.value.sentences)


def test_same_file_twice_books_once(programme, office_user):
    project = make_funding_project(programme)
    make_budget_line(project, code="palkat")
    costs = read("line;day;amount;voucher\npalkat;1.2.2026;100;T1\n", project)
    assert actions.import_costs(project, costs, by=office_user) == (1, 0)
    assert actions.import_costs(project, costs, by=office_user) == (0, 1)
    assert Actual.objects.get().amount_eur == 100


def test_cost_outside_the_project_is_refused(programme, office_user):
    project = make_funding_project(programme, starts_on=DAY(2026, 1, 1), ends_on=DAY(2026, 6, 30))
    line = make_budget_line(project)
    cost = {"amount_eur": Decimal(5), "reference": "", "note": "", "by": office_user}
    with pytest.raises(NotAllowed, match=r"1\.7\.2026"):
        actions.book(line, spent_on=DAY(2026, 7, 1), **cost)
    actions.book(line, spent_on=DAY(2026, 6, 30), **cost)


def test_a_number_of_the_same_day_takes_the_place(programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    told = {"code": "EECO01", "origin": "funder", "as_of": DAY(2026, 1, 1), "note": ""}
    actions.tell_indicator(project, value=5, by=office_user, **told)
    row = actions.tell_indicator(project, value=7, by=office_user, **told)
    assert (project.indicator_totals.get(), row.value) == (row, 7)


def test_indicators_follow_the_fund():
    for fund, rows in BY_FUND.items():
        codes = [code for code, _label in rows]
        assert len(codes) == len(set(codes))
        assert set(LABOUR_STATUS[fund]) <= set(codes)
    assert indicators_of(FundingProject(fund="other")) == ()


def test_budget_shares_and_years_as_figures(programme):
    assert count("budget-total").value is None
    project = make_funding_project(programme, amount_eur=4000)
    make_share(project, "esf", 75)
    make_share(project, "kt", 25)
    assert count("budget-total").value == 4000
    years = programme.ends_on.year - programme.starts_on.year + 1
    assert count("budget-annual").value == Decimal(4000) / years
    share = count("funding-share")
    assert (share.value, share.n) == (75, 2)
    before = programme.starts_on - datetime.timedelta(days=1)
    assert count("budget-total", as_of=before).n == 0


def test_unit_cost_takes_what_was_booked_instead_of_the_budget(programme, practice):
    project = make_funding_project(programme, amount_eur=4000)
    assert count("cost-per-practice").value == 4000
    line = make_budget_line(project)
    make_actual(line, amount_eur=500)
    make_actual(line, amount_eur=700, spent_on=timezone.localdate() + datetime.timedelta(days=1))
    assert count("cost-per-practice").value == 500
    assert count("cost-per-participant").value is None


def test_cost_for_a_day_and_for_a_person(programme):
    series = make_series(programme, kind="workshop_series", starts_on=timezone.localdate())
    for _number in range(4):
        make_completed(series)
    make_decision(make_engagement(state="delivered").application, state="signed")
    make_actual(make_budget_line(make_funding_project(programme)), amount_eur=1200)
    days, persons = count("days-granted").value, count("service-persons").value
    assert days
    assert persons >= 4
    assert count("cost-per-day").value == Decimal(1200) / Decimal(days)
    assert count("cost-per-participant").value == Decimal(1200) / Decimal(persons)


def test_project_keeps_the_days_of_its_costs(programme, office_user):
    project = make_funding_project(programme, starts_on=DAY(2026, 1, 1), ends_on=DAY(2026, 12, 31))
    make_actual(make_budget_line(project), spent_on=DAY(2026, 6, 30))
    for days in ((DAY(2026, 7, 1), DAY(2026, 12, 31)), (DAY(2026, 1, 1), DAY(2026, 6, 29))):
        with pytest.raises(NotAllowed, match=r"30\.6\.2026"):
            actions.save_project(programme, values(*days), by=office_user, project=project)
    kept = values(DAY(2026, 6, 30), DAY(2026, 6, 30))
    actions.save_project(programme, kept, by=office_user, project=project)


def test_funder_keeps_its_code(programme, office_user):
    project = make_funding_project(programme)
    share = make_share(project, "esf", 75)
    rows = [("euroopan-rahasto", share.funder, Decimal(80)), ("esf", "Toinen", Decimal(20))]
    actions.save_shares(project, rows, by=office_user)
    found = dict(project.shares.values_list("code", "funder"))
    assert found == {"esf": share.funder, "esf-2": "Toinen"}


def test_voucher_is_booked_once_and_names_nobody(programme, office_user):
    project = make_funding_project(programme)
    line = make_budget_line(project)
    cost = {"spent_on": timezone.localdate(), "amount_eur": Decimal(5), "by": office_user}
    actions.book(line, reference="T1", note="", **cost)
    with pytest.raises(NotAllowed):
        actions.book(line, reference="T1", note="", **cost)
    with pytest.raises(NotAllowed) as refused:
        actions.book(line, reference="T2", note="Matka, 131052-308T", **cost)
    assert "131052" not in refused.value.sentence
    # A voucher of the same form whose check character is wrong is no identity code.
    actions.book(line, reference="131052-3081", note="", **cost)
    text = "line;day;amount;voucher;note\npalkat;1.2.2026;100;T1;131052-308T\n"
    with pytest.raises(BadTable) as fault:
        read(text, project)
    assert len(fault.value.sentences) == 1


def test_number_of_an_unknown_indicator_is_refused(programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    told = {"origin": "funder", "value": 5, "note": "", "by": office_user}
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        actions.tell_indicator(project, code="CO01", as_of=today, **told)
    with pytest.raises(NotAllowed):
        tomorrow = today + datetime.timedelta(days=1)
        actions.tell_indicator(project, code="EECO01", as_of=tomorrow, **told)
    with pytest.raises(NotAllowed):
        actions.tell_indicator(project, code="EECO01", as_of=today, **{**told, "origin": "own"})
    assert not project.indicator_totals.exists()
