"""The index is built anew while somebody searches."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from talkoot.search import actions
from talkoot.search.actions import Source, index_documents
from talkoot.search.actions.reindexing import reindex
from talkoot.search.queries import find

KIND = "practice"


def sources(first: int, last: int, word: str = "kirjastossa") -> list[Source]:
    return [Source(number, f"Kokeilu {word}", "työpaja") for number in range(first, last + 1)]


@pytest.mark.django_db
def test_reindex_replaces_adds_and_removes() -> None:
    index_documents(KIND, sources(1, 5))
    assert reindex(KIND, sources(3, 8, "koulussa")) == (6, 2)
    assert find(KIND, "koulussa").ids == [3, 4, 5, 6, 7, 8]
    assert find(KIND, "kirjastossa").ids == []


@pytest.mark.django_db
def test_reindex_of_nothing_empties_the_index() -> None:
    assert reindex(KIND, []) == (0, 0)
    index_documents(KIND, sources(1, 2))
    assert reindex(KIND, []) == (0, 2)


@pytest.mark.django_db
def test_reindex_never_lets_a_search_find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TOGETHER", 2)
    index_documents(KIND, sources(1, 9))
    met: list[int] = []

    def watched() -> Iterator[Source]:
        for source in sources(1, 9):
            met.append(find(KIND, "työpaja").count)
            yield source

    reindex(KIND, watched())
    assert met == [9] * 9


@pytest.mark.django_db
def test_reindex_keeps_what_was_published_meanwhile() -> None:
    index_documents(KIND, sources(1, 2))

    def with_news() -> Iterator[Source]:
        index_documents(KIND, sources(7, 7))
        yield from sources(1, 2)

    reindex(KIND, with_news())
    assert set(find(KIND, "työpaja").ids) == {1, 2, 7}


@pytest.mark.race
def test_reindex_beside_searches_of_others(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_TOGETHER", 5)
    index_documents(KIND, sources(1, 60))
    with ThreadPoolExecutor(2) as pool:
        done = pool.submit(_reindex)
        counts = pool.submit(_search_until, done).result()
        done.result()
    assert set(counts) == {60}


def _reindex() -> None:
    try:
        reindex(KIND, sources(1, 60))
    finally:
        connection.close()


def _search_until(done: object) -> list[int]:
    try:
        counts = [find(KIND, "työpaja").count]
        while not done.done():  # type: ignore[attr-defined]
            counts.append(find(KIND, "työpaja").count)
        return counts
    finally:
        connection.close()
