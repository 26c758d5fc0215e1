"""Proposals of a service area and of themes."""

import pytest

from talkoot.data import read_json
from talkoot.search.analysis import deep_analysis
from talkoot.search.categories import categories_of, closest_categories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "sector", "theme"),
    [
        ("Päiväkotien henkilöstö mittasi ruokahävikkiä keittiössä", "ruoka-ja-siivouspalvelut", ""),
        ("Kotihoidon hoitajat suunnittelevat työvuoronsa itse", "sosiaali-ja-terveysala", ""),
        ("Rehtorit ja opettajat oppivat toisiltaan", "opetus-ja-kasvatus", "osaaminen"),
        ("Katujen talvikunnossapidon ajoneuvot", "tekniset-alat-ja-ymparisto", ""),
        ("Ohjelmistorobotti hoitaa ostolaskut", "", "digitalisaatio"),
        ("Biblioteket öppnar för ungdomar", "kulttuuri-ja-vapaa-aika", ""),
    ],
)
def test_closest_categories(text: str, sector: str, theme: str) -> None:
    with deep_analysis():
        sectors = closest_categories(text, categories_of("sectors"))
        themes = closest_categories(text, categories_of("themes"))
    assert not sector or sectors[0][0] == sector
    assert not theme or themes[0][0] == theme
    assert all(0 < share <= 1 for _, share in sectors + themes)


def test_closest_categories_of_nothing_is_nothing() -> None:
    assert closest_categories("", categories_of("sectors")) == []
    assert closest_categories("xyzzy", categories_of("sectors")) == []


def test_categories_are_those_of_the_product() -> None:
    lists = read_json("classifications.json")
    assert list(categories_of("sectors")) == [row["code"] for row in lists["sectors"]]
    assert list(categories_of("themes")) == [row["code"] for row in lists["themes"]["practice"]]


def test_categories_place_most_demo_practices() -> None:
    """Of the demo's practices the right area is among the first two in three of four."""
    rows = read_json("demo/practices.json")
    words = categories_of("sectors")
    hits = 0
    with deep_analysis():
        for row in rows:
            text = " ".join(row[name] for name in ("title", "gist", "need", "what_was_done"))
            hits += row["sector"] in [code for code, _ in closest_categories(text, words, 2)]
    assert hits >= 0.75 * len(rows)
