"""Folded trigrams and the nearest terms."""

import pytest

from talkoot.search.spelling import fold, grams, pack, similar


def nearest(word: str, vocabulary: list[str], most: int = 20) -> dict[str, float]:
    ids = {text: number for number, text in enumerate(vocabulary, 1)}
    lists = {gram: packed.tobytes() for gram, packed in pack(ids).items()}
    wanted = grams(word)
    found = similar(len(wanted), [lists[gram] for gram in wanted if gram in lists], most)
    return {vocabulary[term_id - 1]: similarity for term_id, similarity in found.items()}


def jaccard(one: str, other: str) -> float:
    return len(grams(one) & grams(other)) / len(grams(one) | grams(other))


def test_fold_drops_dots_and_hyphens() -> None:
    assert fold("etä-työ å é") == "etatyo a e"


def test_grams_of_number_are_none() -> None:
    assert not grams("2026")


def test_similar_measures_as_the_sets_do() -> None:
    words = ["työhyvinvointi", "hyvinvointi", "työpaja", "työ", "hyvinvointialue", "kirjasto"]
    expected = {word: jaccard("tyohyvinvonti", word) for word in words}
    found = nearest("tyohyvinvonti", words)
    assert found == pytest.approx({w: value for w, value in expected.items() if value >= 0.3})
    assert next(iter(found)) == "työhyvinvointi"


def test_similar_without_dots_is_the_same_word() -> None:
    assert nearest("kehittamispaiva", ["kehittämispäivä"]) == {"kehittämispäivä": 1.0}


def test_similar_keeps_all_that_tie_with_the_last() -> None:
    words = ["kirjastot", "kirjaston", "kirjastoa", "kirja"]
    assert set(nearest("kirjasto", words, most=1)) == {"kirjastot", "kirjaston", "kirjastoa"}
