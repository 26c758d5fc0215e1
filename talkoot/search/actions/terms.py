"""The terms of a kind's index: found, made, marked; the caller holds the index's row."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Set
from itertools import chain

from talkoot.search import spelling
from talkoot.search.models import Term
from talkoot.search.statements import in_batches, insert_rows, marks, rows_of

HELD = "SELECT text, id, is_lemma, is_spelt FROM search_term WHERE kind = %s AND text IN ({texts})"
GRAMS = "SELECT text, packed FROM search_gram WHERE kind = %s AND text IN ({texts})"
COLUMNS = "(kind, text, df, is_spelt, is_lemma)"


def found_terms(kind: str, pairs: Set[tuple[str, str]]) -> dict[str, int]:
    """{text: term id} of the (text, how) pairs of readings; new terms are made.

    What some reading gives as a base form may be suggested from now on, and what one gives as
    more than a stem is found by its spelling.
    """
    lemmas = {text for text, how in pairs if how == "lemma"}
    spelt = {text for text, how in pairs if how != "stem"}
    texts = {text for text, _how in pairs}
    held = {text: row for text, *row in _read(kind, texts)}
    ids = {text: term_id for text, (term_id, _lemma, _spelt) in held.items()}
    _mark([ids[t] for t in sorted(held) if t in lemmas and not held[t][1]], is_lemma=True)
    _mark([ids[t] for t in sorted(held) if t in spelt and not held[t][2]], is_spelt=True)
    new = sorted(texts - held.keys())
    ids |= _made(kind, [(text, text in spelt, text in lemmas) for text in new])
    unspelt = (text for text in sorted(spelt) if text not in held or not held[text][2])
    _note_spellings(kind, {text: ids[text] for text in unspelt})
    return ids


def _made(kind: str, new: list[tuple[str, bool, bool]]) -> dict[str, int]:
    """A large import makes terms by the hundred thousand."""
    rows = ((kind, text, 0, is_spelt, is_lemma) for text, is_spelt, is_lemma in new)
    insert_rows(f"search_term {COLUMNS}", 5, chain.from_iterable(rows))
    return {text: term_id for text, term_id, *_marks in _read(kind, [row[0] for row in new])}


def _read(kind: str, texts: Collection[str]) -> Iterator[tuple]:
    """(text, term id, is a base form, is spelt) of those that the index has."""
    for batch in in_batches(texts):
        yield from rows_of(HELD.format(texts=marks(batch)), [kind, *batch])


def _note_spellings(kind: str, term_ids: dict[str, int]) -> None:
    """Add the terms to the lists of their trigrams."""
    lists = spelling.pack(term_ids)
    for batch in in_batches(lists):
        for gram, packed in rows_of(GRAMS.format(texts=marks(batch)), [kind, *batch]):
            lists[gram] = array("Q", packed) + lists[gram]
    rows = ((kind, gram, packed.tobytes()) for gram, packed in lists.items())
    kept = "ON CONFLICT (kind, text) DO UPDATE SET packed = excluded.packed"
    insert_rows("search_gram (kind, text, packed)", 3, chain.from_iterable(rows), kept)


def _mark(term_ids: Iterable[int], **values: bool) -> None:
    for batch in in_batches(list(term_ids)):
        Term.objects.filter(pk__in=batch).update(**values)
