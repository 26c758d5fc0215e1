"""One order on every database: the lists are literal, and each database must give them."""

import json
from pathlib import Path

import pytest

from talkoot.data import read_json
from talkoot.search.actions import Source, index_documents
from talkoot.search.actions.champions import refresh_champions
from talkoot.search.actions.synonyms import load_synonyms
from talkoot.search.analysis import deep_analysis
from talkoot.search.queries import find
from talkoot.search.queries.similar import similar_to
from talkoot.search.queries.suggestions import suggest

pytestmark = pytest.mark.django_db
KIND = "practice"
ORDERS = json.loads((Path(__file__).parent / "orders.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    columns = ("gist", "need", "what_was_done", "results")
    return [
        Source(number, row["title"], " ".join(row[name] for name in columns))
        for number, row in enumerate(read_json("demo/practices.json"), 1)
    ]


def orders(sources: list[Source]) -> dict[str, dict[str, list[object]]]:
    with deep_analysis():
        load_synonyms()
        index_documents(KIND, sources)
        found: dict[str, dict[str, list[object]]] = {
            "find": {text: list(find(KIND, text).ids) for text in ORDERS["find"]},
            "similar": {key: list(similar_to(KIND, int(key))) for key in ORDERS["similar"]},
            "suggest": {text: list(suggest(KIND, text)) for text in ORDERS["suggest"]},
        }
        refresh_champions(KIND, fewest_documents=10, most=4)
        found["champions"] = {text: list(find(KIND, text).ids) for text in ORDERS["champions"]}
    return found


def test_orders_are_as_written_down(sources: list[Source]) -> None:
    assert orders(sources) == ORDERS
