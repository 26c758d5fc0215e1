"""The office's synonyms, and the searches in vain that lead to them."""

import pytest

from talkoot.audit.models import LogEntry
from talkoot.practices.actions import reindex_all
from talkoot.practices.actions.searches import log_empty_search
from talkoot.practices.models import EmptySearch
from talkoot.search.actions.synonyms import save_group
from talkoot.search.analysis import deep_analysis
from talkoot.search.models import SynonymGroup
from tests.factories.practices import make_practice


@pytest.fixture
def office(page, office_user):
    return page.sign_in(office_user)


def make_group(words="kokous\npalaveri"):
    group = SynonymGroup(words_fi=words)
    save_group(group)
    return group


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(office, count):
    for number in range(count):
        make_group(f"sana{number}\ntoinen{number}")
    answer = office.get("synonyms", queries=6)
    assert len(answer.page.all("tr")) == count + 1


def test_groups_are_found_by_any_of_their_words(office):
    make_group()
    make_group("koulu\noppilaitos")
    answer = office.get("/office/synonyms/?q=PALAV")
    assert "kokous" in answer.text and "koulu" not in answer.text
    assert office.get("/office/synonyms/?q=eiole").page.all(class_="ui-empty")


def test_search_in_vain_becomes_a_group_that_finds(office):
    with deep_analysis():
        make_practice("Kokoukset lyhyiksi")
        reindex_all()
    office.get("practices")  # The process reads what is published once.
    assert not office.get("/practices/?q=palaveri").page.all("li", class_="ui-card")
    row = EmptySearch.objects.get()
    listed = office.get("empty-searches")
    assert listed.page.all("a", href="/office/synonyms/new/?words=palaveri")
    form = office.get("/office/synonyms/new/?words=palaveri")
    assert form.page.by_id("id_words_fi").text.strip() == "palaveri"
    with deep_analysis():
        office.post(
            "new-synonyms",
            {"words_fi": "palaveri\nkokous", "words_sv": "", "words_en": "", "is_active": "on"},
            redirects_to="/office/synonyms/",
        )
    row.refresh_from_db()
    assert row.is_handled
    assert "Kokoukset" in office.get("/practices/?q=palaveri").text


def test_one_word_is_refused_beside_the_field(office):
    answer = office.post("new-synonyms", {"words_fi": "yksin", "is_active": "on"}, status=422)
    assert answer.errors


def test_changes_are_told_with_who_made_them(office, office_user):
    group = make_group()
    office.post(
        "synonym-group",
        {"words_fi": "kokous\npalaveri\ntapaaminen", "is_active": "on"},
        group.pk,
        redirects_to="/office/synonyms/",
    )
    entry = LogEntry.objects.get(key="practices.synonyms.saved")
    assert entry.actor == office_user and "tapaaminen" in entry.after["words_fi"]
    assert "tapaaminen" not in entry.before["words_fi"]
    assert office_user.name in office.get("synonym-group", group.pk).text


def test_group_is_switched_and_deleted(office):
    group = make_group()
    office.post("switch-synonyms", {}, group.pk, redirects_to=f"/office/synonyms/{group.pk}/")
    group.refresh_from_db()
    assert not group.is_active
    office.post("delete-synonyms", {}, group.pk, redirects_to="/office/synonyms/")
    assert not SynonymGroup.objects.exists()
    assert LogEntry.objects.filter(key="practices.synonyms.deleted").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_log_costs_the_same_at_any_length(office, count):
    for number in range(count):
        log_empty_search(f"sana {'abc'[number]}")
    answer = office.get("empty-searches", queries=6)
    assert len(answer.page.all("tr")) == count + 1


def test_handled_words_move_to_their_own_list(office):
    log_empty_search("etätyö")
    office.post("handle-empty", {}, EmptySearch.objects.get().pk, redirects_to="/office/searches/")
    assert "etätyö" not in office.get("empty-searches").text
    assert "etätyö" in office.get("/office/searches/?handled=1").text
