"""How well the search finds: python -m bench.search (a minute; scratch databases of its own).

One run compares, on the judged queries of bench/search_data.py, the product's search on SQLite
and on PostgreSQL, with and without the shipped synonyms, with SQLite's FTS5 as it comes and with
PostgreSQL's own Finnish stemming (any word, ts_rank). Prints nDCG@10 by kind of query, then
recall@20, MRR and the share of queries that find nothing. `--misses` lists what was missed.
"""

import json
import math
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from statistics import mean

import django
from django.apps import apps
from django.db import connection

from bench.scratch import scratch
from bench.search_data import Query, Text, documents, queries

Search = Callable[[str], list[str]]
Answers = dict[str, list[list[str]]]
DEPTH = 20


def main() -> None:
    """Run the part of this process, or both parts in processes of their own and compare."""
    if "--part" in sys.argv:
        django.setup()
        print(json.dumps(_part()))
        return
    answers: Answers = {}
    with scratch(is_own=True) as environment:
        own = [sys.executable, "-m", "bench.search", "--part"]
        for command in (own, [sys.executable, "-m", "tests.postgres", *own]):
            run = subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            answers |= json.loads(run.stdout.splitlines()[-1])
    _report(answers)


def _part() -> Answers:
    """{system: the answers to each query} of the database at hand."""
    from talkoot.search.actions import Source, index_documents
    from talkoot.search.actions.synonyms import load_synonyms
    from talkoot.search.analysis import deep_analysis
    from talkoot.search.queries import find

    with connection.schema_editor() as editor:
        for model in apps.get_app_config("search").get_models():
            editor.create_model(model)
    texts = documents()

    def ours(query: str) -> list[str]:
        return [texts[number].key for number in find("bench", query, limit=DEPTH).ids]

    name = connection.vendor
    with deep_analysis():
        index_documents("bench", [Source(n, t.title, t.body) for n, t in enumerate(texts)])
        asked = queries()
        answers = {f"{name}, no synonyms": [ours(query.text) for query in asked]}
        load_synonyms()
        answers[name] = [ours(query.text) for query in asked]
    plain = _fts5(texts) if name == "sqlite" else _ts_rank(texts)
    other = "FTS5 tokens" if name == "sqlite" else "PG finnish"
    answers[other] = [plain(query.text) for query in asked]
    return answers


def _fts5(texts: list[Text]) -> Search:
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE plain USING fts5 (key UNINDEXED, title, body)")
        cursor.executemany("INSERT INTO plain VALUES (%s, %s, %s)", texts)
    return _any_word(
        "SELECT key FROM plain WHERE plain MATCH %s ORDER BY bm25(plain, 0, 2, 1), rowid LIMIT %s",
        lambda words: " OR ".join(f'"{word}"' for word in words),
    )


def _ts_rank(texts: list[Text]) -> Search:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (key text, terms tsvector)")
        cursor.executemany(
            "INSERT INTO plain VALUES (%s, setweight(to_tsvector('finnish', %s), 'A') || "
            "to_tsvector('finnish', %s))",
            texts,
        )
    return _any_word(
        "SELECT key FROM plain, to_tsquery('finnish', %s) AS asked WHERE terms @@ asked "
        "ORDER BY ts_rank(terms, asked) DESC, key LIMIT %s",
        lambda words: " | ".join(f"'{word}'" for word in words),
    )


def _any_word(sql: str, asked: Callable[[list[str]], str]) -> Search:
    """The statement's answer to the words of a query, as `asked` joins them."""

    def search(query: str) -> list[str]:
        words = ["".join(filter(str.isalnum, word)) for word in query.split()]
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked([word for word in words if word]), DEPTH])
            return [row[0] for row in cursor.fetchall()]

    return search


def ndcg(found: list[str], grades: dict[str, int], depth: int = 10) -> float:
    def gain(values: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(n + 2) for n, grade in enumerate(values[:depth]))

    return gain([grades.get(key, 0) for key in found]) / gain(sorted(grades.values(), reverse=True))


def recall(found: list[str], grades: dict[str, int]) -> float:
    """Of what fits squarely, as much as twenty places can hold."""
    wanted = {key for key, grade in grades.items() if grade == 2}
    return len(wanted.intersection(found[:20])) / min(20, len(wanted))


def first(found: list[str], grades: dict[str, int]) -> float:
    return next((1 / n for n, key in enumerate(found, 1) if grades.get(key)), 0.0)


def _report(answers: Answers) -> None:
    asked = queries()
    by_kind: dict[str, list[int]] = defaultdict(list)
    for number, query in enumerate(asked):
        by_kind[query.kind].append(number)
    systems = list(answers)
    width = max(map(len, systems)) + 2
    print(f"{len(documents())} documents, {len(asked)} queries; nDCG@10 by kind of query")
    print(f"{'':18}{'n':>4}" + "".join(f"{system:>{width}}" for system in systems))

    def line(name: str, numbers: list[int], score: Callable[[list[str], Query], float]) -> None:
        cells = [mean(score(answers[s][n], asked[n]) for n in numbers) for s in systems]
        print(f"{name:18}{len(numbers):>4}" + "".join(f"{cell:>{width}.3f}" for cell in cells))

    every = list(range(len(asked)))
    for kind, numbers in by_kind.items():
        line(kind, numbers, lambda found, query: ndcg(found, query.grades))
    line("all", every, lambda found, query: ndcg(found, query.grades))
    line("recall@20", every, lambda found, query: recall(found, query.grades))
    line("MRR", every, lambda found, query: first(found, query.grades))
    line("found nothing", every, lambda found, _query: float(not found))
    if "--misses" in sys.argv:
        _misses(answers["sqlite"], asked)


def _misses(found: list[list[str]], asked: list[Query]) -> None:
    scored = sorted(
        (ndcg(f, q.grades), q.kind, q.text, f) for f, q in zip(found, asked, strict=True)
    )
    for score, kind, text, keys in scored[:80]:
        print(f"{score:.2f} {kind:12} {text:32} {' '.join(keys[:6])}")


if __name__ == "__main__":
    main()
