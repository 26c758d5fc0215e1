"""Which documents the terms find and in which order; the same sums on every database.

Every posting of the terms is read, unless one of them has champions (actions/champions.py), as
frequent terms have above 50 000 documents. Then the champions and all postings of the rarer terms
give 400 candidates, and these are scored exactly. Whatever else matches strictly follows them,
newest first, as far as it is counted.

Weights and impacts are whole numbers, so both databases sum to the same score; ties go by object.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from talkoot.search.queries.words import STRICT, QueryTerm, strict_terms
from talkoot.search.statements import list_of, marks, numbers, rows_of, united

WEIGHT_SCALE = 1000
CANDIDATES = 400
# With champions, strict matches are counted from this many postings, the newest of each term;
# where there are more, a count says "at least".
MOST_READ = 25_000
# Fewer than these among the candidates, and what a filter leaves is scored by itself.
FEW = 20
MOST_SCORED = 2_000

EVERY = """
WITH query (term_id, weight, is_strict) AS (VALUES {values}),
hits AS MATERIALIZED (
    SELECT posting.object_id, SUM(query.weight * posting.impact) AS score,
           MAX(query.is_strict) AS is_strict
    FROM query CROSS JOIN search_posting AS posting
    WHERE posting.term_id = query.term_id
    GROUP BY posting.object_id
),
allowed AS {allowed},
best AS (
    SELECT * FROM allowed ORDER BY is_strict DESC, score DESC, object_id LIMIT %s OFFSET %s
)
SELECT {ids}, (SELECT COUNT(*) FROM allowed), (SELECT SUM(is_strict) FROM allowed)
FROM (SELECT * FROM best ORDER BY is_strict DESC, score DESC, object_id) AS ranked
"""  # SQLite takes the tables of a CROSS JOIN in the order written
EVERY_HIT = "(SELECT * FROM hits)"
# One look-up by primary key for each hit; a list of everything allowed would cost more.
ALLOWED_HITS = "MATERIALIZED (SELECT hits.* FROM hits WHERE EXISTS ({inner}))"

BEST = """
WITH query (term_id, weight, is_strict, is_championed) AS (VALUES {values}),
near AS MATERIALIZED (
    SELECT object_id, SUM(score) AS score, SUM(sure) AS sure, MAX(is_strict) AS is_strict FROM (
        SELECT held.object_id, query.weight * held.impact AS score, 0 AS sure, query.is_strict
        FROM query CROSS JOIN search_champion AS held
        WHERE query.is_championed = 1 AND held.term_id = query.term_id
        UNION ALL
        SELECT held.object_id, query.weight * held.impact, query.weight * held.impact,
               query.is_strict
        FROM query CROSS JOIN search_posting AS held
        WHERE query.is_championed = 0 AND held.term_id = query.term_id
    ) AS found GROUP BY object_id
),
candidates AS MATERIALIZED (
    SELECT object_id, sure, is_strict FROM near {allowed}
    ORDER BY is_strict DESC, score DESC, object_id LIMIT {most}
),
looked AS (
    SELECT held.object_id, SUM(query.weight * held.impact) AS score,
           MAX(query.is_strict) AS is_strict
    FROM candidates CROSS JOIN query CROSS JOIN search_posting AS held
    WHERE query.is_championed = 1 AND held.term_id = query.term_id
        AND held.object_id = candidates.object_id
    GROUP BY held.object_id
)
SELECT candidates.object_id, candidates.sure + COALESCE(looked.score, 0) AS total,
       CASE WHEN looked.is_strict > candidates.is_strict THEN looked.is_strict
            ELSE candidates.is_strict END AS is_strict
FROM candidates LEFT JOIN looked ON looked.object_id = candidates.object_id
ORDER BY is_strict DESC, total DESC, candidates.object_id
"""
SCORED = """
WITH query (term_id, weight) AS (VALUES {values})
SELECT held.object_id, SUM(query.weight * held.impact) AS score
FROM query CROSS JOIN search_posting AS held
WHERE held.term_id = query.term_id AND held.object_id IN ({ids})
GROUP BY held.object_id ORDER BY score DESC, held.object_id
"""
NEWEST = """
SELECT {ids} FROM (
    SELECT object_id FROM search_posting WHERE term_id = %s ORDER BY object_id DESC LIMIT %s
) AS newest {allowed}
"""


class Ranked(NamedTuple):
    """A page of object ids, how many there are in all and strictly, and whether that is all."""

    ids: list[int]
    hit_count: int
    strict_count: int
    is_exact: bool = True
    strict_ids: "array[int] | None" = None


NOTHING = Ranked([], 0, 0)


def rank(
    terms: Collection[QueryTerm],
    total: int,
    *,
    allowed: QuerySet | None,
    among: Container[int] | None,
    limit: int,
    offset: int,
) -> Ranked:
    """The page of what matches the terms in an index of `total` documents; one or two queries."""
    try:
        inner = None if allowed is None else _allowed_one(allowed)
    except EmptyResultSet:  # Django knows without asking that nothing is allowed
        return NOTHING
    if any(term.is_championed for term in terms):
        return _rank_best(terms, total, inner, among, limit, offset)
    if among is None:
        return _rank_every(terms, total, inner, limit, offset)
    whole = _rank_every(terms, total, inner, total, 0)
    strict = [pk for pk in whole.ids[: whole.strict_count] if pk in among]
    ids = strict + [pk for pk in whole.ids[whole.strict_count :] if pk in among]
    return Ranked(ids[offset : offset + limit], len(ids), len(strict))


def strict_matches(
    terms: Iterable[QueryTerm], inner: tuple[str, tuple] | None = None
) -> tuple["array[int]", bool]:
    """Ids of the objects that match a strict term, ascending, and whether these are all."""
    strict = strict_terms(terms)
    if not strict:
        return array("L"), True
    most = max(term.df for term in strict)
    is_exact = True
    if any(term.is_championed for term in strict):
        most, is_exact = _most_of_each([term.df for term in strict])
    allowed, more = "", ()
    if inner:
        allowed, more = f"WHERE EXISTS ({inner[0].replace(HIT, 'newest.object_id')})", inner[1]
    each = NEWEST.format(ids=list_of("object_id"), allowed=allowed)
    values = [value for term in strict for value in (term.term_id, most, *more)]
    lists = rows_of(" UNION ALL ".join([each] * len(strict)), values)
    return united(gathered for (gathered,) in lists), is_exact


def _most_of_each(frequencies: list[int]) -> tuple[int, bool]:
    """How many postings of each term can be read, the rarer ones wholly; and whether all can."""
    left = MOST_READ
    for position, df in enumerate(sorted(frequencies)):
        share = left // (len(frequencies) - position)
        if df > share:
            return share, False
        left -= df
    return max(frequencies), True


HIT = "hits.object_id"


def _allowed_one(allowed: QuerySet) -> tuple[str, tuple]:
    """SQL that looks one hit up in the queryset, and its values."""
    this_one = allowed.order_by().filter(pk=RawSQL("hits.object_id", []))
    inner, values = this_one.values("pk").query.sql_with_params()
    return inner, tuple(values)


def _weights(terms: Iterable[QueryTerm], total: int) -> list[tuple[int, int, int, int]]:
    """(term id, weight, is strict, is championed) of each term."""
    rows = []
    for term in terms:
        rarity = math.log(1 + (total - term.df + 0.5) / (term.df + 0.5))
        weight = max(1, round(WEIGHT_SCALE * term.weight * rarity))
        rows.append((term.term_id, weight, int(term.weight >= STRICT), int(term.is_championed)))
    return rows


def _rank_every(
    terms: Iterable[QueryTerm],
    total: int,
    inner: tuple[str, tuple] | None,
    limit: int,
    offset: int,
) -> Ranked:
    weights = [row[:3] for row in _weights(terms, total)]
    condition = ALLOWED_HITS.format(inner=inner[0]) if inner else EVERY_HIT
    values = ", ".join(["(%s, %s, %s)"] * len(weights))
    sql = EVERY.format(values=values, allowed=condition, ids=list_of("object_id"))
    flat = [number for row in weights for number in row]
    [[gathered, count, strict]] = rows_of(sql, [*flat, *(inner[1] if inner else ()), limit, offset])
    return Ranked(list(numbers(gathered)), count, int(strict or 0))


def _rank_best(
    terms: Collection[QueryTerm],
    total: int,
    inner: tuple[str, tuple] | None,
    among: Container[int] | None,
    limit: int,
    offset: int,
) -> Ranked:
    weights = _weights(terms, total)
    allowed = f"WHERE EXISTS ({inner[0].replace(HIT, 'near.object_id')})" if inner else ""
    sql = BEST.format(
        values=", ".join(["(%s, %s, %s, %s)"] * len(weights)), allowed=allowed, most=CANDIDATES
    )
    flat = [number for row in weights for number in row]
    rows = rows_of(sql, [*flat, *(inner[1] if inner else ())])
    every, is_exact = strict_matches(terms, inner)
    strict = every
    if among is not None:
        rows = [row for row in rows if row[0] in among]
        strict = array("L", (pk for pk in every if pk in among))
    best = [row[0] for row in rows if row[2]]
    if len(best) < FEW and len(best) < len(strict):
        best = _scored(weights, strict[-MOST_SCORED:])
    fuzzy = [row[0] for row in rows if not row[2]]
    # What is counted may end before the best ones do.
    count = len(strict) + sum(1 for pk in best if not _holds(strict, pk))
    ids = best
    if offset + limit > len(best) and len(best) < count:
        ranked = set(best)
        ids = best + [pk for pk in reversed(strict) if pk not in ranked]
    page = (ids + fuzzy)[offset : offset + limit]
    return Ranked(page, count + len(fuzzy), count, is_exact, None if inner else every)


def _holds(ascending: "array[int]", number: int) -> bool:
    place = bisect_left(ascending, number)
    return place < len(ascending) and ascending[place] == number


def _scored(weights: list[tuple[int, int, int, int]], object_ids: Collection[int]) -> list[int]:
    """The objects by their exact scores, best first."""
    values = ", ".join(["(%s, %s)"] * len(weights))
    sql = SCORED.format(values=values, ids=marks(object_ids))
    flat = [number for row in weights for number in row[:2]]
    return [row[0] for row in rows_of(sql, [*flat, *object_ids])]
