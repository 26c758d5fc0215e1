"""Which documents the terms find, and in which order.

Every posting of the terms is read, unless one of them has champions (actions/champions.py), as
frequent terms have in a large index. Then the champions and all postings of the rarer terms give
400 candidates, and these are scored exactly. Whatever else matches strictly follows them, newest
first, as far as it is counted.

A database hands out the postings of a term as one text; sums and order are made of whole numbers
here, so they are the same on every database. Ties go by object.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from heapq import nsmallest
from itertools import compress
from operator import not_
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from talkoot.search.bits import bits_of, ids_of, members_of
from talkoot.search.queries.words import QueryTerm, strict_terms
from talkoot.search.statements import list_of, numbers, one_of, rows_of

WEIGHT_SCALE = 1000
CANDIDATES = 400
# With champions, strict matches are counted from this many postings, the newest of each term;
# where there are more, a count says "at least".
MOST_READ = 25_000
# Fewer than these among the candidates, and what a filter leaves is scored by itself.
FEW = 20
MOST_SCORED = 2_000
# An object and its impact travel as one number, and so do a score and its object to be sorted.
IMPACT_BITS, OBJECT_BITS = 12, 32
IMPACT, OBJECT = (1 << IMPACT_BITS) - 1, (1 << OBJECT_BITS) - 1

# Term by term: as a group of them all, PostgreSQL would start a worker for thousands of postings.
HELD = """
SELECT column1, (SELECT {held} FROM search_{table} AS hits WHERE term_id = column1 {condition})
FROM (VALUES {terms}) AS asked
"""
BELOW = "AND impact < (SELECT champion_floor FROM search_term WHERE id = column1)"
NEWEST = """
SELECT 0, {ids} FROM (
    SELECT object_id FROM search_posting WHERE term_id = %s ORDER BY object_id DESC LIMIT %s
) AS hits WHERE 0 = 0 {condition}
"""
HIT = "hits.object_id"


class Ranked(NamedTuple):
    """A page of object ids, how many there are in all and strictly, and whether that is all.

    `strict` are the strict matches as bits, before `among` narrows them.
    """

    ids: list[int]
    hit_count: int
    strict_count: int
    is_exact: bool = True
    strict: int = 0


NOTHING = Ranked([], 0, 0)


class Sql(NamedTuple):
    """A piece of a statement and its values."""

    text: str = ""
    values: tuple = ()


class Hits:
    """What the postings read so far tell: scores by object, and the strict matches as bits."""

    def __init__(self, terms: Collection[QueryTerm], total: int) -> None:
        self.weights = {term.term_id: _weight(term, total) for term in terms}
        self.strict_terms = {term.term_id for term in strict_terms(terms)}
        self.scores: defaultdict[int, int] = defaultdict(int)
        self.objects: dict[int, list[int]] = {}
        self.strict = 0

    def read(self, *parts: Sql) -> None:
        """Add what the postings give to the scores of their objects."""
        wanted = [part for part in parts if part.text]
        if not wanted:
            return
        sql = " UNION ALL ".join(part.text for part in wanted)
        scores = self.scores
        strict: list[int] = []
        for term_id, gathered in rows_of(sql, [v for part in wanted for v in part.values]):
            objects = found = numbers(gathered)
            if term_id:
                weight = self.weights[term_id]
                objects = self.objects[term_id] = [number >> IMPACT_BITS for number in found]
                for pk, number in zip(objects, found, strict=True):
                    scores[pk] += weight * (number & IMPACT)
            if not term_id or term_id in self.strict_terms:
                strict += objects
        self.strict |= bits_of(strict)

    def keep(self, among: int) -> None:
        """Forget the scores of the others; `strict` stays as it is."""
        self.scores = defaultdict(
            int, compress(self.scores.items(), members_of(among, self.scores))
        )

    def keep_only(self, ids: Iterable[int]) -> None:
        """The same with a list of objects, all of which have scores."""
        self.scores = defaultdict(int, {pk: self.scores[pk] for pk in ids})

    def best(self, most: int) -> tuple[list[int], list[int]]:
        """The strict and the other objects with the highest scores, `most` in all."""
        is_strict = members_of(self.strict, self.scores)
        best = _highest(compress(self.scores.items(), is_strict), most)
        left = most - len(best)
        if not left:
            return best, []
        return best, _highest(compress(self.scores.items(), map(not_, is_strict)), left)


def _highest(scores: Iterable[tuple[int, int]], most: int) -> list[int]:
    keys = nsmallest(most, [pk - (score << OBJECT_BITS) for pk, score in scores])
    return [key & OBJECT for key in keys]


def rank(
    terms: Collection[QueryTerm],
    total: int,
    *,
    allowed: QuerySet | None,
    among: int | None,
    limit: int,
    offset: int,
) -> Ranked:
    """The page of what matches the terms in an index of `total` documents.

    One query, or two or three where terms have champions.
    """
    try:
        condition = Sql() if allowed is None else _allowed_one(allowed)
    except EmptyResultSet:  # Django knows without asking that nothing is allowed
        return NOTHING
    hits = Hits(terms, total)
    frequent = [term.term_id for term in terms if term.is_championed]
    rare = [term.term_id for term in terms if not term.is_championed]
    newest, is_exact = _newest(terms, condition)
    hits.read(_held("posting", rare, condition), _held("champion", frequent, condition), *newest)
    if among is not None:
        hits.keep(among)
    need = offset + limit
    if frequent:
        ids, fuzzy = _looked_at(hits, frequent, among)
    else:
        ids, fuzzy = hits.best(need)
    strict = hits.strict if among is None else hits.strict & among
    count = strict.bit_count()
    hit_count = count + len(fuzzy) if frequent else len(hits.scores)
    if len(ids) < min(need, count):
        ids += list(ids_of(strict & ~bits_of(ids)))[::-1]
    page = (ids + fuzzy)[offset:need]
    return Ranked(page, hit_count, count, is_exact, hits.strict)


def _looked_at(hits: Hits, frequent: list[int], among: int | None) -> tuple[list[int], list[int]]:
    """The candidates by their exact scores, the strict ones and the others."""
    best, fuzzy = hits.best(CANDIDATES)
    hits.keep_only([*best, *fuzzy])
    hits.read(*_below(hits, frequent))
    best, fuzzy = hits.best(CANDIDATES)
    strict = hits.strict if among is None else hits.strict & among
    if len(best) < FEW and len(best) < strict.bit_count():
        hits.scores.clear()
        newest = list(ids_of(strict))[-MOST_SCORED:]
        hits.read(_held("posting", list(hits.weights), _one_of(newest)))
        best, _none = hits.best(MOST_SCORED)
    return best, fuzzy


def _below(hits: Hits, frequent: list[int]) -> Iterator[Sql]:
    """Postings of the candidates that are no champions of the term; each is a page to be read."""
    for term_id in frequent:
        rest = hits.scores.keys() - hits.objects.get(term_id, ())
        if rest:
            yield _held("posting", [term_id], _one_of(rest), Sql(BELOW))


def _held(table: str, term_ids: Collection[int], *conditions: Sql) -> Sql:
    """The postings or champions of the terms, nothing without terms."""
    if not term_ids:
        return Sql()
    text = HELD.format(
        held=list_of(f"object_id * CAST({1 << IMPACT_BITS} AS bigint) + impact"),
        table=table,
        terms=", ".join(["(%s)"] * len(term_ids)),
        condition=" ".join(condition.text for condition in conditions),
    )
    return Sql(text, (*(v for condition in conditions for v in condition.values), *term_ids))


def _one_of(object_ids: Collection[int]) -> Sql:
    return Sql(f"AND {one_of(HIT, object_ids)}")


def _allowed_one(allowed: QuerySet) -> Sql:
    """Looks one hit up in the queryset; a list of everything allowed would cost more."""
    this_one = allowed.order_by().filter(pk=RawSQL("hits.object_id", []))
    inner, values = this_one.values("pk").query.sql_with_params()
    return Sql(f"AND EXISTS ({inner})", tuple(values))


def _newest(terms: Collection[QueryTerm], condition: Sql) -> tuple[list[Sql], bool]:
    """What counts the strict matches of frequent terms, and whether that is all of them."""
    strict = strict_terms(terms)
    frequent = [term.term_id for term in strict if term.is_championed]
    if not frequent:
        return [], True
    most, is_exact = _most_of_each([term.df for term in strict])
    text = NEWEST.format(ids=list_of("object_id"), condition=condition.text)
    return [Sql(text, (term_id, most, *condition.values)) for term_id in frequent], is_exact


def _most_of_each(frequencies: list[int]) -> tuple[int, bool]:
    """How many postings of each term can be read, the rarer ones wholly; and whether all can."""
    left = MOST_READ
    for position, df in enumerate(sorted(frequencies)):
        share = left // (len(frequencies) - position)
        if df > share:
            return share, False
        left -= df
    return max(frequencies), True


def _weight(term: QueryTerm, total: int) -> int:
    rarity = math.log(1 + (total - term.df + 0.5) / (term.df + 0.5))
    return max(1, round(WEIGHT_SCALE * term.weight * rarity))
