"""Synonym groups: their terms follow them, searches use them, the shipped list is fair."""

from collections import Counter

import pytest

from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.search.actions import Source, index_documents
from talkoot.search.actions.synonyms import (
    delete_group,
    load_synonyms,
    municipality_names,
    save_group,
)
from talkoot.search.analysis import deep_analysis
from talkoot.search.jobs import analyse_pending_tokens
from talkoot.search.models import Synonym, SynonymGroup
from talkoot.search.queries import find
from talkoot.search.rules import check_group, words_of

pytestmark = pytest.mark.django_db

TITLES = {
    1: "Etätyöpäivät sujuvat",
    2: "Distansarbete i kommunen",
    3: "Varhaiskasvatuksen kokeilu",
    4: "Koululaisten retki",
}


@pytest.fixture
def titles() -> None:
    with deep_analysis():
        index_documents("practice", [Source(number, text) for number, text in TITLES.items()])


def make_group(**words: str) -> SynonymGroup:
    group = SynonymGroup(**{f"words_{language}": text for language, text in words.items()})
    with deep_analysis():
        save_group(group)
    return group


def terms(group: SynonymGroup) -> set[str]:
    return set(group.synonyms.values_list("term", flat=True))


def found(text: str) -> list[int]:
    with deep_analysis():
        return find("practice", text).ids


def test_save_group_writes_base_forms_stems_and_phrases() -> None:
    group = make_group(fi="etätyöt\nhajautettu työ", sv="distansarbeten", en="remote working")
    assert {"etätyö", "hajautettu työ", "distansarbet", "remot work"} <= terms(group)
    assert not group.is_pending


def test_save_group_again_follows_the_words(titles: None) -> None:
    group = make_group(fi="etätyö", en="remote work")
    assert found("remote work") == [1]
    group.words_en = "telework\n telework \n\n"
    with deep_analysis():
        save_group(group)
    assert group.words_en == "telework"
    assert found("remote work") == []
    assert found("telework") == [1]


def test_save_group_refuses_a_word_alone_and_too_many() -> None:
    for words in ("etätyö", "etätyö\netätyö", "\n".join(f"sana{n}" for n in range(41))):
        with pytest.raises(NotAllowed):
            save_group(SynonymGroup(words_fi=words))
    with pytest.raises(NotAllowed):
        save_group(SynonymGroup(words_fi="yksi kaksi kolme neljä\nviisi"))
    assert not SynonymGroup.objects.exists()


def test_find_uses_synonyms_of_any_form_and_language(titles: None) -> None:
    make_group(fi="etätyö", sv="distansarbete", en="remote work")
    assert set(found("etätyössä")) == {1, 2}
    assert set(found("distansarbetet")) == {1, 2}
    assert set(found("remote working")) == {1, 2}


def test_find_ranks_the_word_itself_before_its_synonym(titles: None) -> None:
    make_group(fi="etätyö", sv="distansarbete")
    assert found("etätyö") == [1, 2]
    assert found("distansarbete") == [2, 1]


def test_find_needs_the_whole_phrase_side_by_side(titles: None) -> None:
    make_group(fi="varhaiskasvatus", en="early education")
    assert found("early education") == [3]
    assert found("education early") == []
    assert found("education") == []


def test_find_by_a_phrase_shares_its_weight(titles: None) -> None:
    make_group(fi="opintomatka\nkoululaisten retki")
    with deep_analysis():
        result = find("practice", "opintomatka")
    assert result.ids == [4]
    assert result.terms["retki"].weight == 0.25


def test_find_leaves_groups_out_of_use_alone(titles: None) -> None:
    group = make_group(fi="etätyö", en="telework")
    group.is_active = False
    with deep_analysis():
        save_group(group)
    assert found("telework") == []


def test_delete_group_takes_its_terms() -> None:
    delete_group(make_group(fi="etätyö", en="telework"))
    assert not Synonym.objects.exists()


def test_load_synonyms_a_second_time_changes_nothing(django_assert_num_queries) -> None:
    count = load_synonyms()
    listed = len(read_json("synonyms.json")) + len(municipality_names())
    assert count == SynonymGroup.objects.count() == listed
    with django_assert_num_queries(3):  # one query inside a savepoint
        assert load_synonyms() == 0


def test_load_synonyms_leaves_what_the_office_did() -> None:
    load_synonyms()
    changed, deleted = SynonymGroup.objects.order_by("pk")[:2]
    changed.words_en = "own word"
    save_group(changed)
    delete_group(deleted)
    assert load_synonyms() == 0
    changed.refresh_from_db()
    assert changed.words_en == "own word"
    assert not SynonymGroup.objects.get(pk=deleted.pk).is_active


def test_worker_reads_groups_saved_by_a_page() -> None:
    group = SynonymGroup(words_fi="etätyöt\nhajautetut työpaikat")
    save_group(group)
    assert group.is_pending
    assert "etätyö" not in terms(group)
    while analyse_pending_tokens():
        pass
    group.refresh_from_db()
    assert not group.is_pending
    assert "etätyö" in terms(group)


def test_misspelt_word_finds_what_the_word_that_was_meant_finds(titles: None) -> None:
    make_group(fi="etätyöpäivä", sv="distansarbete")
    assert found("etätyöpäivä") == [1, 2]
    assert found("etätyöpävä") == [1, 2]
    with deep_analysis():
        result = find("practice", "etätyöpävä")
    assert result.strict_count == 0  # A guess stays under what was asked for.
    assert result.terms["distansarbete"].asked == "etätyöpävä"


def test_parts_of_a_compound_bring_their_synonyms(titles: None) -> None:
    make_group(fi="kokeilu\nretki")
    assert found("kokeilukulttuuri") == [3, 4]


def test_shipped_list_is_fair() -> None:
    groups = read_json("synonyms.json")
    assert len(groups) >= 250
    assert all(group["fi"] and group["sv"] and group["en"] for group in groups)
    counts = Counter(word for group in groups for word in group["fi"])
    assert [word for word, count in counts.items() if count > 2] == []
    assert len({group["fi"][0] for group in groups}) == len(groups)
    for group in groups:  # each one passes the rule that the office's own must pass
        check_group(SynonymGroup(**{f"words_{key}": "\n".join(own) for key, own in group.items()}))


def test_words_of_lines() -> None:
    assert words_of(" etä  työ \r\n\n etä työ\nkoti") == ["etä työ", "koti"]


@pytest.mark.parametrize("query", ["Esbo", "esbo", "Nastolassa", "Åbo"])
def test_find_municipality_by_its_other_names(query: str) -> None:
    with deep_analysis():
        load_synonyms()
        titles = {1: "Kokeilu Espoossa", 2: "Retki Lahteen", 3: "Turun kaupungin juhla"}
        index_documents("practice", [Source(number, text) for number, text in titles.items()])
    number = {"Nastolassa": 2, "Åbo": 3}.get(query, 1)
    with deep_analysis():
        result = find("practice", query)
    assert (result.ids[:1], result.strict_count) == ([number], 1)
