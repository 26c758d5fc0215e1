"""Reads of the search index.

    result = find("practice", "etätyön ohjeet", limit=20, offset=0)
    practices = Practice.objects.in_bulk(result.ids)           # show in the order of result.ids
    words = {reason.word for reason in why(result, …)};  highlight(practice.gist, words)

Index only what everybody may find, and pass `allowed` only for a filter (sector, region).
Strict matches hold a word of the query, a compound inside it, or its stem; fuzzy ones follow
them and come through parts of compounds, longer words and similar spellings, so counts are honest.

`strict` are all of them as bits (bits.py), to count on; give `among` what filters leave, as bits.

What is left out, so that a search stays quick: words after the twelfth; terms below the strict
weight that stand in at least 5 % of the documents, and of the rest all but the twenty
weightiest; spellings of which less than 3 trigrams in 10 are common; ranking.py tells of more
than 50 000 documents.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from talkoot.search import analysis
from talkoot.search.queries import ranking
from talkoot.search.queries.words import QueryTerm, Words, query_terms, read_words

# Below this a term is too faint to explain a hit: its words are not marked.
SHOWN_WEIGHT = 0.1


@dataclass(frozen=True)
class Result:
    """What a search found.

    `ids` are object ids of the page asked for, best first, strict matches before fuzzy ones;
    `count` and `strict_count` speak of the whole result, and of "at least" unless `is_exact`; hit
    number i of all (from 0) is strict if i < strict_count. `strict` are the strict matches as
    bits, not narrowed by `among`; unless `is_exact`, the best and the newest of them. `terms` are
    the index's terms with their weights and where they come from. `unknown` words are for
    actions.remember_tokens.
    """

    ids: list[int] = field(default_factory=list)
    count: int = 0
    strict_count: int = 0
    is_exact: bool = True
    strict: int = 0
    terms: dict[str, QueryTerm] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def find(
    kind: str,
    text: str,
    *,
    allowed: QuerySet | None = None,
    among: int | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Result:
    """Rank the objects of `kind` against the words of `text`.

    Only those objects are found that are in `allowed`, an unsliced queryset of the domain model,
    and whose bits are in `among`.
    """
    words = read_words(text, [kind])
    return _results(words, {kind: allowed}, among, limit, offset)[kind]


def find_each(
    kinds: Mapping[str, QuerySet | None], text: str, *, limit: int = 20, offset: int = 0
) -> dict[str, Result]:
    """The same of several kinds, {kind: what of it is allowed}, reading the words once."""
    return _results(read_words(text, list(kinds)), kinds, None, limit, offset)


def _results(
    words: Words,
    kinds: Mapping[str, QuerySet | None],
    among: int | None,
    limit: int,
    offset: int,
) -> dict[str, Result]:
    if not words.readings:
        return {kind: Result() for kind in kinds}
    found = {}
    for kind, terms in query_terms(words).items():
        ranked = ranking.NOTHING
        if terms:
            ranked = ranking.rank(
                terms.values(),
                words.totals[kind],
                allowed=kinds[kind],
                among=among,
                limit=limit,
                offset=offset,
            )
        found[kind] = Result(*ranked, terms=terms, unknown=words.unknown)
    return found


def highlight(text: str, words: Collection[str]) -> SafeString:
    """The text as HTML with each of the words in a <mark>."""
    pieces, end = [], 0
    for match in analysis.WORD.finditer(text):
        if match.group() in words:
            pieces.append((text[end : match.start()], match.group()))
            end = match.end()
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, text[end:])
