"""Building an index anew beside a live site."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from talkoot.search.actions import Source, index_documents, remove_document
from talkoot.search.actions.champions import refresh_champions
from talkoot.search.models import Document, Index


class Counts(NamedTuple):
    """How many documents were indexed, and how many that are no more were taken away."""

    indexed: int
    removed: int


def reindex(kind: str, sources: Iterable[Source]) -> Counts:
    """Index every source anew and remove what is not among them.

    Each batch replaces its documents in a transaction of its own, so a search finds a document
    either as it was or as it is, and never an empty index. Not for use inside a transaction.
    """
    Index.objects.get_or_create(kind=kind)
    # Later ones are somebody else's, published meanwhile.
    held = set(Document.objects.filter(kind=kind).values_list("object_id", flat=True))
    seen: set[int] = set()

    def noted() -> Iterator[Source]:
        for source in sources:
            seen.add(source.object_id)
            yield source

    indexed = index_documents(kind, noted())
    gone = sorted(held - seen)
    for object_id in gone:
        remove_document(kind, object_id)
    refresh_champions(kind)
    return Counts(indexed, len(gone))
