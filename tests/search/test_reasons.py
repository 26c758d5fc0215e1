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


def test_a_synonym_of_a_part_or_in_a_part_is_only_related() -> None:
    texts = {1: "Koulukeittiöissä säästetään", 2: "Ruokahävikki koulukeittiöissä", 3: "Keittiö"}
    with deep_analysis():
        save_group(SynonymGroup(words_fi="ruoka\nkeittiö"))
        index_documents("practice", [Source(number, text) for number, text in texts.items()])

        def told(query: str) -> dict[int, set[tuple[str, str]]]:
            found = why(find("practice", query), {pk: [text] for pk, text in texts.items()})
            return {pk: {(row.word, row.how) for row in rows} for pk, rows in found.items()}

        parts, whole = told("ruokahävikki"), told("ruoka")
    assert parts[1] == {("Koulukeittiöissä", "related")}
    assert parts[2] == {("Ruokahävikki", "same")}
    assert parts[3] == {("Keittiö", "related")}
    assert whole[1] == {("Koulukeittiöissä", "related")}
    assert whole[3] == {("Keittiö", "synonym")}


def test_why_costs_one_query_for_all_hits(
    texts: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with deep_analysis():
        result = find("practice", "etätyö")
        with django_assert_num_queries(1):
            why(result, {number: [text, text] for number, text in TEXTS.items()})


def test_why_of_nothing_found_is_nothing() -> None:
    assert why(Result(), {1: ["Etätyö"]}) == {1: []}
