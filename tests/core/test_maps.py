"""The map of Finland and how it is made."""

from django.utils.html import strip_tags

from talkoot.core.charts import region_names
from talkoot.core.maps import Area, map_of_municipalities, map_of_regions
from talkoot.core.topology import draw
from talkoot.data import read_json, read_rows

HALVES = {
    "transform": {"scale": [1, 1], "translate": [26, 60]},
    # A middle line, and the two sides from its north to its south.
    "arcs": [
        [[0, 0], [0, 2]],
        [[0, 2], [-2, 0], [0, -2], [2, 0]],
        [[0, 2], [2, 0], [0, -2], [-2, 0]],
    ],
    "objects": {
        "municipalities": {
            "geometries": [
                {"type": "Polygon", "id": "002", "arcs": [[0, 2]]},
                {"type": "MultiPolygon", "id": "001", "arcs": [[[0, 1]]]},
            ]
        },
        "regions": {"geometries": [{"type": "Polygon", "id": "01", "arcs": [[1, -3]]}]},
    },
}  # fmt: skip


def test_map_has_the_municipalities_and_regions_of_today():
    drawn = read_json("finland_map.json")
    today = {row["code"] for row in read_rows("municipalities.csv") if not row["valid_to"]}
    assert set(drawn["municipalities"]) == today
    assert set(drawn["regions"]) == set(drawn["centres"]) == set(region_names())


def test_neighbours_share_their_border():
    drawn = draw(HALVES)
    assert list(drawn["municipalities"]) == ["001", "002"]
    starts = {path[1:].split("l")[0] for path in drawn["municipalities"].values()}
    assert len(starts) == 1 and drawn["height"] == 800
    assert all(path.endswith("z") for path in drawn["municipalities"].values())


def test_region_is_a_link_with_its_name_and_number():
    found = map_of_regions("Teot", {"06": 3}, {"06": "/x/"})
    assert 'href="/x/" aria-label="Pirkanmaa: 3"' in found.svg
    assert found.svg.count("<a ") == 1 and found.svg.count("<path") == 19
    assert {row["name"]: row["count"] for row in found.rows}["Pirkanmaa"] == 3


def test_names_are_escaped():
    found = map_of_municipalities("Teot", {"091": Area('<b>"', 1, '/"/')})
    assert "<b>" not in found.svg and strip_tags(found.svg)


def test_map_of_municipalities_is_small_and_links_only_what_has_something():
    found = map_of_municipalities("Teot", {"091": Area("Helsinki", 4, "/a/")})
    assert found.svg.count("<a ") == 1 and len(found.svg) < 40_000
    assert found.legend[0] == ("b0", "0") and found.rows == [
        {"name": "Helsinki", "count": 4, "url": "/a/"}
    ]
