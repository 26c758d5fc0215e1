"""Our register beside the funder's totals; sums only."""

import pytest
from django.utils import timezone

from talkoot.programmes.finance.indicators import CODES_NOTE
from tests.factories.credentials import make_completed
from tests.factories.events import make_series
from tests.factories.programmes import make_funding_project

pytestmark = pytest.mark.django_db
QUERIES = 8


def fill(project, count):
    for _number in range(count):
        person = make_completed(make_series(project.programme, kind="workshop_series")).participant
        person.funded.create(
            project=project, started_on=timezone.localdate(), informed_at=timezone.now()
        )
    return person


@pytest.mark.parametrize("count", [1, 3])
def test_register_and_funder_are_compared(count, page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    person = fill(project, count)
    page.sign_in(office_user)
    project.indicator_totals.create(
        code="EECO01", origin="funder", value=9, as_of=timezone.localdate(), by=office_user
    )
    shown = page.get("funding-indicators", project.pk, queries=QUERIES)
    [sentence] = shown.context["differences"]
    assert "9" in sentence
    assert str(count) in sentence
    assert person.name not in shown.text  # Persons are counted, never listed.


def test_number_is_told_and_given_as_a_file(page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2014")
    page.sign_in(office_user)
    today = timezone.localdate()
    told = {
        "code": "CO05", "origin": "own", "value": "12", "as_of_day": today.day,
        "as_of_month": today.month, "as_of_year": today.year,
    }  # fmt: skip
    page.get("tell-indicator", project.pk)
    page.post("tell-indicator", told, project.pk, status=422)
    told["note"] = "Ilmoittautumisista"
    back = f"/office/funding/{project.pk}/indicators/"
    page.post("tell-indicator", told, project.pk, redirects_to=back)
    content = page.get("indicators-file", project.pk, "csv").response.getvalue().decode()
    assert "CO05" in content
    page.get("indicators-file", project.pk, "xlsx")


def test_target_may_be_of_a_day_to_come_and_is_no_count(page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    page.sign_in(office_user)
    later = {"code": "EECO01", "value": "800", "as_of": f"31.12.{timezone.localdate().year + 1}"}
    page.post("tell-indicator", later | {"origin": "funder"}, project.pk, status=422)
    back = f"/office/funding/{project.pk}/indicators/"
    page.post("tell-indicator", later | {"origin": "target"}, project.pk, redirects_to=back)
    shown = page.get("funding-indicators", project.pk)
    row = shown.context["rows"][0]
    assert [total.value for total in row.targets] == [800] and row.funder is None
    assert "800" in shown.text and not shown.context["differences"]
    assert "800" in page.get("indicators-file", project.pk, "csv").response.getvalue().decode()


def test_labour_statuses_must_sum_to_the_register(page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2014")
    fill(project, 2)
    page.sign_in(office_user)
    for code in ("CO01", "CO03", "CO05"):
        project.indicator_totals.create(
            code=code, origin="funder", value=1, as_of=timezone.localdate(), by=office_user
        )
    [sentence] = page.get("funding-indicators", project.pk).context["differences"]
    assert "3" in sentence
    assert "2" in sentence


def test_project_of_another_fund_has_no_indicators(page, programme, office_user):
    project = make_funding_project(programme)
    page.sign_in(office_user)
    page.get("funding-indicators", project.pk)
    page.get("tell-indicator", project.pk, status=404)


def test_numbers_by_gender_must_make_the_whole(page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    page.sign_in(office_user)
    for gender, value in (("", 10), ("women", 7), ("men", 2)):
        project.indicator_totals.create(
            code="EECO05", origin="funder", gender=gender, value=value,
            as_of=timezone.localdate(), by=office_user,
        )  # fmt: skip
    shown = page.get("funding-indicators", project.pk, queries=QUERIES)
    [sentence] = shown.context["differences"]
    assert all(word in sentence for word in ("EECO05", "9", "10"))
    content = page.get("indicators-file", project.pk, "csv").response.getvalue().decode()
    assert content.count("EECO05") == 3


def test_projects_are_not_counted_as_organisations(page, programme, office_user):
    """The fund of 2014–2020 counts projects for public administrations: our register has none."""
    page.sign_in(office_user)
    for fund, code, has_count in (("esf_2014", "CO22", False), ("esf_2021", "EECO18", True)):
        project = make_funding_project(programme, fund=fund, name=fund)
        rows = page.get("funding-indicators", project.pk).context["rows"]
        [row] = [row for row in rows if row.code == code]
        assert (row.register is not None) == has_count


def test_office_is_told_to_confirm_the_codes(page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2014")
    page.sign_in(office_user)
    assert str(CODES_NOTE) in page.get("funding-indicators", project.pk).text


@pytest.mark.parametrize("note", ["Hakija 131052-308T", "ks. 131052-308t."])
def test_identity_code_is_refused_and_not_repeated(note, page, programme, office_user):
    project = make_funding_project(programme, fund="esf_2021")
    page.sign_in(office_user)
    told = {
        "code": "EECO05", "origin": "funder", "value": "1", "as_of_day": "1", "as_of_month": "2",
        "as_of_year": "2026", "note": note,
    }  # fmt: skip
    answer = page.post("tell-indicator", told, project.pk, status=422)
    assert len(answer.errors) == 1
    assert "131052" not in answer.errors[0]
    assert not project.indicator_totals.exists()
