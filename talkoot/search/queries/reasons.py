"""Why a hit is a hit: which words of its texts answer which words of the query, and how."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from talkoot.search import analysis
from talkoot.search.analysis import Analysed
from talkoot.search.queries import SHOWN_WEIGHT, Result
from talkoot.search.queries.words import (
    SYNONYM_WEIGHT,
    Origin,
    QueryTerm,
    readings_of,
    strict_terms,
)

# The plainest first: it is told, and the others of the same word asked are not needed.
WAYS = ("same", "form", "compound", "synonym", "spelling", "related")
WAY_OF_KIND = {"lemma": "form", "stem": "form", "compound": "compound", "part": "compound"}

FAINTEST = 0.02
# A weaker synonym is one of a part of the word asked.
LEAST_SYNONYM = SYNONYM_WEIGHT / 2

Key = TypeVar("Key")


class Reason(NamedTuple):
    """`word`, as written in the text, answers `asked`: "same", "form" (of one base form),
    "compound" (they share a part), "synonym", "spelling" (spelt alike) or "related" (a synonym of
    a part, or in a part).
    """

    asked: str
    word: str
    how: str


def why(result: Result, texts: Mapping[Key, Iterable[str]]) -> dict[Key, list[Reason]]:
    """{key: reasons} of the hits whose {key: texts} are shown, the plainest first; one query.

    Of words that answer in the same way to the same word asked, the first is told.
    """
    words = {
        key: dict.fromkeys(word for text in own for word in analysis.words(text))
        for key, own in texts.items()
    }
    tokens = {word: analysis.token_of(word) for own in words.values() for word in own}
    terms = _telling(result)
    readings = readings_of({token for token in tokens.values() if token}) if terms else {}
    answers: dict[str, tuple[str, str] | None] = {}
    for word, token in tokens.items():
        answers[word] = _answer(terms, token, readings) if token and terms else None
    return {key: _reasons(own, answers) for key, own in words.items()}


def _reasons(words: Iterable[str], answers: Mapping[str, tuple[str, str] | None]) -> list[Reason]:
    found: dict[tuple[str, str], Reason] = {}
    for word in words:
        answer = answers[word]
        if answer:
            found.setdefault(answer, Reason(answer[0], word, answer[1]))
    met = {reason.asked for reason in found.values() if reason.how != "related"}
    told = (row for row in found.values() if row.how != "related" or row.asked not in met)
    return sorted(told, key=lambda reason: WAYS.index(reason.how))


def _telling(result: Result) -> dict[str, QueryTerm]:
    """Without faint terms, unless nothing better answers the word that they are asked for."""
    met = {term.asked for term in strict_terms(result.terms.values())}
    return {
        text: term
        for text, term in result.terms.items()
        if term.weight >= (SHOWN_WEIGHT if term.asked in met else FAINTEST)
    }


def _answer(
    terms: Mapping[str, QueryTerm], token: str, readings: Mapping[str, Analysed]
) -> tuple[str, str] | None:
    """(word asked, how) of the term through which the token tells most."""
    shared = [
        (Origin(term.weight, term.how, term.asked), how)
        for text, how in readings[token].terms
        if (term := terms.get(text))
    ]
    if not shared:
        return None
    if any(origin.asked == token for origin, _ in shared):
        return token, "same"
    origin, how = max(shared, key=lambda pair: (pair[0].weight, -WAYS.index(_way(*pair))))
    return origin.asked, _way(origin, how)


def _way(origin: Origin, how: str) -> str:
    """A term that is a part on either side is shared by compounds."""
    if origin.how == "spelling":
        return "spelling"
    if origin.how == "synonym":
        is_whole = origin.weight >= LEAST_SYNONYM and how in ("lemma", "stem")
        return "synonym" if is_whole else "related"
    sides = {WAY_OF_KIND.get(origin.how, "compound"), WAY_OF_KIND.get(how, "compound")}
    return "compound" if "compound" in sides else "form"
