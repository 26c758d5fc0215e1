"""Reads of the search index.

    result = find("practice", "etätyön ohjeet", limit=20, offset=0)
    practices = Practice.objects.in_bulk(result.ids)           # show in the order of result.ids
    counts = Practice.objects.filter(pk__in=result.strict_matches).values("sector").annotate(…)
    words = matched_words([p.gist for p in shown], result);  highlight(p.gist, words)

Index only what everybody may find, and pass `allowed` only for a filter (sector, region).
Strict matches hold a word of the query, a compound inside it, or its stem; fuzzy ones follow
them and come through parts of compounds and similar spellings, so counts are honest.

What is left out, so that a search stays quick at 10 000 documents: words after the twelfth;
terms below the strict weight that stand in at least 5 % of the documents, and of the rest all
but the twenty weightiest; spellings of which less than 3 trigrams in 10 are common.
Weights are whole numbers, so both databases sum to the same score; ties go by age in the index.
"""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from talkoot.search import analysis
from talkoot.search.analysis import Analysed
from talkoot.search.models import Document, Index, Posting
from talkoot.search.spelling import grams as spelling_grams
from talkoot.search.spelling import similar

KIND_WEIGHTS = {"lemma": 1.0, "compound": 0.6, "stem": 0.5, "part": 0.3, "base": 0.2}
STRICT = 0.5
SIMILAR_WEIGHT = 0.6
MOST_SIMILAR = 20
MOST_WEAK_TERMS = 20
# A weaker term is frequent, and left out, in this share of the documents, but in 20 at least.
FREQUENT_SHARE, FREQUENT_COUNT = 0.05, 20
MOST_WORDS = 12
WEIGHT_SCALE = 1000
# Below this a term is too faint to explain a hit: its words are not marked.
SHOWN_WEIGHT = 0.1
VARIABLES = 900

RANKED = """
WITH query (term_id, weight, is_strict) AS (VALUES {values}),
hits AS MATERIALIZED (
    SELECT posting.document_id, SUM(query.weight * posting.impact) AS score,
           MAX(query.is_strict) AS is_strict
    FROM query CROSS JOIN search_posting AS posting
    WHERE posting.term_id = query.term_id
    GROUP BY posting.document_id
),
allowed AS {allowed},
best AS (
    SELECT * FROM allowed ORDER BY is_strict DESC, score DESC, document_id LIMIT %s OFFSET %s
)
SELECT document.object_id, (SELECT COUNT(*) FROM allowed), (SELECT SUM(is_strict) FROM allowed)
FROM best CROSS JOIN search_document AS document WHERE document.id = best.document_id
ORDER BY best.is_strict DESC, best.score DESC, best.document_id
"""  # SQLite takes the tables of a CROSS JOIN in the order written
EVERY_HIT = "(SELECT * FROM hits)"
# One look-up by primary key for each hit; a list of everything allowed would cost more.
ALLOWED_HITS = """MATERIALIZED (
    SELECT hits.* FROM hits CROSS JOIN search_document AS document
    WHERE document.id = hits.document_id AND EXISTS ({inner})
)"""


# Read by hand: building these by the ORM would take nearly half of a search's time.
TOKENS = "SELECT token, terms, analyser, is_final FROM search_tokenterms WHERE token IN ({tokens})"
GRAMS = "SELECT kind, text, packed FROM search_gram WHERE kind IN ({kinds}) AND text IN ({grams})"
TERMS = """
SELECT kind, text, id, df FROM search_term
WHERE kind IN ({kinds}) AND text IN ({texts}) AND df > 0
UNION SELECT kind, text, id, df FROM search_term WHERE id IN ({ids}) AND df > 0
"""


class QueryTerm(NamedTuple):
    """A term of the index that the query asks for."""

    term_id: int
    df: int
    weight: float


@dataclass(frozen=True)
class Result:
    """What a search found.

    `ids` are object ids of the page asked for, best first, strict matches before fuzzy ones;
    `count` and `strict_count` speak of the whole result; hit number i of all (from 0) is strict
    if i < strict_count. `strict_matches` is a subquery of object ids, not narrowed by `allowed`.
    `unknown` words are for actions.remember_tokens.
    """

    ids: list[int] = field(default_factory=list)
    count: int = 0
    strict_count: int = 0
    terms: dict[str, float] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    kind: str = ""
    strict_term_ids: list[int] = field(default_factory=list)

    @property
    def strict_matches(self) -> QuerySet[Any, Any]:
        postings = Posting.objects.filter(term_id__in=self.strict_term_ids)
        documents = Document.objects.filter(kind=self.kind, pk__in=postings.values("document_id"))
        return documents.values("object_id")


def find(
    kind: str, text: str, *, allowed: QuerySet | None = None, limit: int = 20, offset: int = 0
) -> Result:
    """Rank the objects of `kind` against the words of `text`.

    `allowed` is an unsliced queryset of the domain model; only its objects are found.
    """
    [found] = find_each({kind: allowed}, text, limit=limit, offset=offset).values()
    return found


def find_each(
    kinds: Mapping[str, QuerySet | None], text: str, *, limit: int = 20, offset: int = 0
) -> dict[str, Result]:
    """The same of several kinds, {kind: what of it is allowed}, reading the words once."""
    tokens = list(dict.fromkeys(analysis.tokens(text)))[:MOST_WORDS]
    known = cached_tokens(tokens)
    unknown = [token for token in tokens if token not in known]
    readings = {token: known.get(token) or analysis.analyse(token) for token in tokens}
    if not readings:
        return {kind: Result() for kind in kinds}
    counts = Index.objects.filter(kind__in=kinds).values_list("kind", "document_count")
    totals = dict.fromkeys(kinds, 0) | dict(counts)
    not_final = [token for token in unknown if not readings[token].is_final]
    return {
        kind: _result(kind, terms, totals[kind], not_final, kinds[kind], limit, offset)
        for kind, terms in _query_terms(totals, readings).items()
    }


def _result(
    kind: str,
    terms: dict[str, QueryTerm],
    total: int,
    unknown: list[str],
    allowed: QuerySet | None,
    limit: int,
    offset: int,
) -> Result:
    if not terms:
        return Result(unknown=unknown)
    strict_ids = [term.term_id for term in terms.values() if term.weight >= STRICT]
    rows = _ranked(terms.values(), total, allowed, limit, offset)
    past_end = offset and not rows
    first = _ranked(terms.values(), total, allowed, 1, 0) if past_end else rows
    return Result(
        ids=[row[0] for row in rows],
        count=first[0][1] if first else 0,
        strict_count=int(first[0][2]) if first else 0,
        terms={text: term.weight for text, term in terms.items()},
        kind=kind,
        strict_term_ids=strict_ids,
        unknown=unknown,
    )


def cached_tokens(tokens: Collection[str]) -> dict[str, Analysed]:
    """What earlier analysis made of the tokens; unknown ones are missing."""
    found: dict[str, Analysed] = {}
    for batch in in_batches(tokens):
        rows = _rows(TOKENS.format(tokens=_marks(batch)), batch)
        for token, terms, analyser, is_final in rows:
            pairs = [(term, how) for term, how in json.loads(terms)]
            found[token] = Analysed(pairs, analyser, bool(is_final))
    return found


def matched_words(texts: Iterable[str], result: Result) -> frozenset[str]:
    """Words of the texts, as written there, that made them a hit; one query for all texts."""
    shown = {text for text, weight in result.terms.items() if weight >= SHOWN_WEIGHT}
    if not shown:
        return frozenset()
    token_of = {word: analysis.token_of(word) for text in texts for word in analysis.words(text)}
    tokens = {token for token in token_of.values() if token}
    readings = cached_tokens(tokens)
    matched = {
        token
        for token in tokens
        for term, _kind in (readings.get(token) or analysis.analyse(token)).terms
        if term in shown
    }
    return frozenset(word for word, token in token_of.items() if token in matched)


def highlight(text: str, words: Collection[str]) -> SafeString:
    """The text as HTML with each of the words in a <mark>."""
    pieces, end = [], 0
    for match in analysis.WORD.finditer(text):
        if match.group() in words:
            pieces.append((text[end : match.start()], match.group()))
            end = match.end()
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[end:])


def in_batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Lists short enough for one statement's variables on any database."""
    every = list(values)
    for start in range(0, len(every), VARIABLES):
        yield every[start : start + VARIABLES]


def _query_terms(
    totals: Mapping[str, int], readings: dict[str, Analysed]
) -> dict[str, dict[str, QueryTerm]]:
    """{kind: terms of the query that its index holds}, without weak ones that cost more than they
    say. `totals` is how many documents each kind has.
    """
    weights: dict[str, float] = {}
    for analysed in readings.values():
        for term, how in analysed.terms:
            weights[term] = max(weights.get(term, 0.0), KIND_WEIGHTS[how])
    spellings = [
        next((term for term, how in analysed.terms if how == "lemma"), token)
        for token, analysed in readings.items()
    ]
    near = _similar_terms(list(totals), spellings)
    sql = TERMS.format(kinds=_marks(totals), texts=_marks(weights), ids=_marks(near) or "NULL")
    found: dict[str, dict[str, QueryTerm]] = {kind: {} for kind in totals}
    for kind, text, pk, df in _rows(sql, [*totals, *weights, *near]):
        found[kind][text] = QueryTerm(pk, df, max(weights.get(text, 0.0), near.get(pk, 0.0)))
    return {kind: _telling(terms, totals[kind]) for kind, terms in found.items()}


def _telling(terms: dict[str, QueryTerm], total: int) -> dict[str, QueryTerm]:
    """The strict terms, and of the weak ones those that are neither frequent nor too many."""
    frequent = max(FREQUENT_COUNT, FREQUENT_SHARE * total)
    weak = [
        (-term.weight, term.df, text)
        for text, term in terms.items()
        if term.weight < STRICT and term.df < frequent
    ]
    kept = {text for *_, text in sorted(weak)[:MOST_WEAK_TERMS]}
    return {t: term for t, term in terms.items() if term.weight >= STRICT or t in kept}


def _similar_terms(kinds: Collection[str], spellings: list[str]) -> dict[int, float]:
    """{term id: weight} of the indexes' terms that are spelt like one of the given."""
    grams = {spelling: spelling_grams(spelling) for spelling in spellings}
    every = sorted({gram for found in grams.values() for gram in found})
    packed: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
    if every:
        sql = GRAMS.format(kinds=_marks(kinds), grams=_marks(every))
        for kind, text, rows in _rows(sql, [*kinds, *every]):
            packed[kind][text] = rows
    most = max(6, MOST_SIMILAR // max(1, len(grams)))
    weights: dict[int, float] = {}
    for by_gram in packed.values():
        for found in grams.values():
            lists = [by_gram[gram] for gram in found if gram in by_gram]
            for term_id, similarity in similar(len(found), lists, most).items():
                weight = SIMILAR_WEIGHT * similarity**3
                weights[term_id] = max(weights.get(term_id, 0.0), weight)
    return weights


def _ranked(
    terms: Iterable[QueryTerm], total: int, allowed: QuerySet | None, limit: int, offset: int
) -> list[tuple]:
    """Rows of (object id, number of hits, number of strict hits)."""
    values: list[int] = []
    for term in terms:
        rarity = math.log(1 + (total - term.df + 0.5) / (term.df + 0.5))
        weight = round(WEIGHT_SCALE * term.weight * rarity)
        values += [term.term_id, max(1, weight), int(term.weight >= STRICT)]
    condition, inner_values = EVERY_HIT, ()
    if allowed is not None:
        this_one = allowed.order_by().filter(pk=RawSQL("document.object_id", []))
        try:
            inner, inner_values = this_one.values("pk").query.sql_with_params()
        except EmptyResultSet:  # Django knows without asking that nothing is allowed
            return []
        condition = ALLOWED_HITS.format(inner=inner)
    rows = ", ".join(["(%s, %s, %s)"] * (len(values) // 3))
    return _rows(
        RANKED.format(values=rows, allowed=condition), [*values, *inner_values, limit, offset]
    )


def _rows(sql: str, values: Iterable[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))
