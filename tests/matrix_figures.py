"""The list of figures: who gets what at its address."""

from typing import Any

from tests.matrix import Row, World, everyone


def with_programme(world: World) -> list[Any]:
    """The addresses name none: they show the programme that there is."""
    assert world.programme
    return []


ROWS = [
    Row("figure-list", everyone(200), args=with_programme),
    Row("figure-list", everyone(200), "a chapter", with_programme, query="?chapter=practices"),
    Row("figure-list", everyone(404), "unknown chapter", with_programme, query="?chapter=ei-ole"),
    Row(
        "figure-list",
        everyone(200),
        "as a file",
        with_programme,
        query="?format=csv",
        is_page=False,
    ),
    Row("statistics", everyone(200), args=with_programme),
    Row(
        "statistics", everyone(200), "as a file", with_programme, query="?format=csv", is_page=False
    ),
    Row("statistics", everyone(400), "unknown filter", with_programme, query="?region=99"),
    Row("figure-list", everyone(404), "unknown", with_programme, query="?programme=ei-ole"),
]
