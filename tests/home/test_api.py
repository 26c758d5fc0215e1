"""The public API: the pages' own lists as JSON, no persons, honest codes, nothing for writers."""

import pytest
from django.test import Client
from django.utils import timezone

from talkoot.practices.actions import reindex_all
from talkoot.practices.models import EmptySearch, Practice
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import TokenTerms
from tests.factories.people import make_municipality, make_organisation, make_user
from tests.factories.practices import make_adoption, make_practice
from tests.factories.programmes import make_programme, make_sector, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    client = Client()

    def get(path, status=200, **asked):
        response = client.get(f"/api/v1/{path}", asked)
        assert response.status_code == status, response.content
        return response.json()

    return get


@pytest.fixture
def practices():
    town = make_organisation("Mallilan kaupunki", municipality=make_municipality("297"))
    lean = make_theme("practice", code="lean")
    rows = [
        make_practice(f"Työvuorot yhdessä {n}", organisation=town, external_id=f"x{n}")
        for n in range(3)
    ]
    rows.append(make_practice("Kirjaston lainat", sector=None, what_was_done="Luettiin."))
    rows[0].themes.add(lean)
    with deep_analysis():
        reindex_all()
    return rows


def test_a_list_pages_through_everything_it_counts(api, practices):
    first = api("practices", page_size=3)
    assert (first["count"], len(first["results"]), first["previous"]) == (4, 3, None)
    second = api("practices?" + first["next"].partition("?")[2])
    assert second["next"] is None
    found = {row["id"] for row in first["results"] + second["results"]}
    assert found == {row.pk for row in practices}
    assert api("practices", page=7)["results"] == []


def test_a_search_ranks_strict_matches_first(api, practices):
    found = api("practices", q="kirjastojen")
    assert found["results"][0]["title"] == "Kirjaston lainat"
    assert found["results"][0]["is_close"] is False
    assert found["results"][0]["sector"] is None
    shown = api("practices", q="työvuoroissa", page_size=2)
    assert (shown["count"], len(shown["results"])) == (3, 2)
    row = shown["results"][0]
    assert row["external_id"].startswith("x")
    assert row["url"].startswith("http://127.0.0.1:8000/practices/teko-")


def test_a_search_in_vain_is_logged_and_its_words_are_learnt(api, practices):
    api("practices", q="mnbvcxz")
    api("practices", q="mnbvcxq", theme="lean")
    api("practices", q="kirjastojen virroille")
    assert [row.text for row in EmptySearch.objects.all()] == ["mnbvcxz"]
    assert TokenTerms.objects.filter(token="virroille", is_final=False).exists()


def test_filters_and_facets_are_those_of_the_page(api, practices):
    found = api("practices", theme="lean")
    assert [row["id"] for row in found["results"]] == [practices[0].pk]
    assert found["results"][0]["themes"] == ["lean"]
    themes = api("practices")["facets"]["theme"]
    assert [(row["value"], row["count"]) for row in themes] == [("lean", 1)]
    year = str(timezone.localdate().year)
    assert api("practices", year=year)["count"] == 4
    assert api("practices", region=["99"])["count"] == 0


def test_filters_take_names_in_any_language_too(api, practices):
    sector = make_sector("opetus", name_fi="Opetus", name_sv="Undervisning")
    Practice.objects.filter(pk=practices[0].pk).update(sector=sector)
    reindex_all()
    for name in ("opetus", "Opetus", "UNDERVISNING"):
        assert [row["sector"] for row in api("practices", sector=name)["results"]] == ["opetus"]
    for name in ("11", "Pohjois-Savo", "norra savolax", "North Savo"):
        assert api("practices", region=name)["count"] == 3
    assert api("practices", organisation="Mallilan kaupunki")["count"] == 3
    assert api("practices", theme="olematon")["count"] == 0


def test_an_organisation_and_a_region_are_known_by_every_name(api):
    town = make_organisation(
        "Porvoo",
        name_sv="Borgå",
        key="porvoon-kaupunki",
        kind="municipality",
        municipality=make_municipality("638", name="Porvoo", name_sv="Borgå", region_code="01"),
    )
    make_adoption(make_practice(organisation=town), organisation=town)
    names = ("porvoon-kaupunki", "Porvoo", "PORVOON KAUPUNKI", "Borgå", "Borgå stad", " borgå ")
    for name in names:
        assert api("practices", organisation=name)["count"] == 1, name
        assert api("adoptions", organisation=name)["count"] == 1, name
    for name in ("01", "Uusimaa", "nyland"):
        assert api("organisations", region=name)["count"] == 1, name
    for name in ("", "Uus", "\0"):
        assert api("organisations", region=name)["count"] == 0
        assert api("adoptions", organisation=name)["count"] == 0


def test_one_practice_and_what_is_not_public(api, practices):
    whole = api(f"practices/{practices[0].pk}")
    assert whole["what_was_done"] == "Sovittiin yhteiset pelisäännöt."
    assert whole["municipality"] == "297"
    for state, status in (("draft", 404), ("submitted", 404), ("returned", 404)):
        api(f"practices/{make_practice(state=state).pk}", status=status)
    gone = make_practice(state="withdrawn", published_at=timezone.now())
    api(f"practices/{gone.pk}", status=410)
    api("practices/999999", status=404)
    api("practices/abc", status=422)
    api("nothing", status=404)
    assert api("practices/")["count"] == 4
    assert api("")["openapi"]


def test_nobody_is_named(api, practices):
    author = make_user("tekija@kunta.fi", name="Tiina Tekijä")
    Practice.objects.update(author=author, contact_role="Johtaja Tiina Tekijä")
    adoption = make_adoption(practices[0], stated_by=author, note="Soita Tiinalle",
                             confirmed_at=timezone.now())  # fmt: skip
    client = Client()
    for path in ("practices", f"practices/{practices[0].pk}", "adoptions", "organisations"):
        text = client.get(f"/api/v1/{path}").content.decode()
        assert adoption.organisation.name in text or "practices" in path
        for word in ("Tiina", "tekija", "author", "contact"):
            assert word not in text


def test_adoptions_are_those_that_pages_show(api, practices):
    make_adoption(practices[0], confirmed_at=None)
    shown = make_adoption(practices[1], confirmed_at=timezone.now())
    make_adoption(make_practice(state="withdrawn"), confirmed_at=timezone.now())
    found = api("adoptions")
    assert [row["id"] for row in found["results"]] == [shown.pk]
    assert api("adoptions", practice=practices[0].pk)["count"] == 0
    assert api("adoptions", organisation=shown.organisation.key)["count"] == 1


def test_organisations_count_what_they_have(api, practices):
    make_organisation("Kukaan ei näe")
    found = {row["name"]: row for row in api("organisations")["results"]}
    assert found["Mallilan kaupunki"]["practice_count"] == 3
    assert "Kukaan ei näe" not in found


def test_figures_of_a_programme_on_a_day(api, practices):
    slug = practices[0].programme.slug
    found = {row["id"]: row for row in api("figures", programme=slug)["results"]}
    assert (found["practices-published"]["value"], found["practices-published"]["n"]) == (4, 4)
    assert found["practices-published"]["definition"]
    early = api("figures", programme=slug, as_of="2001-01-01", lang="en")
    assert early["as_of"] == "2001-01-01"
    api("figures", programme="ei-ole", status=404)
    api("figures", status=422)
    assert "is before the programme" in " ".join(early["notes"])
    [one] = api("figures", programme=slug, figure="practices-published")["results"]
    assert (one["version"], one["decimals"], one["published"]) == (1, 0, [])
    assert f"/figures/practices-published/?programme={slug}" in one["url"]
    api("figures", programme=slug, figure="ei-ole", status=404)
    planned = make_programme(slug="tulossa", state="planned")
    api("figures", programme=planned.slug, status=404)
    assert slug in [row["slug"] for row in api("programmes")["results"]]


def test_figures_of_one_kind_of_organisation(api, practices):
    slug = practices[0].programme.slug
    make_practice("Yrityksen teko", organisation=make_organisation(kind="company"))
    told = api("figures", programme=slug, kind="company", lang="en")
    found = {row["id"]: row["value"] for row in told["results"]}
    assert (found["practices-published"], told["only"]) == (1, "company")
    assert "newsletters" not in found
    assert "Issues of the newsletter" in " ".join(told["notes"])
    assert api("figures", programme=slug, region="06", figure="newsletters")["results"] == []


@pytest.mark.parametrize("name", ["period", "service", "region", "kind"])
def test_unknown_filter_of_figures_is_told_by_its_name(api, practices, name):
    told = api("figures", 422, programme=practices[0].programme.slug, **{name: "ei-ole"})
    [fault] = told["errors"]
    assert fault["where"] == name
    assert "ei-ole" in fault["message"]


@pytest.mark.parametrize("asked", ["page=0", "page_size=101", "page=x", "sort=best", "lang=de"])
def test_nonsense_is_told(api, asked):
    told = api(f"practices?{asked}", status=422)
    assert told["errors"][0]["where"]


def test_writers_are_refused_and_other_sites_may_read(practices):
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/api/v1/practices", {})
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.options("/api/v1/practices")["Access-Control-Allow-Origin"] == "*"
    answer = client.get("/api/v1/practices")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert client.head("/api/v1/practices").status_code == 200


def test_a_second_reading_costs_nothing(practices):
    client = Client()
    etag = client.get("/api/v1/practices")["ETag"]
    again = client.get("/api/v1/practices", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_whoever_asks_too_much_waits(practices, settings):
    settings.API_A_MINUTE = 3
    client = Client(REMOTE_ADDR="203.0.113.7")
    codes = [client.get("/api/v1/programmes").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


def test_a_list_costs_the_same_whatever_its_length(practices, django_assert_num_queries):
    make_sector("opetus")
    client = Client()
    client.get("/api/v1/practices")
    for size in (1, 4):
        with django_assert_num_queries(4):
            client.get(f"/api/v1/practices?page_size={size}")


def test_the_names_of_facets_follow_the_language(api, practices):
    make_practice("Skola", sector=make_sector("opetus", name_sv="Undervisning"))
    reindex_all()
    facets = api("practices", lang="sv")["facets"]
    assert "Undervisning" in [row["label"] for row in facets["sector"]]


@pytest.mark.parametrize(("path", "status"), [("practices/a%0Ab", 422), ("nothing%0A", 404)])
def test_wrong_address_is_answered_as_the_api_answers(api, path, status):
    assert api(path, status=status)["detail"]
