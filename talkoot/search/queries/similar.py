"""Documents that speak of the same things: the best terms of one as a query. A suggestion only."""

import math
from array import array
from collections import Counter

from django.db.models import QuerySet

from talkoot.search import analysis
from talkoot.search.models import Document, Index, Posting, Term
from talkoot.search.queries import ranking
from talkoot.search.queries.words import QueryTerm, readings_of
from talkoot.search.statements import in_batches
from talkoot.search.weights import K1, frequencies

MOST_TERMS = 50
IMPACT_SCALE = 1000
MOST_TEXT_TOKENS = 400
# Keeps every term below the strict weight: here a single one that fits says nothing.
FAINT = 0.1


def similar_to(
    kind: str, object_id: int, *, limit: int = 5, allowed: QuerySet | None = None
) -> list[int]:
    """Objects most like the given one, best first and never itself; five queries at any size."""
    document = Document.objects.filter(kind=kind, object_id=object_id).only("term_ids").first()
    if document is None:
        return []
    term_ids = array("I", bytes(document.term_ids))
    impacts: dict[int, float] = {}
    for batch in in_batches(term_ids):
        rows = Posting.objects.filter(term_id__in=batch, object_id=object_id)
        impacts |= {
            pk: impact / IMPACT_SCALE for pk, impact in rows.values_list("term_id", "impact")
        }
    found = _alike(kind, impacts, {}, limit + 1, allowed)
    return [pk for pk in found if pk != object_id][:limit]


def similar_to_text(
    kind: str, text: str, *, limit: int = 5, allowed: QuerySet | None = None
) -> list[int]:
    """Objects most like a text that is being written; of a long one the first 400 words count."""
    counts = Counter(analysis.tokens(text)[:MOST_TEXT_TOKENS])
    found = frequencies(counts, readings_of(counts))
    saturated = {term: tf * (K1 + 1) / (tf + K1) for term, tf in found.items()}
    return _alike(kind, {}, saturated, limit, allowed)


def _alike(
    kind: str,
    by_id: dict[int, float],
    by_text: dict[str, float],
    limit: int,
    allowed: QuerySet | None,
) -> list[int]:
    total = Index.objects.filter(kind=kind).values_list("document_count", flat=True).first() or 0
    columns = ("pk", "text", "df", "champion_floor")
    weighed: list[tuple[float, QueryTerm]] = []
    for field, wanted in (("pk", by_id), ("text", by_text)):
        for batch in in_batches(list(wanted)):
            rows = Term.objects.filter(kind=kind, df__gt=0, **{f"{field}__in": batch})
            for pk, text, df, floor in rows.values_list(*columns):
                tf = by_id.get(pk) or by_text.get(text, 0.0)
                rarity = math.log(1 + (total - df + 0.5) / (df + 0.5))
                term = QueryTerm(pk, df, FAINT * tf, floor is not None)
                weighed.append((tf * rarity, term))
    weighed.sort(key=lambda pair: (-pair[0], pair[1].term_id))
    best = [term for _, term in weighed[:MOST_TERMS]]
    if not best:
        return []
    ranked = ranking.rank(best, total, allowed=allowed, among=None, limit=limit, offset=0)
    return ranked.ids
