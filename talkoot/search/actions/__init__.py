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

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from talkoot.search import analysis, spelling
from talkoot.search.actions.postings import (
    Row,
    change_df,
    drop_postings,
    insert_postings,
    locked_index,
)
from talkoot.search.models import Document, Gram, Index, Term, TokenTerms
from talkoot.search.queries.words import cached_tokens
from talkoot.search.statements import in_batches

K1 = 1.2
B = 0.5
IMPACT_SCALE = 1000
KIND_WEIGHTS = {"lemma": 1.0, "compound": 0.7, "stem": 0.5, "part": 0.35, "base": 0.2}
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
        self.readings: dict[str, analysis.Analysed] = {}
        self.term_ids: dict[str, int] = {}
        self.spelt: set[str] = set()
        self.lemmas: set[str] = set()

    def trim(self) -> None:
        if max(len(self.readings), len(self.term_ids)) > MOST_REMEMBERED:
            self.readings.clear()
            self.term_ids.clear()
            self.spelt.clear()
            self.lemmas.clear()


def index_document(kind: str, object_id: int, *, title: str, body: str = "") -> None:
    """Index the object anew; what was known of it before is replaced."""
    index_documents(kind, [Source(object_id, title, body)])


def index_documents(kind: str, sources: Iterable[Source]) -> int:
    """Index many objects of a kind, each batch of 2000 in a transaction; returns how many.

    Inside a transaction of the caller everything stands or falls with it.
    """
    count, memory = 0, Memory()
    for batch in _chunks(sources):
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
    tokens = {token for counts in wanted.values() for token in counts}
    pending = _read(tokens, memory.readings)
    vectors = {object_id: _vector(counts, memory.readings) for object_id, counts in wanted.items()}
    changes = drop_postings(kind, wanted)
    _find_terms(kind, {text for vector in vectors.values() for text in vector}, memory)
    _note_spellings(kind, tokens, memory)
    postings = _postings(index, wanted, vectors, memory.term_ids)
    _save_documents(index, wanted, pending, postings)
    rows = [row for own in postings.values() for row in own]
    rows.sort()
    insert_postings(kind, rows)
    changes.update(row[0] for row in rows)
    change_df(changes)


def _postings(
    index: Index,
    wanted: dict[int, dict[str, int]],
    vectors: dict[int, dict[str, float]],
    term_ids: dict[str, int],
) -> dict[int, list[Row]]:
    """{object id: its rows of (term id, object id, impact)}."""
    average = (index.token_count + USUAL_LENGTH * USUAL_COUNT) / (
        index.document_count + USUAL_COUNT
    )
    found = {}
    for object_id, vector in vectors.items():
        norm = K1 * (1 - B + B * sum(wanted[object_id].values()) / average)
        found[object_id] = [
            (term_ids[text], object_id, max(1, round(IMPACT_SCALE * tf * (K1 + 1) / (tf + norm))))
            for text, tf in vector.items()
        ]
    return found


def _save_documents(
    index: Index,
    wanted: dict[int, dict[str, int]],
    pending: set[str],
    postings: dict[int, list[Row]],
) -> None:
    """Make the documents or bring them up to date, and the totals with them."""
    lengths: list[int] = []
    for batch in in_batches(wanted):
        held = Document.objects.filter(kind=index.kind, object_id__in=batch)
        lengths += held.values_list("length", flat=True)
    rows = [
        Document(
            kind=index.kind,
            object_id=object_id,
            tokens=counts,
            length=sum(counts.values()),
            is_pending=not pending.isdisjoint(counts),
            term_ids=array("I", [row[0] for row in postings[object_id]]).tobytes(),
        )
        for object_id, counts in wanted.items()
    ]
    Document.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["tokens", "length", "is_pending", "term_ids"],
        batch_size=BATCH,
    )
    index.document_count += len(rows) - len(lengths)
    index.token_count += sum(row.length for row in rows) - sum(lengths)
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


def _vector(counts: dict[str, int], readings: dict[str, analysis.Analysed]) -> dict[str, float]:
    """The document's terms with their weighted frequency."""
    vector: dict[str, float] = {}
    for token, count in counts.items():
        for text, kind in readings[token].terms:
            vector[text] = vector.get(text, 0.0) + count * KIND_WEIGHTS[kind]
    return vector


def _find_terms(kind: str, texts: set[str], memory: Memory) -> None:
    """Remember the ids of the terms; new ones are made."""
    for batch in in_batches(texts - memory.term_ids.keys()):
        rows = Term.objects.filter(kind=kind, text__in=batch)
        for text, pk, is_spelt, is_lemma in rows.values_list("text", "pk", "is_spelt", "is_lemma"):
            memory.term_ids[text] = pk
            if is_spelt:
                memory.spelt.add(text)
            if is_lemma:
                memory.lemmas.add(text)
    new = sorted(texts - memory.term_ids.keys())
    made = Term.objects.bulk_create([Term(kind=kind, text=text) for text in new], batch_size=BATCH)
    memory.term_ids.update({term.text: term.pk for term in made})


def _note_spellings(kind: str, tokens: set[str], memory: Memory) -> None:
    """Add to the trigrams' lists each term that a reading gives as more than a stem."""
    pairs = {pair for token in tokens for pair in memory.readings[token].terms}
    lemmas = {text for text, how in pairs if how == "lemma"}
    _mark(lemmas - memory.lemmas, memory, is_lemma=True)
    memory.lemmas |= lemmas
    spelt = {text for text, how in pairs if how != "stem"}
    new = sorted(spelt - memory.spelt)
    _mark(new, memory, is_spelt=True)
    memory.spelt |= spelt
    lists = spelling.pack({text: memory.term_ids[text] for text in new})
    for batch in in_batches(lists):
        for row in Gram.objects.filter(kind=kind, text__in=batch):
            lists[row.text] = array("Q", row.packed) + lists[row.text]
    Gram.objects.bulk_create(
        [Gram(kind=kind, text=gram, packed=packed.tobytes()) for gram, packed in lists.items()],
        update_conflicts=True,
        unique_fields=["kind", "text"],
        update_fields=["packed"],
        batch_size=BATCH,
    )


def _mark(texts: Collection[str], memory: Memory, **marks: bool) -> None:
    for batch in in_batches([memory.term_ids[text] for text in texts]):
        Term.objects.filter(pk__in=batch).update(**marks)
