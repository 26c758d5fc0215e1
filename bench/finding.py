"""How fast the search is: python -m bench.finding SIZE [SIZE …] [--postgres] (scratch databases).

Fills an index with documents of about 100 words, shuffled sentences of the shipped texts and
compounds by Zipf's law, and prints documents indexed per processor second with a warm token cache
(the making of the texts left out), and of the
judged queries: milliseconds of a search with its counts by four facets, of one narrowed to a
tenth, of a suggestion, as median, 95th percentile and processor time, and apart from these the
first time of each query, when the database has not read its part of the index yet.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from statistics import median, quantiles

import django
from django.apps import apps
from django.db import connection

from bench.scratch import scratch

KIND = "bench"
WORDS = 100
COMPOUNDS = 30_000
ROUNDS = 2


def main() -> None:
    """Measure in a process of its own, one for each database and size."""
    if "--part" in sys.argv:
        django.setup()
        _measure(int(sys.argv[-1]))
        return
    sizes = [size for size in sys.argv[1:] if size.isdigit()] or ["10000"]
    for size in sizes:
        with scratch(is_own=True) as environment:
            server = ["-m", "tests.postgres", sys.executable] if "--postgres" in sys.argv else []
            command = [sys.executable, *server, "-m", "bench.finding", "--part", size]
            subprocess.run(command, env=environment, check=True)


def _measure(size: int) -> None:
    from talkoot.search.actions import Source, index_document, index_documents
    from talkoot.search.actions.champions import refresh_champions
    from talkoot.search.actions.synonyms import load_synonyms
    from talkoot.search.analysis import deep_analysis
    from talkoot.search.bits import bits_of
    from talkoot.search.queries import find
    from talkoot.search.queries.similar import similar_to
    from talkoot.search.queries.suggestions import suggest

    _create_tables()
    dice = random.Random(7)
    texts = Texts(dice)
    with deep_analysis():
        load_synonyms()
        _warm(texts.vocabulary)
    print(f"\n{connection.vendor}, {size} documents", flush=True)
    asked = _queries()
    start, spent = time.perf_counter(), time.process_time()
    with deep_analysis():
        index_documents(KIND, (Source(n, *texts.one()) for n in range(1, size + 1)))
    seconds, used = time.perf_counter() - start, time.process_time() - spent - texts.making
    print(
        f"indexed {size / used:.0f} documents per processor second ({used:.0f} s, and "
        f"{texts.making:.0f} s for making the texts, of {seconds:.0f} s), memory {_memory()} MB",
        flush=True,
    )
    start = time.perf_counter()
    terms = refresh_champions(KIND)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"champions of {terms} terms in {time.perf_counter() - start:.0f} s", flush=True)

    options = [
        bits_of([number for number, code in enumerate(drawn) if code == option])
        for kinds in (8, 19, 6, 10)
        for drawn in [dice.choices(range(kinds), k=size + 1)]
        for option in range(kinds)
    ]
    tenth = bits_of(range(3, size + 1, 10))

    def search(query: str) -> None:
        strict = find(KIND, query).strict
        for option in options:
            (option & strict).bit_count()

    def narrowed(query: str) -> None:
        find(KIND, query, among=tenth)

    new = iter(range(size + 1, size + 10_000))
    _print("search and counts", search, asked)
    _print("search alone", lambda query: find(KIND, query), asked)
    _print("narrowed to a tenth", narrowed, asked)
    _print("suggestion", lambda query: suggest(KIND, query[: 2 + len(query) % 5]), asked)
    _print("similar", lambda query: similar_to(KIND, 1 + len(query)), asked[:60])
    _print("index one", lambda query: index_document(KIND, next(new), title=query), asked[:60])
    print(f"memory {_memory()} MB", flush=True)


def _create_tables() -> None:
    """As the migrations make them: in SQLite a table that is its own index."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("search").get_models():
            if connection.vendor == "sqlite" and model.__name__ in ("Posting", "Champion"):
                table = model._meta.db_table
                editor.execute(
                    f"CREATE TABLE {table} (term_id integer NOT NULL, object_id integer NOT NULL, "
                    "impact smallint NOT NULL, PRIMARY KEY (term_id, object_id, impact)) "
                    "WITHOUT ROWID"
                )
            else:
                editor.create_model(model)


class Texts:
    """Makes documents of shuffled sentences and of compounds, the frequent ones often."""

    def __init__(self, dice: random.Random) -> None:
        from bench.search_data import documents
        from talkoot.search import analysis

        self.dice = dice
        self.making = 0.0  # processor seconds spent in making documents, which is no indexing
        shipped = documents()
        bodies = [f"{text.title}. {text.body}" for text in shipped]
        self.sentences = [
            sentence.strip()
            for body in bodies
            for sentence in body.split(".")
            if len(sentence.split()) > 2
        ]
        words = sorted({token for body in bodies for token in analysis.tokens(body)})
        words = [word for word in words if word.isalpha() and 3 < len(word) < 12]
        self.compounds = [dice.choice(words) + dice.choice(words) for _ in range(COMPOUNDS)]
        self.weights = list(accumulate(1 / rank for rank in range(1, COMPOUNDS + 1)))
        self.vocabulary = {*words, *self.compounds}
        self.vocabulary |= {token for body in bodies for token in analysis.tokens(body)}

    def one(self) -> tuple[str, str]:
        """Title and body."""
        begun = time.process_time()
        made = self._one()
        self.making += time.process_time() - begun
        return made

    def _one(self) -> tuple[str, str]:
        chosen: list[str] = []
        count = 0
        while count < WORDS * 0.75:
            sentence = self.dice.choice(self.sentences)
            chosen.append(sentence)
            count += len(sentence.split())
        chosen += self.dice.choices(self.compounds, cum_weights=self.weights, k=WORDS // 4)
        return self.dice.choice(self.sentences), ". ".join(chosen)


def _warm(vocabulary: set[str]) -> None:
    from talkoot.search import analysis
    from talkoot.search.actions import save_tokens

    save_tokens({token: analysis.analyse(token) for token in sorted(vocabulary)})


def _queries() -> list[str]:
    from bench.search_data import queries
    from talkoot.search.actions import save_tokens
    from talkoot.search.analysis import analyse, deep_analysis, tokens

    texts = list(dict.fromkeys(query.text for query in queries()))[::2]
    with deep_analysis():
        save_tokens({token: analyse(token) for text in texts for token in tokens(text)})
    return texts


def _print(name: str, run: Callable[[str], object], asked: list[str]) -> None:
    first = [milliseconds for milliseconds, _query in _timed(run, asked)]
    taken, spent = [], []
    for _ in range(ROUNDS):
        for query in asked:
            start, used = time.perf_counter(), time.process_time()
            run(query)
            taken.append(1000 * (time.perf_counter() - start))
            spent.append(1000 * (time.process_time() - used))
    p95 = quantiles(taken, n=20)[-1]
    print(
        f"{name:22} median {median(taken):7.1f}  p95 {p95:7.1f} ms   "
        f"processor median {median(spent):7.1f}  p95 {quantiles(spent, n=20)[-1]:7.1f} ms   "
        f"first time p95 {quantiles(first, n=20)[-1]:7.1f} ms",
        flush=True,
    )
    if "--slow" in sys.argv:
        _slowest(run, asked)


def _slowest(run: Callable[[str], object], asked: list[str]) -> None:
    for milliseconds, query in sorted(_timed(run, asked), reverse=True)[:8]:
        print(f"    {milliseconds:7.1f} {query}")


def _timed(run: Callable[[str], object], asked: list[str]) -> Iterator[tuple[float, str]]:
    for query in asked:
        start = time.perf_counter()
        run(query)
        yield 1000 * (time.perf_counter() - start), query


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
