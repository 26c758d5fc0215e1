"""Writes to the search index, each in the caller's transaction.

A domain app indexes what may be found and removes what no longer may:

    index_document("practice", practice.pk, title=practice.title, body=text)
    remove_document("practice", practice.pk)
    with deep_analysis():                       # only in commands and the worker
        index_documents([Source("practice", 1, title, body), …])

The title counts double. A page indexes with what it knows (the token cache, stems for new
words); the worker completes it. `remember_tokens(result.unknown)` after a search lets the worker
look at words that no document has had.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F

from talkoot.search import analysis
from talkoot.search.models import (
    Document,
    DocumentTokens,
    IndexState,
    Posting,
    Term,
    TermGram,
    TokenTerms,
)
from talkoot.search.queries import cached_tokens, in_batches

K1 = 1.2
B = 0.5
IMPACT_SCALE = 1000
KIND_WEIGHTS = {"lemma": 1.0, "compound": 0.7, "stem": 0.5, "part": 0.35, "base": 0.2}
BATCH = 500
# The average length starts as if this many documents of this length had been there.
USUAL_LENGTH, USUAL_COUNT = 100, 20
MOST_PENDING = 1000
POSTING_COLUMNS = '"search_posting" ("term_id", "document_id", "impact")'


class Source(NamedTuple):
    """What is to be found: the object's name in the index and its words."""

    kind: str
    object_id: int
    title: str
    body: str = ""


def index_document(kind: str, object_id: int, *, title: str, body: str = "") -> None:
    """Index the object anew; what was known of it before is replaced."""
    index_documents([Source(kind, object_id, title, body)])


def index_documents(sources: Iterable[Source]) -> int:
    """Index many objects in batches, each batch in a transaction; returns how many.

    Inside a transaction of the caller everything stands or falls with it.
    """
    count = 0
    for batch in _chunks(sources):
        wanted = {(source.kind, source.object_id): _token_counts(source) for source in batch}
        _write(wanted)
        count += len(batch)
    return count


@transaction.atomic
def remove_document(kind: str, object_id: int) -> None:
    """Take the object off the index; one that is not there is no error."""
    state = _locked_state()
    document = Document.objects.filter(kind=kind, object_id=object_id).first()
    if document:
        state.document_count -= 1
        state.token_count -= document.length
        state.save(update_fields=["document_count", "token_count"])
        _change_df(_drop_postings([document.pk]))
        document.delete()


def remember_tokens(unknown: Collection[str]) -> None:
    """Let the worker analyse words that a search met first; does nothing while many wait."""
    if unknown and TokenTerms.objects.filter(is_final=False).count() < MOST_PENDING:
        _save_tokens({token: analysis.analyse(token) for token in unknown})


@transaction.atomic
def index_pending_documents(limit: int) -> int:
    """Build the postings of waiting documents again from their stored tokens; returns how many."""
    _locked_state()
    pending = Document.objects.filter(is_pending=True).order_by("pk")[:limit]
    rows = DocumentTokens.objects.filter(document__in=[row.pk for row in pending])
    _write(
        {
            (row.document.kind, row.document.object_id): row.tokens
            for row in rows.select_related("document")
        }
    )
    return len(pending)


def analyse_tokens(limit: int) -> int:
    """Read waiting tokens with the best analyser that this process may use; returns how many."""
    waiting = TokenTerms.objects.filter(is_final=False).order_by("pk")
    tokens = list(waiting.values_list("token", flat=True)[:limit])
    _save_tokens({token: analysis.analyse(token) for token in tokens})
    return len(tokens)


@transaction.atomic
def adopt_analyser(name: str) -> None:
    """Note which analyser builds the index; after a change everything waits to be read anew."""
    state = _locked_state()
    if state.analyser != name:
        TokenTerms.objects.exclude(analyser=name).update(is_final=False)
        Document.objects.update(is_pending=True)
        IndexState.objects.filter(pk=state.pk).update(analyser=name)


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    rest = iter(sources)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _locked_state() -> IndexState:
    """One writer at a time, so that totals stay right and term rows are never locked crosswise."""
    IndexState.objects.get_or_create(pk=1)
    return IndexState.objects.select_for_update().get(pk=1)


def _token_counts(source: Source) -> Counter[str]:
    counts = Counter(analysis.tokens(source.body))
    for token in analysis.tokens(source.title):
        counts[token] += 2
    return counts


@transaction.atomic
def _write(wanted: dict[tuple[str, int], dict[str, int]]) -> None:
    """Replace the postings of the given documents and keep df and the totals right."""
    state = _locked_state()
    readings, pending = _readings({token for counts in wanted.values() for token in counts})
    documents = _documents(wanted, pending, state)
    ids = [document.pk for document in documents.values()]
    changes = _drop_postings(ids)
    DocumentTokens.objects.filter(document__in=ids).delete()
    DocumentTokens.objects.bulk_create(
        [DocumentTokens(document=documents[key], tokens=counts) for key, counts in wanted.items()]
    )
    vectors = {documents[key]: _vector(counts, readings) for key, counts in wanted.items()}
    term_ids = _term_ids({text for vector in vectors.values() for text in vector})
    average = (state.token_count + USUAL_LENGTH * USUAL_COUNT) / (
        state.document_count + USUAL_COUNT
    )
    rows = []
    for document, vector in vectors.items():
        norm = K1 * (1 - B + B * document.length / average)
        for text, tf in vector.items():
            changes[term_ids[text]] += 1
            impact = round(IMPACT_SCALE * tf * (K1 + 1) / (tf + norm))
            rows.append((term_ids[text], document.pk, max(1, impact)))
    _insert_postings(rows)
    _change_df(changes)


def _documents(
    wanted: dict[tuple[str, int], dict[str, int]], pending: set[str], state: IndexState
) -> dict[tuple[str, int], Document]:
    """Rows of the documents, made or brought up to date, and the totals with them."""
    kinds, object_ids = {kind for kind, _ in wanted}, {object_id for _, object_id in wanted}
    found = Document.objects.filter(kind__in=kinds, object_id__in=object_ids)
    old = {(row.kind, row.object_id): row for row in found}
    for key, counts in wanted.items():
        row = old.get(key) or Document(kind=key[0], object_id=key[1], length=0)
        state.document_count += row.pk is None
        length = sum(counts.values())
        state.token_count += length - row.length
        row.length, row.is_pending = length, not pending.isdisjoint(counts)
        old[key] = row
    if analysis.is_best():
        state.analyser = state.analyser or analysis.analyser_name()
    rows = {key: old[key] for key in wanted}
    Document.objects.bulk_update(
        [row for row in rows.values() if row.pk], ["length", "is_pending"], batch_size=BATCH
    )
    made = Document.objects.bulk_create([row for row in rows.values() if row.pk is None])
    rows.update({(row.kind, row.object_id): row for row in made})
    state.save()
    return rows


def _readings(tokens: set[str]) -> tuple[dict[str, analysis.Terms], set[str]]:
    """The tokens' terms, from the cache where it knows them, and which ones are not final."""
    is_best = analysis.is_best()
    known = {
        token: analysed
        for token, analysed in cached_tokens(tokens).items()
        if analysed.is_final or not is_best
    }
    new = {token: analysis.analyse(token) for token in sorted(tokens - known.keys())}
    _save_tokens(new)
    known.update(new)
    terms = {token: analysed.terms for token, analysed in known.items()}
    return terms, {token for token, analysed in known.items() if not analysed.is_final}


def _save_tokens(analysed: dict[str, analysis.Analysed]) -> None:
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


def _vector(counts: dict[str, int], readings: dict[str, analysis.Terms]) -> dict[str, float]:
    """The document's terms with their weighted frequency."""
    vector: dict[str, float] = {}
    for token, count in counts.items():
        for text, kind in readings[token]:
            vector[text] = vector.get(text, 0.0) + count * KIND_WEIGHTS[kind]
    return vector


def _term_ids(texts: set[str]) -> dict[str, int]:
    """Ids of the terms; new ones come with their trigrams."""
    ids: dict[str, int] = {}
    for batch in in_batches(texts):
        ids.update(Term.objects.filter(text__in=batch).values_list("text", "pk"))
    grams = {text: analysis.grams(text) for text in sorted(texts - ids.keys())}
    made = Term.objects.bulk_create(
        [Term(text=text, gram_count=len(found)) for text, found in grams.items()],
        batch_size=BATCH,
    )
    ids.update({term.text: term.pk for term in made})
    TermGram.objects.bulk_create(
        [TermGram(gram=gram, term_id=ids[t]) for t, found in grams.items() for gram in found],
        batch_size=BATCH,
    )
    return ids


def _drop_postings(document_ids: list[int]) -> Counter[int]:
    """Delete the documents' postings; returns the change of df by term."""
    held = Posting.objects.filter(document_id__in=document_ids)
    changes: Counter[int] = Counter()
    changes.subtract(held.values_list("term_id", flat=True))
    if changes:
        held.delete()
    return changes


def _change_df(changes: Counter[int]) -> None:
    by_change: dict[int, list[int]] = {}
    for term_id, change in changes.items():
        if change:
            by_change.setdefault(change, []).append(term_id)
    for change, term_ids in by_change.items():
        for batch in in_batches(term_ids):
            Term.objects.filter(pk__in=batch).update(df=F("df") + change)


def _insert_postings(rows: list[tuple[Any, ...]]) -> None:
    """A bulk_create without model objects; postings outnumber everything else by far."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {POSTING_COLUMNS} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            insert = f"INSERT INTO {POSTING_COLUMNS} VALUES (%s, %s, %s)"  # noqa: S608
            cursor.executemany(insert, sorted(rows))
