"""Terms spelt alike, by the Jaccard measure of folded trigrams.

The index holds one packed list per trigram: a whole number for each term that has it, made of the
term's id and its count of trigrams. Counting how often a number comes up in the lists of a
word's trigrams gives the measure without reading any term.
"""

import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

LEAST_SIMILARITY = 0.3
SHORTEST_HELD = 4
MOST_GRAMS = 255
DIGIT = re.compile(r"\d")


def fold(text: str) -> str:
    """Without hyphens and the dots of ä and ö, for comparing spellings."""
    text = text.replace("-", "")
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def grams(text: str) -> frozenset[str]:
    """Folded trigrams with two blanks before and one after; none for what holds a digit."""
    if DIGIT.search(text):
        return frozenset()
    padded = f"  {fold(text)} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def core(text: str) -> frozenset[str]:
    """The trigrams of every longer word that holds this one; none of a short or numbered word."""
    folded = fold(text)
    if len(folded) < SHORTEST_HELD or DIGIT.search(text):
        return frozenset()
    return frozenset(folded[i : i + 3] for i in range(len(folded) - 2))


def pack(term_ids: Mapping[str, int]) -> dict[str, array]:
    """The packed list of every trigram of the terms."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for text, term_id in term_ids.items():
        found = grams(text)
        number = term_id * (MOST_GRAMS + 1) + min(len(found), MOST_GRAMS)
        for gram in found:
            lists[gram].append(number)
    return {gram: array("Q", found) for gram, found in lists.items()}


def similar(gram_count: int, lists: Iterable[bytes | memoryview], most: int) -> dict[int, float]:
    """{term id: similarity} of the `most` terms nearest to a word of `gram_count` trigrams.

    `lists` are those of the word's trigrams. Of terms equally near to the last one all come.
    """
    least = math.ceil(LEAST_SIMILARITY * gram_count)
    rising = sorted(lists, key=len)
    rare = max(0, len(rising) - least + 1)
    common: Counter[int] = Counter()
    for packed in rising[:rare]:
        common.update(array("Q", packed))
    for packed in rising[rare:]:  # who is in no rare list can no longer reach the least
        common.update(common.keys() & array("Q", packed))
    enough = [(number, count) for number, count in common.items() if count >= least]
    near = []
    for number, count in enough:
        similarity = count / (gram_count + number % (MOST_GRAMS + 1) - count)
        if similarity >= LEAST_SIMILARITY:
            near.append((similarity, number // (MOST_GRAMS + 1)))
    near.sort(reverse=True)
    last = near[:most][-1][0] if near else 0
    return {term_id: similarity for similarity, term_id in near if similarity >= last}


def shared(lists: Iterable[bytes | memoryview], most: int) -> list[int]:
    """The ids of the `most` shortest terms that stand in every list."""
    shortest, *others = sorted(lists, key=len)
    found = set(array("Q", shortest))
    for packed in others:
        if not found:
            break
        found.intersection_update(array("Q", packed))
    rising = sorted(found, key=lambda number: (number % (MOST_GRAMS + 1), number))
    return [number // (MOST_GRAMS + 1) for number in rising[:most]]
