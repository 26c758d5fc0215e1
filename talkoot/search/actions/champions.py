"""Champions: the best postings of frequent terms, so that a large index need not read the rest.

A term's champions are all of its postings whose impact reaches its floor. Writing and removing a
document keeps that true in the same transaction (postings.py); choosing the floor is done here,
by the worker, when the index has grown by a twentieth, and right after a bulk load by who loads.
"""

from collections import Counter

from django.db import connection, transaction
from django.db.models import Count

from talkoot.search.actions.postings import floors, locked_index
from talkoot.search.models import Champion, Index, Posting, Term
from talkoot.search.statements import in_batches

FEWEST_DOCUMENTS = 50_000
FEWEST_CHAMPIONS, MOST_CHAMPIONS = 1_000, 5_000
GROWTH = 0.05
AT_ONCE = 20
CHOSEN = """
INSERT INTO search_champion (term_id, object_id, impact)
SELECT term_id, object_id, impact FROM search_posting WHERE term_id = %s AND impact >= %s
"""


def refresh_champions(kind: str, *, fewest_documents: int = FEWEST_DOCUMENTS, most: int = 0) -> int:
    """Choose champions for the kind's frequent terms, and anew where a list has grown too long or
    too short; without many documents there are none. Returns how many terms were looked over.
    """
    total = Index.objects.values_list("document_count", flat=True).get(kind=kind)
    most = most or min(MOST_CHAMPIONS, max(FEWEST_CHAMPIONS, total // 200))
    wanted: set[int] = set()
    if total > fewest_documents:
        frequent = Term.objects.filter(kind=kind, df__gt=most).values_list("pk", flat=True)
        wanted = set(frequent)
    held = floors(kind)
    sizes = _sizes(set(held))
    fine = {pk for pk in held if pk in wanted and most // 2 <= sizes[pk] <= 2 * most}
    changed = sorted((wanted | held.keys()) - fine)
    for start in range(0, len(changed), AT_ONCE):
        with transaction.atomic():
            locked_index(kind)
            for term_id in changed[start : start + AT_ONCE]:
                _choose(term_id, most if term_id in wanted else 0)
    Index.objects.filter(kind=kind).update(championed_count=total)
    return len(changed)


def refresh_grown_champions() -> int:
    """The same for each kind whose number of documents has changed by a twentieth since."""
    count = 0
    for index in Index.objects.filter(document_count__gt=FEWEST_DOCUMENTS):
        change = abs(index.document_count - index.championed_count)
        if change > GROWTH * index.document_count:
            count += refresh_champions(index.kind)
    return count


def _sizes(term_ids: set[int]) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for batch in in_batches(term_ids):
        rows = Champion.objects.filter(term_id__in=batch).values("term_id").order_by()
        sizes.update(dict(rows.annotate(n=Count("*")).values_list("term_id", "n")))
    return sizes


def _choose(term_id: int, most: int) -> None:
    """Set the term's floor so that about `most` postings reach it; 0 takes its champions away."""
    Champion.objects.filter(term_id=term_id).delete()
    floor = _floor(term_id, most) if most else None
    Term.objects.filter(pk=term_id).update(champion_floor=floor)
    if floor is not None:
        with connection.cursor() as cursor:
            cursor.execute(CHOSEN, [term_id, floor])


def _floor(term_id: int, most: int) -> int | None:
    """The highest impact that `most` postings reach; many may share it, then the one above."""
    rows = Posting.objects.filter(term_id=term_id).values("impact").order_by("-impact")
    reached, above = 0, None
    for impact, count in rows.annotate(n=Count("*")).values_list("impact", "n"):
        if reached + count > 2 * most and reached >= most // 2:
            return above
        reached, above = reached + count, impact
        if reached >= most:
            break
    return above
