"""The documents that bench.search looks in, of what the product ships with, and judged queries.

Documents are known by "<source>:<number>". Each topic of data/search_topics.json lists the
documents on it, judged by reading (2 squarely, 1 in passing), and queries of several kinds for
which they are the right answers; no judgement was made from a ranking.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from talkoot.data import read_json

TOPICS = Path(__file__).parent / "search_topics.json"


class Text(NamedTuple):
    """A document of the evaluation set."""

    key: str
    title: str
    body: str


class Query(NamedTuple):
    """A query, its kind, and {document key: grade} of what answers it."""

    text: str
    kind: str
    grades: dict[str, int]


def documents() -> list[Text]:
    """Practices, cases, episodes, stories, series, applications, cards and questions."""
    found = [*_practices(), *_programme(), *_applications(), *_cards(), *_questions(), *_others()]
    assert len({text.key for text in found}) == len(found)
    return found


def queries() -> list[Query]:
    """Every judged query. A place is answered by the documents that its topic names."""
    return [
        Query(query, kind, topic["documents"])
        for topic in json.loads(TOPICS.read_text(encoding="utf-8"))
        for kind, asked in topic["queries"].items()
        for query in asked
    ]


def _numbered(source: str, rows: list[tuple[str, str]]) -> Iterator[Text]:
    for number, (title, body) in enumerate(rows, 1):
        yield Text(f"{source}:{number}", title, body)


def _practices() -> Iterator[Text]:
    columns = ("gist", "need", "what_was_done", "results")
    rows = read_json("demo/practices.json")
    yield from _numbered(
        "practice", [(row["title"], " ".join(row[name] for name in columns)) for row in rows]
    )


def _programme() -> Iterator[Text]:
    facts = read_json("programmes/kunteko.json")
    yield from _numbered("series", [_series(row) for row in facts["series"]])
    for source, key in (("episode", "podcast"), ("story", "stories")):
        items = facts[key].get("episodes") or facts[key]["items"]
        yield from _numbered(source, [(row["title"], row.get("guest", "")) for row in items])
    yield from _numbered(
        "offering", [(row["name"]["fi"], row["summary"]["fi"]) for row in facts["offerings"]]
    )
    yield from _numbered("goal", [(row["text"]["fi"], "") for row in facts["goals"]])


def _series(row: dict[str, Any]) -> tuple[str, str]:
    titles = [session.get("title", "") for session in row.get("sessions", [])]
    return row["title"], " ".join([*titles, row.get("organisation", "").replace("-", " ")])


def _applications() -> Iterator[Text]:
    rows = read_json("demo/applications.json")
    yield from _numbered(
        "application",
        [(row["title"], f"{row['unit_name']} {row['need']} {row['goals']}") for row in rows],
    )


def _cards() -> Iterator[Text]:
    suits = [suit for deck in read_json("game_cards.json") for suit in deck["suits"]]
    cards = [card for suit in suits for card in suit["cards"]]
    yield from _numbered("card", [(card["title"]["fi"], card["question"]["fi"]) for card in cards])


def _questions() -> Iterator[Text]:
    rows = [(item["text"]["fi"], "") for item in read_json("question_bank.json")]
    yield from _numbered("question", rows)


def _others() -> Iterator[Text]:
    templates = read_json("series_templates.json")
    yield from _numbered("template", [(row["name"]["fi"], "") for row in templates])
