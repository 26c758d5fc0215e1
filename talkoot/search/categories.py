"""Which categories a text is closest to, from a few words of each: a proposal, never a filing.

Ten well-chosen words of a category are worth about as much as twenty labelled examples of it.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from talkoot.data import read_json
from talkoot.search import analysis
from talkoot.search.queries.words import readings_of
from talkoot.search.weights import frequencies

MOST_TOKENS = 2_000


def categories_of(use: str) -> dict[str, str]:
    """{code: words} of the "sectors" or the "themes" of practices, as the product knows them."""
    words: dict[str, str] = read_json("category_words.json")[use]
    return words


def closest_categories(
    text: str, categories: Mapping[str, str], most: int = 3
) -> list[tuple[str, float]]:
    """(code, share from 0 to 1) of the categories whose words the text uses, best first.

    `categories` are {code: words}. The shares of all categories add up to 1. One query.
    """
    asked = Counter(analysis.tokens(text)[:MOST_TOKENS])
    tokens = {code: list(dict.fromkeys(analysis.tokens(own))) for code, own in categories.items()}
    every = {token for own in tokens.values() for token in own} | asked.keys()
    readings = readings_of(every)
    vectors = {code: frequencies(Counter(own), readings) for code, own in tokens.items()}
    spread = Counter(term for vector in vectors.values() for term in vector)
    rarity = {term: math.log(1 + len(vectors) / count) for term, count in spread.items()}
    found = {
        term: 1 + math.log(weight) if weight > 1 else weight
        for term, weight in frequencies(asked, readings).items()
    }
    scores = {code: _score(found, vector, rarity) for code, vector in vectors.items()}
    total = sum(scores.values())
    if not total:
        return []
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:most]
    return [(code, score / total) for code, score in best if score]


def _score(
    text: Mapping[str, float], category: Mapping[str, float], rarity: Mapping[str, float]
) -> float:
    """How much of the category's words the text uses, rare words more; long lists gain nothing."""
    length = math.sqrt(sum(_squares(category, rarity)))
    shared = text.keys() & category.keys()
    return sum(text[t] * category[t] * rarity[t] ** 2 for t in sorted(shared)) / (length or 1.0)


def _squares(vector: Mapping[str, float], rarity: Mapping[str, float]) -> Iterable[float]:
    return ((weight * rarity[term]) ** 2 for term, weight in vector.items())
