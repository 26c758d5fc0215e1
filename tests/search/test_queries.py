"""What is found, in which order, at which cost; the same on SQLite and on PostgreSQL."""

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from talkoot.search.actions import Source, index_document, index_documents
from talkoot.search.analysis import deep_analysis
from talkoot.search.bits import ids_of
from talkoot.search.models import Document
from talkoot.search.queries import find, highlight

pytestmark = pytest.mark.django_db

TITLES = {
    1: "Etätyöpäivä sujuvaksi yhteisillä pelisäännöillä",
    2: "Sairaanhoitajien itsenäinen vuorosuunnittelu",
    3: "Työpajoista uusia tapoja Kangasalla",
    4: "Työhyvinvointi nousuun kokeilemalla",
    5: "Kunteko-ohjelman tuottavuustreffit Järvenpäässä",
    6: "Limingan varhaiskasvatuksen kehittämispäivä",
    7: "Kommunens digitala tjänster",
    8: "Learning cafe for libraries",
    9: "Asiakaslähtöinen palvelumuotoilu kirjastossa",
    10: "Kuntien yhteinen hankinta",
}


@pytest.fixture
def titles() -> None:
    with deep_analysis():
        index_documents("practice", [Source(number, text) for number, text in TITLES.items()])


def objects(*object_ids: int) -> "QuerySet[Document]":
    """Stands for a domain model: its primary keys are looked up like any other."""
    return Document.objects.filter(kind="practice", object_id__in=object_ids)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("työpaja", 3),
        ("työpajoissamme", 3),
        ("Kangasala", 3),
        ("Kangasalle", 3),
        ("etätyö", 1),
        ("työpäivä", 1),
        ("sairaanhoitaja", 2),
        ("hoitaja", 2),
        ("Järvenpää", 5),
        ("tuottavuus", 5),
        ("Kuntekon", 5),
        ("Liminka", 6),
        ("kehittäminen", 6),
        ("kunta", 10),
        ("kommuner", 7),
        ("tjänst", 7),
        ("library", 8),
        ("palvelumuotoilun", 9),
        ("kirjastot", 9),
        ("TYÖHYVINVOINTIA", 4),
        ("tyohyvinvointi", 4),
        ("tyo\u0308hyvinvointi", 4),
    ],
)
def test_find_strictly(titles: None, text: str, number: int) -> None:
    with deep_analysis():
        result = find("practice", text)
    assert result.ids[0] == number
    assert result.strict_count >= 1


@pytest.mark.parametrize(
    ("text", "number"),
    [("tyohyvinvonti", 4), ("kirjasot", 9), ("sairanhoitaja", 2), ("Järvenpä", 5)],
)
def test_find_misspelt_word_fuzzily(titles: None, text: str, number: int) -> None:
    result = find("practice", text)
    assert result.ids[0] == number
    assert result.strict_count == 0


@pytest.mark.parametrize("text", ["", "   ", "ja on että", "!?", "xyzzyqwk", "%_'\"\\;--"])
def test_find_nothing(titles: None, text: str) -> None:
    result = find("practice", text)
    assert (result.ids, result.count, result.strict_count) == ([], 0, 0)
    assert not result.strict


def test_find_in_empty_index() -> None:
    assert find("practice", "työpaja").ids == []


@pytest.mark.parametrize(("text", "number"), [("Limingassa", 6), ("kirjastoihin", 9)])
def test_find_a_form_that_no_analyser_has_seen(titles: None, text: str, number: int) -> None:
    result = find("practice", text)
    assert result.ids[0] == number
    assert result.strict_count >= 1
    assert len(result.unknown) == 1


def test_find_name_is_no_compound(titles: None) -> None:
    with deep_analysis():
        assert find("practice", "järvi").strict_count == 0


SWEDISH = {
    1: "Arbetsskift",
    2: "Skiftplanerarna berättar",
    3: "Arbetstidsmodellen prövades",
    4: "Bokbussen kör",
    5: "Skolkuratorer och elever",
    6: "Mindre sjukfrånvaro",
    7: "En kurator",
    8: "Stadsbiblioteket",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skift", [1, 2]),
        ("modell", [3]),
        ("buss", [4]),
        ("kurator", [7, 5]),
        ("frånvaro", [6]),
        ("mode", []),
        ("stad", [8]),
        ("ars", []),
        ("bibliotek", [8]),
        ("skol", [5]),
    ],
)
def test_find_a_swedish_word_inside_longer_ones(text: str, found: list[int]) -> None:
    with deep_analysis():
        index_documents("practice", [Source(number, text) for number, text in SWEDISH.items()])
        result = find("practice", text)
    assert result.ids == found
    assert result.strict_count == (text == "kurator")


def test_find_does_not_look_inside_what_the_analyser_splits() -> None:
    with deep_analysis():
        index_documents("practice", [Source(1, "Kirjastoauto"), Source(2, "Kirjasto")])
        terms = find("practice", "kirjasto").terms
    assert terms["kirjastoauto"].how == "spelling"


def test_find_puts_strict_before_fuzzy(titles: None) -> None:
    with deep_analysis():
        result = find("practice", "työpaja")
    assert result.ids[0] == 3
    assert (result.strict_count, result.count) == (1, len(result.ids))
    assert set(result.ids[1:]) == {1, 4}  # through the part "työ"
    assert list(ids_of(result.strict)) == [3]


def test_find_title_outweighs_body() -> None:
    with deep_analysis():
        index_document("practice", 1, title="Retki metsään", body="Kirjasto auttoi.")
        index_document("practice", 2, title="Kirjasto avautuu", body="Retki onnistui.")
        assert find("practice", "kirjasto").ids == [2, 1]
        assert find("practice", "retki").ids == [1, 2]


def test_find_more_words_rank_higher(titles: None) -> None:
    with deep_analysis():
        assert find("practice", "kirjaston asiakaslähtöiset palvelut").ids[0] == 9


def test_find_ties_go_by_age_of_the_object() -> None:
    index_documents("practice", [Source(number, "Sama otsikko") for number in (5, 3, 9)])
    assert find("practice", "otsikko").ids == [3, 5, 9]


def test_find_ranks_as_written_here(titles: None) -> None:
    """The order on one database is the order on the other: this list is literal."""
    with deep_analysis():
        result = find("practice", "työn kehittäminen kunnissa")
    assert result.ids == [10, 6, 3, 1, 4, 5]
    assert result.strict_count == 5


def test_find_only_what_is_allowed(titles: None) -> None:
    with deep_analysis():
        pks = objects(1, 3).values_list("pk", flat=True)
        index_documents("twin", [Source(pk, TITLES[1]) for pk in pks])
        result = find("twin", "työ", allowed=objects(3))
        assert result.ids == [objects(3).get().pk]
        assert (result.count, result.strict_count) == (1, 1)
        assert find("twin", "työ", allowed=objects()).count == 0
        assert find("twin", "työ", allowed=objects(9)).count == 0


def test_find_pages(titles: None) -> None:
    with deep_analysis():
        whole = find("practice", "työ")
        pieces = [find("practice", "työ", limit=1, offset=number) for number in range(3)]
        assert [piece.ids[0] for piece in pieces] == whole.ids
        past = find("practice", "työ", offset=60)
    assert (past.ids, past.count) == ([], whole.count)


def test_find_reads_at_most_twelve_words(titles: None) -> None:
    words = " ".join(f"sana{number}" for number in range(5000))
    assert len(find("practice", words).unknown) == 12


def test_find_costs_the_same_for_any_words(
    titles: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        find("practice", "työpaja")
    with django_assert_num_queries(5):
        find("practice", "kirjaston palvelumuotoilun työhyvinvointi", allowed=objects(9))
    with django_assert_num_queries(8):  # What the misspelt word was meant to be is read too.
        find("practice", "kirjaston palvelumuotoilun tyohyvinvonti", allowed=objects(9))


def test_highlight_escapes_and_marks() -> None:
    found = highlight("<b>Työpaja</b> & työpaja-asia", {"Työpaja"})
    assert found == "&lt;b&gt;<mark>Työpaja</mark>&lt;/b&gt; &amp; työpaja-asia"
