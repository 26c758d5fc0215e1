"""Similar answers put together by their words. For the worker: it loads scipy and the analyser.

Words are read to their base forms, weighed by how rare they are among the answers (TF-IDF), and the
answers joined by average linkage of the cosine distance. Nothing is drawn by lot: the same answers
give the same groups.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from talkoot.search import analysis

# Answers closer than this on the average belong together; 1 means no common word.
CUT = 0.85
SMALLEST = 2
LABEL_WORDS = 3
# The distances of this many answers take about 70 MB.
MOST_ANSWERS = 3000
FEWEST_ANSWERS = 2


def grouped(texts: Mapping[int, str]) -> list[dict[str, Any]]:
    """[{"words": telling words, "answers": keys}], the largest group first.

    Answers that resemble no other are left out, and so are those past MOST_ANSWERS.
    """
    keys = sorted(texts)[:MOST_ANSWERS]
    known: dict[str, str] = {}
    with analysis.deep_analysis():
        terms = {key: Counter(base_forms(texts[key], known)) for key in keys}
    keys = [key for key in keys if terms[key]]
    if len(keys) < FEWEST_ANSWERS:
        return []
    matrix, vocabulary = _weights([terms[key] for key in keys])
    members: dict[int, list[int]] = {}
    for place, label in enumerate(_clusters(matrix)):
        members.setdefault(int(label), []).append(place)
    groups = [
        {
            "words": _telling(matrix, places, vocabulary),
            "answers": [keys[place] for place in places],
        }
        for places in members.values()
        if len(places) >= SMALLEST
    ]
    return sorted(groups, key=lambda group: (-len(group["answers"]), group["answers"]))


def base_forms(text: str, known: dict[str, str]) -> list[str]:
    """The words of the text by their base forms, without stop words; `known` remembers them."""
    found = []
    for token in analysis.tokens(text):
        if token not in known:
            known[token] = _base_form(token)
        found.append(known[token])
    return [term for term in found if not term.isdigit()]


def _base_form(token: str) -> str:
    pairs = analysis.analyse(token).terms
    lemmas = sorted(term for term, kind in pairs if kind == "lemma")
    stems = sorted(term for term, kind in pairs if kind == "stem")
    return (lemmas or stems or [token])[0]


def _weights(rows: list[Counter[str]]) -> tuple[Any, list[str]]:
    """(rows x words, TF-IDF of length one; the words in alphabetical order)."""
    import numpy
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    frequency = Counter(term for row in rows for term in row)
    vocabulary = sorted(frequency)
    column = {term: number for number, term in enumerate(vocabulary)}
    rarity = {
        term: numpy.log((1 + len(rows)) / (1 + count)) + 1 for term, count in frequency.items()
    }
    values, columns, starts = [], [], [0]
    for row in rows:
        weights = {term: (1 + numpy.log(count)) * rarity[term] for term, count in row.items()}
        length = sum(weight**2 for weight in weights.values()) ** 0.5
        for term in sorted(row):
            values.append(weights[term] / length)
            columns.append(column[term])
        starts.append(len(columns))
    shape = (len(rows), len(vocabulary))
    return csr_array((values, columns, starts), shape=shape), vocabulary


def _clusters(matrix: Any) -> Any:
    """The number of each row's cluster."""
    import numpy
    from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]

    distances = 1 - (matrix @ matrix.T).toarray()
    # Rounded, so that the last bits of a processor's arithmetic decide nothing.
    upper = distances[numpy.triu_indices(len(distances), k=1)].round(9).clip(0, 1)
    return fcluster(linkage(upper, method="average"), t=CUT, criterion="distance")


def _telling(matrix: Any, places: list[int], vocabulary: list[str]) -> list[str]:
    """The words that weigh most in the group compared with all the answers."""
    inside = matrix[places].mean(axis=0).round(9)
    gain = (inside - matrix.mean(axis=0)).round(9)
    used = [number for number in range(len(vocabulary)) if inside[number] > 0]
    used.sort(key=lambda number: (-gain[number], -inside[number], vocabulary[number]))
    return [vocabulary[number] for number in used[:LABEL_WORDS]]
