"""Why a hit is a hit."""

import pytest
from pytest_django import DjangoAssertNumQueries

from talkoot.search.actions import Source, index_documents
from talkoot.search.actions.synonyms import save_group
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import SynonymGroup
from talkoot.search.queries import Result, find
from talkoot.search.queries.reasons import Reason, why

pytestmark = pytest.mark.django_db

TEXTS = {
    1: "Etätyöpäivä sujuvaksi",
    2: "Hajautettu työ arjessa",
    3: "Työpajoista uusia tapoja",
    4: "Etätyö toimii",
}


@pytest.fixture
def texts() -> None:
    with deep_analysis():
        save_group(SynonymGroup(words_fi="etätyö\nhajautettu työ", words_en="remote work"))
        index_documents("practice", [Source(number, text) for number, text in TEXTS.items()])


def reasons(query: str) -> dict[int, list[Reason]]:
    with deep_analysis():
        result = find("practice", query)
        return why(result, {number: [TEXTS[number]] for number in result.ids})


@pytest.mark.parametrize(
    ("query", "number", "reason"),
    [
        ("etätyö", 4, Reason("etätyö", "Etätyö", "same")),
        ("etätöiden", 4, Reason("etätöiden", "Etätyö", "form")),
        ("etätyö", 1, Reason("etätyö", "Etätyöpäivä", "compound")),
        ("etätyö", 2, Reason("etätyö", "Hajautettu", "synonym")),
        ("remote work", 4, Reason("remote work", "Etätyö", "synonym")),
        ("työpja", 3, Reason("työpja", "Työpajoista", "spelling")),
    ],
)
def test_why_tells_how_a_word_answers(texts: None, query: str, number: int, reason: Reason) -> None:
    assert reason in reasons(query)[number]


def test_why_costs_one_query_for_all_hits(
    texts: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with deep_analysis():
        result = find("practice", "etätyö")
        with django_assert_num_queries(1):
            why(result, {number: [text, text] for number, text in TEXTS.items()})


def test_why_of_nothing_found_is_nothing() -> None:
    assert why(Result(), {1: ["Etätyö"]}) == {1: []}
