"""Around the list: suggestions, why a hit, a better spelling, similar practices, picked lists."""

import re

import pytest
from django.utils import timezone

from talkoot.practices.actions import reindex_all
from talkoot.practices.models import EmptySearch, Practice
from talkoot.search.analysis import deep_analysis
from talkoot.search.jobs import analyse_pending_tokens
from tests.factories.people import make_organisation
from tests.factories.practices import make_curated_list, make_practice


@pytest.fixture
def indexed(db):
    bare = {"gist": "", "need": "", "what_was_done": "", "results": "", "unit_name": ""}
    make_practice("Työvuorot yhdessä", **bare)
    make_practice("Työvuorojen suunnittelu", **bare)
    make_practice("Lounas", **{**bare, "what_was_done": "Kokeilimme etätyöpäivää viikoittain."})
    with deep_analysis():
        reindex_all()


def test_hit_tells_why_it_was_found(page, indexed):
    why = page.get("/practices/?q=työvuoroja").page.all("p", class_="ui-card__why")
    found = ["".join(row.itertext()).split(":")[1].split("(")[0].strip() for row in why]
    assert sorted(found) == ["Työvuorojen", "Työvuorot"]


def test_hit_in_a_text_that_the_card_does_not_show_says_so(page, indexed):
    answer = page.get("/practices/?q=etätyöpäivä")
    assert "etätyöpäivää" in answer.text and "Lounas" in answer.text


def test_misspelt_word_gets_a_divider_and_a_better_spelling(page, indexed):
    answer = page.get("/practices/?q=tyovuorrot")
    assert answer.page.all(class_="ui-divider")
    links = [link.get("href") for link in answer.page.all("a")]
    assert "?q=ty%C3%B6vuorot" in links
    assert not EmptySearch.objects.exists()  # The worker may know what the word is a form of.
    analyse_pending_tokens()
    page.get("/practices/?q=tyovuorrot")
    assert EmptySearch.objects.get().text == "tyovuorrot"


def test_search_that_finds_or_is_narrowed_is_not_logged(page, indexed):
    page.get("/practices/?q=työvuoroja")
    page.get("/practices/?q=zzzz&type=lesson")
    assert not EmptySearch.objects.exists()


def test_suggestions_complete_what_is_typed(page, client, indexed, django_assert_num_queries):
    answer = client.get("/practices/suggestions/?q=työvu")
    assert re.findall('value="(.*?)"', answer.content.decode()) == [
        "työvuoro",
        "Työvuorojen suunnittelu",
        "Työvuorot yhdessä",
    ]
    make_practice("Työvuorolista", state="draft")
    with django_assert_num_queries(2):
        answer = client.get("/practices/suggestions/?q=TYÖVUOROT yh")
    assert re.findall('value="(.*?)"', answer.content.decode()) == ["Työvuorot yhdessä"]
    assert client.get("/practices/suggestions/?q=%00").status_code == 200
    assert page.get("practices").page.by_id("hero-q").get("list") == "hero-q-list"


def test_practice_page_leads_to_similar_ones_labelled_a_suggestion(page, client, indexed):
    practice = Practice.objects.get(title="Työvuorot yhdessä")
    links = page.get("practice", practice.slug).links.values()
    assert f"/practices/{practice.slug}/similar/" in links
    answer = page.get("similar-practices", practice.slug, queries=8)
    assert "Työvuorojen suunnittelu" in answer.text
    piece = client.get(f"/practices/{practice.slug}/similar/", headers={"HX-Request": "true"})
    assert b"<html" not in piece.content and b"<li>" in piece.content


def test_author_sees_what_is_published_of_the_same_while_writing(page, indexed, applicant):
    draft = make_practice("Työvuoroista", state="draft", author=applicant)
    make_practice("Hyvin kerrottu", organisation=make_organisation(), how_measured="Kysely.",
                  tips="Aloittakaa pienestä.")  # fmt: skip
    answer = page.sign_in(applicant).get("similar-to-mine", draft.slug)
    assert "Työvuorot yhdessä" in answer.text and "Hyvin kerrottu" in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_picked_list_keeps_its_order_and_shows_only_what_is_public(page, db, count):
    practices = [make_practice(f"Teko {number}") for number in range(count)]
    curated = make_curated_list(
        practices=[*practices, make_practice("Salattu", state="withdrawn")],
        published_on=timezone.localdate(),
    )
    for number, item in enumerate(curated.items.order_by("-practice_id")):
        item.order = number
        item.save()
    answer = page.get("curated-list", curated.pk, queries=2)
    titles = [
        "".join(card.itertext()).strip() for card in answer.page.all("h3", class_="ui-card__title")
    ]
    assert titles == [row.title for row in reversed(practices)]
    assert "Salattu" not in answer.text
    assert len(page.get("curated-lists", queries=1).page.all("li", class_="ui-card")) == 1
