"""How much the terms of a text weigh in it: by what they are of the words that stand there."""

from collections.abc import Mapping

from talkoot.search.analysis import Analysed

K1 = 1.2  # of BM25: how soon more of the same says no more
# Whole numbers, so that the order of a document's words changes nothing.
WHOLE = 100
KIND_WEIGHTS = {"lemma": 100, "compound": 70, "stem": 50, "part": 35, "base": 20}


def frequencies(counts: Mapping[str, int], readings: Mapping[str, Analysed]) -> dict[str, float]:
    """{term: how often the counted tokens have it, by kind}."""
    found: dict[str, int] = {}
    for token, count in counts.items():
        for term, how in readings[token].terms:
            found[term] = found.get(term, 0) + count * KIND_WEIGHTS[how]
    return {term: weight / WHOLE for term, weight in found.items()}
