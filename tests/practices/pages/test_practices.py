"""The list of practices."""

import pytest
from django.utils import timezone

from talkoot.practices.actions import reindex_all
from talkoot.practices.models import Practice
from talkoot.search.analysis import deep_analysis
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.factories.programmes import make_sector, make_theme


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(page, db, count):
    for _number in range(count):
        make_practice()
    answer = page.get("practices", queries=6)
    assert len(answer.page.all("li", class_="ui-card")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_the_same_at_any_length(page, db, count):
    for _number in range(count):
        make_practice(sector=make_sector())
    with deep_analysis():
        reindex_all()
    page.get("/practices/?q=työvuoro")  # The first to use a word pays for noting it.
    answer = page.get("/practices/?q=työvuoro", queries=8)
    assert len(answer.page.all("li", class_="ui-card")) == count


def test_empty_site_and_empty_search_say_what_to_do(page, db):
    assert page.get("practices").page.all(class_="ui-empty")
    make_practice()
    assert page.get("/practices/?q=zzzz").page.all(class_="ui-empty")


def test_unpublished_practices_are_not_shown(page, db):
    for state in Practice.State:
        if state != Practice.State.PUBLISHED:
            make_practice("Salattu teko", state=state)
    assert "Salattu teko" not in page.get("practices").text


def test_reconstructed_practices_are_opened_from_their_figures_only(page, db):
    practice = make_practice("Rekonstruktio")
    practice.programme.reconstructed_at = timezone.now()
    practice.programme.save()
    assert practice.title not in page.get("practices").text
    assert page.get("practice", practice.slug).h1 == practice.title


def test_map_tile_narrows_to_its_region_and_chip_frees_again(page, db):
    lapland = make_municipality(name="Inari", region_code="19")
    make_practice("Porot", organisation=make_organisation("Inari", municipality=lapland))
    make_practice("Kalat")
    tile = page.get("practices").page.all(href="?region=19")[0]
    assert "1" in tile.get("aria-label")
    answer = page.get("/practices/?region=19")
    assert "Porot" in answer.text and "Kalat" not in answer.text
    chip = answer.page.all("a", class_="ui-chip")[0]
    assert chip.get("href") == "/practices/"
    [chosen] = answer.page.all("option", value="19")
    assert chosen.get("selected") is not None


def test_two_regions_of_an_address_are_boxes(page, db):
    lapland = make_municipality(name="Inari", region_code="19")
    make_practice("Porot", organisation=make_organisation("Inari", municipality=lapland))
    answer = page.get("/practices/?region=19&region=11")
    assert answer.page.by_id("facet-region-19").get("checked") is not None


def test_chip_leaves_the_other_filters(page, db):
    practice = make_practice(sector=make_sector("opetus"))
    practice.themes.add(make_theme("practice", code="lean"))
    answer = page.get("/practices/?sector=opetus&theme=lean&sort=title")
    addresses = [chip.get("href") for chip in answer.page.all("a", class_="ui-chip")]
    assert addresses == ["?theme=lean&sort=title", "?sector=opetus&sort=title"]


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=x",
        "?sort=nonsense",
        "?region=zz&kind=<b>&theme=&sector=%00",
        "?q=%00",
        "?q=" + "ä" * 3000,
        "?q=<script>&sort=title",
        "?q=a&sort=relevance&page=40",
    ],
)
def test_nonsense_in_the_address_still_gives_a_list(page, practice, query):
    page.get(f"/practices/{query}")


def test_page_stays_small(page, db):
    sectors = [make_sector() for _number in range(8)]
    themes = [make_theme("practice") for _number in range(16)]
    regions = ["01", "02", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"]
    for number, region in enumerate(regions * 2):
        municipality = make_municipality(region_code=region)
        practice = make_practice(
            "Varhaiskasvatushenkilöstön työhyvinvointisuunnitelma",
            gist="Päiväkotien henkilöstö laati itse vuosikellon, jossa kuormitus tasataan. " * 3,
            organisation=make_organisation(municipality=municipality),
            sector=sectors[number % 8],
        )
        practice.themes.set(themes[number % 16 : number % 16 + 2])
    assert len(page.get("practices").content) < 40_000
