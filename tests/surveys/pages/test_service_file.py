"""The files of a service's and a programme's results hold the numbers of their pages."""

import pytest

from talkoot.surveys import results
from talkoot.surveys.results import Audience
from tests.factories.programmes import make_offering, the_programme
from tests.factories.results import make_counted_round, make_wide_questionnaire
from tests.html import text_of
from tests.surveys.pages.test_round_file import csv_rows, sheet_rows

KINDS = ["csv", "xlsx", "pdf"]


@pytest.fixture
def service(db):
    return make_offering(the_programme())


@pytest.fixture
def rounds(service):
    """Two rounds of the people's view, one of them with a group of few, and one of another view."""
    form = make_wide_questionnaire()
    options = {"questionnaire": form, "service": service}
    return [
        make_counted_round({"01": 12, "02": 3}, viewpoint="individual", title="Eka", **options),
        make_counted_round({"01": 9, "02": 8}, viewpoint="individual", title="Toka", **options),
        make_counted_round({"01": 7}, viewpoint="organisation", title="Kolmas", **options),
    ]


def addresses(service):
    slug = service.programme.slug
    return {
        "programme": f"/office/results/{slug}/files/",
        "service": f"/office/results/{slug}/{service.slug}/files/",
    }


def view_of(survey):
    return f"?view={survey.questionnaire.purpose}-{survey.viewpoint}"


@pytest.mark.parametrize("about", ["programme", "service"])
def test_file_holds_the_sum_of_the_views_rounds(page, office_user, service, rounds, about):
    page.sign_in(office_user)
    address = addresses(service)[about]
    content = page.get(f"{address}csv/{view_of(rounds[0])}").content
    shown = results.together(rounds[:2], Audience.OFFICE).item("overall")
    rows = csv_rows(content, "results")
    found = {row[4]: row[6] for row in rows if row[0] == "overall" and row[4] and not row[2]}
    assert found == {one.code: str(one.count) for one in shown.options}
    assert shown.n == 32
    told = [row[1] for row in csv_rows(content, "about")]
    assert told[3] == "2" and told[7] == "32"
    codes = [row[0] for row in csv_rows(content, "codebook")[1:]]
    assert len(codes) == len(set(codes))
    as_xlsx = page.get(f"{address}xlsx/{view_of(rounds[0])}").content
    assert len(sheet_rows(as_xlsx, "results")) == len(rows)
    alone = csv_rows(content, "rounds")
    assert len(sheet_rows(as_xlsx, "rounds")) == len(alone)
    found = [(row[0], row[10], bool(row[5])) for row in alone if row[3] == "overall"]
    assert found == [("Eka", "15", True), ("Toka", "17", True)]


def test_hidden_groups_have_no_number(page, office_user, service, rounds):
    page.sign_in(office_user)
    only = f"{addresses(service)['service']}csv/{view_of(rounds[2])}"
    few = make_counted_round(
        {"01": 3},
        questionnaire=rounds[0].questionnaire,
        service=make_offering(service.programme),
    )
    rows = csv_rows(page.get(only).content, "results")
    assert any(row[0] == "overall" and row[13] == "7" for row in rows)
    address = f"/office/results/{few.programme.slug}/{few.service.slug}/files/csv/"
    rows = csv_rows(page.get(address).content, "results")[1:]
    assert rows and all(row[16] and not any(row[4:16]) for row in rows)


@pytest.mark.parametrize("about", ["programme", "service"])
def test_page_leads_to_its_files_and_they_cost_the_same(page, office_user, service, rounds, about):
    page.sign_in(office_user)
    slug = service.programme.slug
    names = {"programme": [slug], "service": [slug, service.slug]}[about]
    answer = page.get(f"{about}-results", *names)
    for kind in KINDS:
        found = [one for one in answer.links.values() if f"/files/{kind}/" in one]
        assert len(found) == 1
        assert page.get(found[0]).status == 200
    pdf = page.get(f"{addresses(service)[about]}pdf/{view_of(rounds[0])}").content
    assert pdf.startswith(b"%PDF") and b"/StructTreeRoot" in pdf


def test_without_rounds_and_with_an_unknown_kind_it_says_what_to_do(page, office_user, service):
    page.sign_in(office_user)
    address = addresses(service)["service"]
    page.get(f"{address}csv/", status=404)
    make_counted_round({"01": 7}, service=service)
    assert "PDF" in page.get(f"{address}doc/", status=404).text


def test_viewpoints_side_by_side_are_taken_along_as_they_are_shown(
    page, office_user, service, rounds
):
    page.sign_in(office_user)
    answer = page.get(f"/office/results/{service.programme.slug}/{service.slug}/?view=sides")
    links = [one for one in answer.links.values() if "/files/" in one]
    assert len(links) == 3 and all(one.endswith("?view=sides") for one in links)
    found = [page.get(link, queries=n).content for link, n in zip(links, (13, 13, 12), strict=True)]
    files = dict(zip(["xlsx", "csv", "pdf"], found, strict=True))
    shown = text_of(answer.page.by_id("sides"))
    rows = sheet_rows(files["xlsx"], "sides")
    assert len(rows) > 3 and all(str(cell).lstrip("'") in shown for row in rows for cell in row)
    assert [[str(cell) for cell in row] for row in rows] == csv_rows(files["csv"], "sides")
    numbers = csv_rows(files["csv"], "numbers")[1:]
    means = {row[3]: row[13] for row in numbers if row[0] == "overall" and row[11]}
    assert sorted(means.values()) == ["32", "7"]
    assert files["pdf"].startswith(b"%PDF") and b"/StructTreeRoot" in files["pdf"]


def test_one_viewpoint_alone_has_nothing_beside_it(page, office_user, service):
    make_counted_round({"01": 7}, service=service, viewpoint="individual")
    page.sign_in(office_user)
    page.get(f"{addresses(service)['service']}xlsx/?view=sides", status=404)
