"""The index follows what is written: totals, document frequencies, removal, transactions."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from talkoot.search.actions import (
    Source,
    adopt_analyser,
    index_document,
    index_documents,
    remember_tokens,
    remove_document,
)
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import Document, Index, Posting, Term, TokenTerms
from talkoot.search.queries import find

pytestmark = pytest.mark.django_db


def check_index(kind: str = "practice") -> None:
    """Whatever was done, the totals and frequencies say what the postings hold."""
    documents = Document.objects.filter(kind=kind)
    index = Index.objects.get(kind=kind)
    assert index.document_count == documents.count()
    assert index.token_count == sum(document.length for document in documents)
    pairs = list(Posting.objects.values_list("term_id", "object_id"))
    assert len(pairs) == len(set(pairs))
    held = Counter(term_id for term_id, _ in pairs)
    assert {term.pk: term.df for term in Term.objects.all()} == {
        term.pk: held[term.pk] for term in Term.objects.all()
    }


def test_index_document_title_counts_double() -> None:
    index_document("practice", 1, title="Työpaja", body="työpaja kirjastossa")
    document = Document.objects.get()
    assert document.tokens == {"työpaja": 3, "kirjastossa": 1}
    assert document.length == 4
    check_index()


def test_index_document_again_replaces_it() -> None:
    index_document("practice", 1, title="Työpaja kirjastossa")
    first = Document.objects.get().pk
    index_document("practice", 1, title="Retki metsään")
    assert Document.objects.get().pk == first
    assert find("practice", "kirjastossa").ids == []
    assert find("practice", "metsään").ids == [1]
    check_index()


def test_index_documents_in_batches_equals_one_by_one() -> None:
    sources = [Source(number, f"Työpaja {number}", "koulu " * number) for number in range(1, 6)]
    with deep_analysis():
        index_documents("practice", sources)
        for source in sources:
            index_document("other", source.object_id, title=source.title, body=source.body)
    together = find("practice", "koulu työpaja")
    assert together.count == find("other", "koulu työpaja").count == 5
    for kind in ("practice", "other"):
        rows = Term.objects.filter(kind=kind).order_by("text").values_list("text", "df")
        assert list(rows) == list(
            Term.objects.filter(kind="practice").order_by("text").values_list("text", "df")
        )


def test_index_documents_with_the_same_object_twice_keeps_the_last() -> None:
    index_documents("practice", [Source(1, "Työpaja"), Source(1, "Retki")])
    assert find("practice", "retki").ids == [1]
    assert find("practice", "työpaja").ids == []
    check_index()


def test_remove_document_leaves_nothing_to_find() -> None:
    index_document("practice", 1, title="Työpaja")
    index_document("practice", 2, title="Työpaja")
    remove_document("practice", 1)
    remove_document("practice", 7)
    assert find("practice", "työpaja").ids == [2]
    check_index()


def test_index_document_without_words_is_found_by_nothing() -> None:
    index_document("practice", 1, title="!", body="")
    assert Document.objects.get().length == 0
    check_index()


def test_index_document_rolls_back_with_its_caller() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        index_document("practice", 1, title="Työpaja")
        raise RuntimeError
    assert find("practice", "työpaja").ids == []


def test_kinds_are_apart() -> None:
    index_document("practice", 1, title="Työpaja")
    index_document("expert", 1, title="Kirjasto")
    assert find("practice", "kirjasto").ids == []
    remove_document("expert", 1)
    assert find("practice", "työpaja").ids == [1]
    check_index("practice")


def test_long_text_is_indexed() -> None:
    index_document("practice", 1, title="x" * 10_000, body="sana " * 100_000)
    assert find("practice", "sana").ids == [1]
    assert max(Posting.objects.values_list("impact", flat=True)) <= 2200


def test_remember_tokens_keeps_them_for_the_worker_once() -> None:
    remember_tokens(["työpajoissa"])
    remember_tokens(["työpajoissa"])
    assert list(TokenTerms.objects.values_list("token", "is_final")) == [("työpajoissa", False)]


def test_remember_tokens_does_not_spoil_a_final_reading() -> None:
    with deep_analysis():
        index_document("practice", 1, title="Työpajoissa")
    remember_tokens(["työpajoissa"])
    assert TokenTerms.objects.get().is_final


def test_adopt_analyser_lets_everything_wait_after_a_change() -> None:
    with deep_analysis():
        index_document("practice", 1, title="Työpajoissa")
    adopt_analyser("pyvoikko")
    assert not Document.objects.filter(is_pending=True).exists()
    adopt_analyser("libvoikko")
    assert Document.objects.get().is_pending
    assert not TokenTerms.objects.get().is_final


@pytest.mark.race
def test_two_writers_at_once_leave_right_totals(transactional_db: None) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(_index_many, start) for start in (0, 100)]
        for run in runs:
            run.result()
    assert find("practice", "työpaja").count == 20
    check_index()


def _index_many(start: int) -> None:
    try:
        for number in range(1, 11):
            words = f"työpaja koulu retki sana{number}" if start else f"sana{number} retki työpaja"
            index_document("practice", start + number, title=words)
    finally:
        connection.close()
