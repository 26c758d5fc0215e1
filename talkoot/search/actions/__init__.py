"""Writes to the search index, each in the caller's transaction.

A domain app indexes what may be found and removes what no longer may:

    index_document("practice", practice.pk, title=practice.title, body=text)
    remove_document("practice", practice.pk)
    with deep_analysis():                       # only in commands and the worker
        index_documents("practice", (Source(1, title, body), …))

The title counts double. A page indexes with what it knows (the token cache, stems for new
words); the worker completes it. `remember_tokens(result.unknown)` after a search lets the worker
look at words that no document has had.
"""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from django.db import transaction

from talkoot.search import analysis
from talkoot.search.actions.postings import (
    Pairs,
    change_df,
    drop_postings,
    insert_postings,
    locked_index,
    room_for_many,
)
from talkoot.search.actions.terms import found_terms
from talkoot.search.models import Document, Index, TokenTerms
from talkoot.search.queries.words import cached_tokens
from talkoot.search.statements import in_batches, insert_rows
from talkoot.search.weights import K1, KIND_WEIGHTS, WHOLE

B = 0.5
HIGHEST_IMPACT = 1000 * (K1 + 1)
BATCH = 500
# Postings come to their terms' places in order, so many documents at once touch each place once.
MOST_TOGETHER = 2000
# The average length starts as if this many documents of this length had been there.
USUAL_LENGTH, USUAL_COUNT = 100, 20
MOST_PENDING = 1000
MOST_REMEMBERED = 50_000


class Source(NamedTuple):
    """What is to be found: the object's id and its words."""

    object_id: int
    title: str
    body: str = ""


class Memory:
    """What a run of batches need not read twice; forgets everything when it has grown large."""

    def __init__(self) -> None:
        self.weights: dict[str, list[tuple[int, int]]] = {}  # token: (term id, weight) pairs
        self.waiting: set[str] = set()  # those that a better analyser has yet to read

    def trim(self) -> None:
        if len(self.weights) > MOST_REMEMBERED:
            self.weights.clear()
            self.waiting.clear()


def index_document(kind: str, object_id: int, *, title: str, body: str = "") -> None:
    """Index the object anew; what was known of it before is replaced."""
    index_documents(kind, [Source(object_id, title, body)])


def index_documents(kind: str, sources: Iterable[Source]) -> int:
    """Index many objects of a kind, each batch of 2000 in a transaction; returns how many.

    Inside a transaction of the caller everything stands or falls with it.
    """
    count, memory = 0, Memory()
    for batch in _chunks(sources):
        with room_for_many(len(batch) == MOST_TOGETHER):
            _write(kind, {source.object_id: _token_counts(source) for source in batch}, memory)
        count += len(batch)
    return count


@transaction.atomic
def remove_document(kind: str, object_id: int) -> None:
    """Take the object off the index; one that is not there is no error."""
    index = locked_index(kind)
    document = Document.objects.filter(kind=kind, object_id=object_id).first()
    if document:
        index.document_count -= 1
        index.token_count -= document.length
        index.save(update_fields=["document_count", "token_count"])
        changes = drop_postings(kind, [object_id])
        document.delete()
        change_df(changes)


def remember_tokens(unknown: Collection[str]) -> None:
    """Let the worker analyse words that a search met first; does nothing while many wait."""
    if unknown and TokenTerms.objects.filter(is_final=False).count() < MOST_PENDING:
        save_tokens({token: analysis.analyse(token) for token in unknown})


def index_pending_documents(limit: int) -> int:
    """Build the postings of waiting documents again from their stored tokens; returns how many."""
    waiting = Document.objects.filter(is_pending=True)
    count = 0
    for kind in waiting.values_list("kind", flat=True).distinct():
        with transaction.atomic():
            locked_index(kind)
            rows = waiting.filter(kind=kind).order_by("pk")[:limit]
            wanted = dict(rows.values_list("object_id", "tokens"))
            _write(kind, wanted, Memory())
            count += len(wanted)
    return count


def analyse_tokens(limit: int) -> int:
    """Read waiting tokens with the best analyser that this process may use; returns how many."""
    waiting = TokenTerms.objects.filter(is_final=False).order_by("pk")
    tokens = list(waiting.values_list("token", flat=True)[:limit])
    save_tokens({token: analysis.analyse(token) for token in tokens})
    return len(tokens)


@transaction.atomic
def adopt_analyser(name: str) -> None:
    """Note which analyser builds the indexes; what another one built waits to be read anew."""
    others = Index.objects.exclude(analyser=name)
    kinds = list(others.values_list("kind", flat=True))
    if kinds:
        TokenTerms.objects.exclude(analyser=name).update(is_final=False)
        Document.objects.filter(kind__in=kinds).update(is_pending=True)
        others.update(analyser=name)


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    rest = iter(sources)
    while batch := list(islice(rest, MOST_TOGETHER)):
        yield batch


def _token_counts(source: Source) -> Counter[str]:
    counts = Counter(analysis.tokens(source.body))
    for token in analysis.tokens(source.title):
        counts[token] += 2
    return counts


@transaction.atomic
def _write(kind: str, wanted: dict[int, dict[str, int]], memory: Memory) -> None:
    """Replace the postings of the given objects and keep df and the totals right."""
    index = locked_index(kind)
    memory.trim()
    _remember(kind, {token for counts in wanted.values() for token in counts}, memory)
    changes = drop_postings(kind, wanted)
    postings, term_ids = _postings(index, wanted, memory.weights)
    _save_documents(index, wanted, memory.waiting, term_ids)
    insert_postings(kind, postings)
    changes.update({term_id: len(pairs) for term_id, pairs in postings.items()})
    change_df(changes)


def _remember(kind: str, tokens: set[str], memory: Memory) -> None:
    """Find out the term ids and weights of tokens that the run has not met; new terms are made."""
    readings: dict[str, analysis.Analysed] = {}
    memory.waiting |= _read(tokens - memory.weights.keys(), readings)
    term_ids = found_terms(kind, {pair for found in readings.values() for pair in found.terms})
    for token, found in readings.items():
        memory.weights[token] = [(term_ids[text], KIND_WEIGHTS[how]) for text, how in found.terms]


def _postings(
    index: Index, wanted: dict[int, dict[str, int]], weights: dict[str, list[tuple[int, int]]]
) -> tuple[dict[int, Pairs], dict[int, list[int]]]:
    """{term id: its (object id, impact) pairs} and {object id: its term ids}."""
    average = (index.token_count + USUAL_LENGTH * USUAL_COUNT) / (
        index.document_count + USUAL_COUNT
    )
    postings: defaultdict[int, Pairs] = defaultdict(list)
    term_ids = {}
    for object_id in sorted(wanted):
        counts = wanted[object_id]
        frequencies: dict[int, int] = {}
        known = frequencies.get
        for token, count in counts.items():
            for term_id, weight in weights[token]:
                frequencies[term_id] = known(term_id, 0) + count * weight
        norm = WHOLE * K1 * (1 - B + B * sum(counts.values()) / average)
        # The same few frequencies come again and again, and their terms share one pair.
        pairs = {
            tf: (object_id, 1 + int(HIGHEST_IMPACT * tf / (tf + norm)))
            for tf in {*frequencies.values()}
        }
        for term_id, tf in frequencies.items():
            postings[term_id].append(pairs[tf])
        term_ids[object_id] = sorted(frequencies)
    return postings, term_ids


def _save_documents(
    index: Index,
    wanted: dict[int, dict[str, int]],
    waiting: set[str],
    term_ids: dict[int, list[int]],
) -> None:
    """Make the documents or bring them up to date, and the totals with them."""
    lengths: list[int] = []
    for batch in in_batches(wanted):
        held = Document.objects.filter(kind=index.kind, object_id__in=batch)
        lengths += held.values_list("length", flat=True)
    rows = (
        (
            index.kind,
            object_id,
            json.dumps(counts),
            sum(counts.values()),
            not waiting.isdisjoint(counts),
            array("I", term_ids[object_id]).tobytes(),
        )
        for object_id, counts in wanted.items()
    )
    columns = "kind object_id tokens length is_pending term_ids".split()
    kept = ", ".join(f"{name} = excluded.{name}" for name in columns[2:])
    insert_rows(
        f"search_document ({', '.join(columns)})",
        len(columns),
        chain.from_iterable(rows),
        f"ON CONFLICT (kind, object_id) DO UPDATE SET {kept}",
    )
    index.document_count += len(wanted) - len(lengths)
    index.token_count += sum(sum(counts.values()) for counts in wanted.values()) - sum(lengths)
    if analysis.is_best():
        index.analyser = index.analyser or analysis.analyser_name()
    index.save()


def _read(tokens: set[str], readings: dict[str, analysis.Analysed]) -> set[str]:
    """Add the tokens' readings, from the cache where it knows them; returns those not final."""
    is_best = analysis.is_best()
    known = cached_tokens(tokens - readings.keys())
    readings.update({t: found for t, found in known.items() if found.is_final or not is_best})
    new = {token: analysis.analyse(token) for token in sorted(tokens - readings.keys())}
    save_tokens(new)
    readings.update(new)
    return {token for token in tokens if not readings[token].is_final}


def save_tokens(analysed: dict[str, analysis.Analysed]) -> None:
    """Keep what was found. Two processes may meet a token at once, a better reading wins."""
    rows = [TokenTerms(token=token, **analysed[token]._asdict()) for token in sorted(analysed)]
    TokenTerms.objects.bulk_create(
        [row for row in rows if row.is_final],
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["terms", "analyser", "is_final"],
        batch_size=BATCH,
    )
    TokenTerms.objects.bulk_create(
        [row for row in rows if not row.is_final],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
