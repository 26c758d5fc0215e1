"""Writes of postings, champions and document frequencies; the caller holds the index's row."""

import gc
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice, repeat

from django.db import connection

from talkoot.search.models import Document, Index, Term
from talkoot.search.statements import in_batches, insert_rows

LINES = 10_000
COLUMNS = '("term_id", "object_id", "impact")'
GONE = """
DELETE FROM {table} AS held USING UNNEST(%s::int[], %s::int[]) AS gone (term_id, object_id)
WHERE held.term_id = gone.term_id AND held.object_id = gone.object_id
"""
CHANGED = """
UPDATE search_term SET df = df + changed.by FROM UNNEST(%s::bigint[], %s::int[]) AS changed (id, by)
WHERE search_term.id = changed.id
"""


Key = tuple[int, int]  # term id, object id
Pairs = list[tuple[int, int]]  # (object id, impact) of a term's postings, by object


def locked_index(kind: str) -> Index:
    """One writer at a time, so that totals stay right and term rows are never locked crosswise."""
    Index.objects.get_or_create(kind=kind)
    return Index.objects.select_for_update().get(kind=kind)


@contextmanager
def room_for_many(are_many: bool) -> Iterator[None]:
    """Let SQLite hold the places that many postings go to, as far as 32 MB hold them.

    Rows by the hundred thousand hold no cycles, so nobody looks for them meanwhile: a sixth of
    the work.
    """
    widen = are_many and connection.vendor == "sqlite"
    collects = are_many and gc.isenabled()
    with connection.cursor() as cursor:
        if widen:
            cursor.execute("PRAGMA cache_size")
            [usual] = cursor.fetchone()
            cursor.execute("PRAGMA cache_size = -32768")
        if collects:
            gc.disable()
        try:
            yield
        finally:
            if collects:
                gc.enable()
            if widen:
                cursor.execute(f"PRAGMA cache_size = {int(usual)}")


def drop_postings(kind: str, object_ids: Collection[int]) -> Counter[int]:
    """Delete the objects' postings; returns the change of df by term."""
    keys: list[Key] = []
    for batch in in_batches(object_ids):
        held = Document.objects.filter(kind=kind, object_id__in=batch).exclude(term_ids=b"")
        for object_id, packed in held.values_list("object_id", "term_ids"):
            keys += [(term_id, object_id) for term_id in array("I", bytes(packed))]
    changes: Counter[int] = Counter()
    if keys:
        keys.sort()
        _delete("search_posting", keys)
        championed = floors(kind)
        _delete("search_champion", [key for key in keys if key[0] in championed])
        changes.subtract(term_id for term_id, _ in keys)
    return changes


def floors(kind: str) -> dict[int, int]:
    """{term id: the impact from which its postings are champions} of the frequent terms."""
    held = Term.objects.filter(kind=kind, champion_floor__isnull=False)
    pairs = held.values_list("pk", "champion_floor")
    return {term_id: floor for term_id, floor in pairs if floor is not None}


def change_df(changes: Counter[int]) -> None:
    """Add the changes to the terms' document frequencies."""
    changed = [(term_id, change) for term_id, change in sorted(changes.items()) if change]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(CHANGED, [[row[0] for row in changed], [row[1] for row in changed]])
        return
    with connection.cursor() as cursor:
        one = "UPDATE search_term SET df = df + %s WHERE id = %s"
        cursor.executemany(one, [(change, term_id) for term_id, change in changed])


def _delete(table: str, keys: list[Key]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = GONE.format(table=table)
            cursor.execute(statement, [[key[0] for key in keys], [key[1] for key in keys]])
        else:
            one = f"DELETE FROM {table} WHERE term_id = %s AND object_id = %s"  # noqa: S608
            cursor.executemany(one, keys)


def insert_postings(kind: str, pairs: Mapping[int, Pairs]) -> None:
    """Add each term's postings; those of champions' impact to the champions too."""
    # In the order of the key, so that neighbours are written together.
    _insert("search_posting", ((term_id, pairs[term_id]) for term_id in sorted(pairs)))
    for term_id, floor in floors(kind).items():
        champions = [pair for pair in pairs.get(term_id, ()) if pair[1] >= floor]
        if champions:
            _insert("search_champion", [(term_id, champions)])


def _insert(table: str, terms: Iterable[tuple[int, Pairs]]) -> None:
    """Postings outnumber everything else by far, so no row is made an object of its own."""
    joined = chain.from_iterable(zip(repeat((term_id,)), pairs) for term_id, pairs in terms)
    if connection.vendor != "postgresql":
        insert_rows(f"{table} {COLUMNS}", 3, chain.from_iterable(chain.from_iterable(joined)))
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} {COLUMNS} FROM STDIN") as copy,
    ):
        rows = (f"{term_id}\t{pk}\t{impact}\n" for (term_id,), (pk, impact) in joined)
        while lines := "".join(islice(rows, LINES)):
            copy.write(lines)
