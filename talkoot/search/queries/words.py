"""From the words of a query to the terms of the index: readings, synonyms, similar spellings."""

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import Any, NamedTuple, TypeVar

from talkoot.search import analysis
from talkoot.search.analysis import Analysed
from talkoot.search.spelling import core, fold, shared, similar
from talkoot.search.spelling import grams as spelling_grams
from talkoot.search.statements import in_batches, marks, rows_of

KIND_WEIGHTS = {"lemma": 1.0, "compound": 0.6, "stem": 0.5, "part": 0.3, "base": 0.2}
STRICT = 0.5
GUESS_WEIGHT = 0.8
SYNONYM_WEIGHT = 0.5
SIMILAR_WEIGHT = 0.6
# Of a term that begins or ends with a whole word asked for: no analyser splits Swedish compounds.
WHOLE_WEIGHT = 0.3
# A word that no index has was meant to be its nearest one, if that is at least so near.
LEAST_MEANT = 0.1
MOST_SIMILAR = 20
MOST_WEAK_TERMS = 20
MOST_SYNONYMS = 60
LONGEST_PHRASE = 3
# A weaker term is frequent, and left out, in this share of the documents, but in 20 at least.
FREQUENT_SHARE, FREQUENT_COUNT = 0.05, 20
MOST_WORDS = 12

TOKENS = "SELECT token, terms, analyser, is_final FROM search_tokenterms WHERE token IN ({tokens})"
GRAMS = "SELECT kind, text, packed FROM search_gram WHERE kind IN ({kinds}) AND text IN ({grams})"
TERMS = """
SELECT kind, text, id, df, champion_floor IS NOT NULL, 0 FROM search_term
WHERE kind IN ({kinds}) AND text IN ({texts}) AND df > 0
UNION SELECT kind, text, id, df, champion_floor IS NOT NULL, 0 FROM search_term
WHERE id IN ({ids}) AND df > 0
"""
# Of those that may hold a word: what the analyser has split holds its parts as terms anyway.
HOLDERS = """
UNION SELECT kind, text, search_term.id, df, champion_floor IS NOT NULL, 1 FROM search_term
JOIN search_tokenterms ON token = text AND CAST(terms AS text) NOT LIKE '%%"part"%%'
WHERE search_term.id IN ({ids}) AND df > 0
"""
# How much the synonyms of a word's terms count.
NAME_WEIGHTS = {"lemma": 1.0, "stem": 1.0, "compound": 0.6, "part": 0.2}
K = TypeVar("K", str, int)
EMPTY: Mapping[int, Any] = {}
SYNONYMS = """
SELECT asked.term, other.term, 0 FROM search_synonym AS asked
JOIN search_synonymgroup AS meaning ON meaning.id = asked.group_id AND meaning.is_active
JOIN search_synonym AS other ON other.group_id = asked.group_id
WHERE asked.term IN ({terms})
"""
# The sizes of the indexes and the synonyms in one go: neither needs the other.
SIZES_AND_SYNONYMS = f"""
SELECT kind, '', document_count FROM search_index WHERE kind IN ({{kinds}})
UNION ALL {SYNONYMS}
"""  # noqa: S608


class Origin(NamedTuple):
    """How a term came to be asked for: a term's kind, "synonym" or "spelling"; for which word."""

    weight: float
    how: str
    asked: str


class QueryTerm(NamedTuple):
    """A term of the index that the query asks for."""

    term_id: int
    df: int
    weight: float
    is_championed: bool = False
    how: str = ""
    asked: str = ""


class Words(NamedTuple):
    """A query, read: its tokens' readings, those not yet final, and synonyms of its words."""

    readings: dict[str, Analysed]
    unknown: list[str]
    synonyms: dict[str, Origin]
    totals: dict[str, int]


def read_words(text: str, kinds: Collection[str], *, most: int = MOST_WORDS) -> Words:
    """Two queries; `totals` are the kinds' numbers of documents."""
    tokens = list(dict.fromkeys(analysis.tokens(text)))[:most]
    known = cached_tokens(tokens)
    readings = {token: known.get(token) or analysis.analyse(token) for token in tokens}
    unknown = [token for token in tokens if token not in known and not readings[token].is_final]
    totals = dict.fromkeys(kinds, 0)
    if not readings:
        return Words({}, [], {}, totals)
    keys = synonym_keys(readings)
    sql = SIZES_AND_SYNONYMS.format(kinds=marks(kinds), terms=marks(keys))
    rows = rows_of(sql, [*kinds, *keys])
    totals |= {name: count for name, other, count in rows if not other}
    synonyms = _synonyms([row for row in rows if row[1]], keys)
    best = sorted(synonyms.items(), key=lambda item: (-item[1].weight, item[0]))
    return Words(readings, unknown, dict(best[:MOST_SYNONYMS]), totals)


def _synonyms(rows: Iterable[tuple], keys: Mapping[str, Origin]) -> dict[str, Origin]:
    """{word: origin} of the rows' synonyms, those of phrases word by word."""
    synonyms: dict[str, Origin] = {}
    for name, other, _count in rows:
        parts = other.split()
        weight = SYNONYM_WEIGHT * keys[name].weight / len(parts)
        for part in parts:
            _keep_best(synonyms, part, Origin(weight, "synonym", keys[name].asked))
    return synonyms


def synonym_keys(readings: Mapping[str, Analysed]) -> dict[str, Origin]:
    """What the words may be called in the synonyms' table, phrases of neighbours among it."""
    keys: dict[str, Origin] = {}
    names: list[tuple[str, list[str]]] = []
    for token, analysed in readings.items():
        keys[token] = Origin(1.0, "lemma", token)  # a Swedish word may look like a Finnish form
        for term, how in analysed.terms:
            if how in NAME_WEIGHTS:
                _keep_best(keys, term, Origin(NAME_WEIGHTS[how], how, token))
        guesses = [] if analysed.is_final else analysis.guesses(token)
        for guess in guesses:
            _keep_best(keys, guess, Origin(GUESS_WEIGHT, "lemma", token))
        own = [term for term, how in analysed.terms if how in ("lemma", "stem")]
        names.append((token, list(dict.fromkeys([token, *own]))))
    for length in range(2, LONGEST_PHRASE + 1):
        for start in range(len(names) - length + 1):
            together = names[start : start + length]
            asked = " ".join(token for token, _ in together)
            for phrase in product(*(terms for _, terms in together)):
                keys[" ".join(phrase)] = Origin(1.0, "phrase", asked)
    return keys


def cached_tokens(tokens: Collection[str]) -> dict[str, Analysed]:
    """What earlier analysis made of the tokens; unknown ones are missing."""
    found: dict[str, Analysed] = {}
    for batch in in_batches(tokens):
        rows = rows_of(TOKENS.format(tokens=marks(batch)), batch)
        for token, terms, analyser, is_final in rows:
            pairs = [(term, how) for term, how in json.loads(terms)]
            found[token] = Analysed(pairs, analyser, bool(is_final))
    return found


def readings_of(tokens: Collection[str]) -> dict[str, Analysed]:
    """What is known of each token, or what the analyser at hand makes of it; one query."""
    known = cached_tokens(tokens)
    return {token: known.get(token) or analysis.analyse(token) for token in tokens}


def query_terms(words: Words) -> dict[str, dict[str, QueryTerm]]:
    """{kind: terms of the query that its index holds}, without weak ones that cost more than they
    say. Two queries, and three more where a word seems misspelt.
    """
    wanted = dict(words.synonyms)
    for token, analysed in words.readings.items():
        for term, how in analysed.terms:
            _keep_best(wanted, term, Origin(KIND_WEIGHTS[how], how, token))
        for guess in [] if analysed.is_final else analysis.guesses(token):
            _keep_best(wanted, guess, Origin(GUESS_WEIGHT, "lemma", token))
    spellings = {
        next((term for term, how in analysed.terms if how == "lemma"), token): token
        for token, analysed in words.readings.items()
    }
    kinds = list(words.totals)
    whole = {token for token, analysed in words.readings.items() if _is_whole(token, analysed)}
    near, holders = _similar_terms(kinds, spellings, whole)
    found = _held(kinds, wanted, near, holders)
    meant = _meant(found)
    for kind, terms in _held(kinds, meant).items() if meant else ():
        for text, guessed in terms.items():
            if text not in found[kind] or found[kind][text].weight < guessed.weight:
                found[kind][text] = guessed
    return {kind: _telling(terms, words.totals[kind]) for kind, terms in found.items()}


def _is_whole(token: str, analysed: Analysed) -> bool:
    """No reading takes the word apart or to another base form: it may well not be Finnish."""
    return all(how == "stem" or (term, how) == (token, "lemma") for term, how in analysed.terms)


def _held(
    kinds: Collection[str],
    wanted: Mapping[str, Origin],
    near: Mapping[int, Origin] = EMPTY,
    holders: Mapping[int, tuple[str, str]] = EMPTY,
) -> dict[str, dict[str, QueryTerm]]:
    """{kind: its terms} of those that are wanted by their texts, or by their ids near or holders
    of a word.
    """
    sql = TERMS.format(kinds=marks(kinds), texts=marks(wanted), ids=marks(near) or "NULL")
    if holders:
        sql += HOLDERS.format(ids=marks(holders))
    found: dict[str, dict[str, QueryTerm]] = {kind: {} for kind in kinds}
    nothing = Origin(0.0, "", "")
    for row in rows_of(sql, [*kinds, *wanted, *near, *holders]):
        kind, text, pk, df, is_championed, is_holder = row
        best = max(wanted.get(text, nothing), near.get(pk, nothing), key=lambda o: o.weight)
        if is_holder and best.weight < WHOLE_WEIGHT and _holds(text, holders[pk][0]):
            best = Origin(WHOLE_WEIGHT, "part", holders[pk][1])
        term = QueryTerm(pk, df, best.weight, bool(is_championed), best.how, best.asked)
        if term.weight > (found[kind][text].weight if text in found[kind] else 0):
            found[kind][text] = term
    return found


def _holds(term: str, word: str) -> bool:
    """The term begins or ends with the whole word, its Swedish ending aside."""
    term, word = fold(term), fold(word)
    return (
        term.startswith(word)
        or term.endswith(word)
        or any(stem.endswith(word) for stem in analysis.stems(term, "swedish"))
    )


def _meant(found: Mapping[str, Mapping[str, QueryTerm]]) -> dict[str, Origin]:
    """Parts and synonyms of what the words that no index has were meant to be.

    A misspelt word finds so what it would find rightly spelt. Two queries, if there are such.
    """
    every = [pair for terms in found.values() for pair in terms.items()]
    known = {
        word
        for _text, term in every
        if term.how != "spelling" and term.weight >= STRICT
        for word in term.asked.split()
    }
    nearest: dict[str, tuple[float, str]] = {}
    for text, term in every:
        if term.how == "spelling" and term.weight >= LEAST_MEANT and term.asked not in known:
            near = nearest.get(term.asked, (0.0, ""))
            nearest[term.asked] = max(near, (term.weight, text))
    if not nearest:
        return {}
    readings = readings_of({text for _weight, text in nearest.values()})
    keys: dict[str, Origin] = {}
    meant: dict[str, Origin] = {}
    for token, (weight, text) in nearest.items():
        for part, how in readings[text].terms:
            _keep_best(meant, part, Origin(weight * KIND_WEIGHTS[how], "spelling", token))
        for key, origin in synonym_keys({text: readings[text]}).items():
            _keep_best(keys, key, Origin(weight * origin.weight, origin.how, token))
    rows = rows_of(SYNONYMS.format(terms=marks(keys)), keys)
    for synonym, origin in _synonyms(rows, keys).items():
        _keep_best(meant, synonym, origin)
    return meant


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


def _similar_terms(
    kinds: Collection[str], spellings: Mapping[str, str], whole: Collection[str]
) -> tuple[dict[int, Origin], dict[int, tuple[str, str]]]:
    """{term id: origin} of the indexes' terms that are spelt like one of {spelling: its word}, and
    {term id: (spelling, its word)} of those that may hold one of the `whole` words.
    """
    grams = {spelling: spelling_grams(spelling) for spelling in spellings}
    every = sorted({gram for found in grams.values() for gram in found})
    packed: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
    if every:
        sql = GRAMS.format(kinds=marks(kinds), grams=marks(every))
        for kind, text, rows in rows_of(sql, [*kinds, *every]):
            packed[kind][text] = rows
    most = max(6, MOST_SIMILAR // max(1, len(grams)))
    near: dict[int, Origin] = {}
    holders: dict[int, tuple[str, str]] = {}
    for by_gram in packed.values():
        for spelling, found in grams.items():
            inner = core(spelling) if spelling in whole else frozenset()
            if inner and inner <= by_gram.keys():
                for term_id in shared((by_gram[gram] for gram in inner), most):
                    holders.setdefault(term_id, (spelling, spellings[spelling]))
            lists = [by_gram[gram] for gram in found if gram in by_gram]
            for term_id, similarity in similar(len(found), lists, most).items():
                weight = SIMILAR_WEIGHT * similarity**3
                _keep_best(near, term_id, Origin(weight, "spelling", spellings[spelling]))
    return near, holders


def _keep_best(origins: dict[K, Origin], key: K, origin: Origin) -> None:
    held = origins.get(key)
    if held is None or held.weight < origin.weight:
        origins[key] = origin


def strict_terms(terms: Iterable[QueryTerm]) -> list[QueryTerm]:
    return [term for term in terms if term.weight >= STRICT]
