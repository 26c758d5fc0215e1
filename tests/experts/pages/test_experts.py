"""The list of experts."""

import datetime
import re

import pytest
from django.utils import timezone

from talkoot.experts.actions.directory import index_new_experts
from talkoot.experts.models import DirectoryView
from talkoot.search.analysis import deep_analysis
from tests.factories.experts import make_expert, make_framework
from tests.factories.profiles import make_availability
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(page, count):
    for _ in range(count):
        make_expert().themes.add(make_theme())

    page.get("experts", queries=4)


def test_experts_of_an_ended_framework_are_not_listed(page):
    ended = make_framework(valid_to=timezone.localdate() - datetime.timedelta(days=1))
    make_expert("Entinen Asiantuntija", framework=ended)
    make_expert("Nykyinen Asiantuntija", framework=make_framework())

    text = page.get("experts").text

    assert "Nykyinen Asiantuntija" in text
    assert "Entinen Asiantuntija" not in text


def test_theme_and_language_narrow_the_list(page):
    theme = make_theme(code="johtaminen")
    make_expert("Teemu Teema", languages="fi sv").themes.add(theme)
    make_expert("Kieli Kielinen", languages="fi en")

    by_theme = page.get("experts", data={"theme": "johtaminen"}).text
    assert "Teemu Teema" in by_theme and "Kieli Kielinen" not in by_theme
    by_language = page.get("experts", data={"language": "en"}).text
    assert "Kieli Kielinen" in by_language and "Teemu Teema" not in by_language
    both = page.get("experts", data={"theme": "johtaminen", "language": "en"})
    assert "Teemu Teema" not in both.text and "Kieli Kielinen" not in both.text


def test_nonsense_in_the_address_gives_an_empty_list(page):
    make_expert("Elli Esimerkki")

    assert "Elli Esimerkki" not in page.get("experts", data={"theme": "<script>"}).text


def shown(answer):
    """Names of the cards in their order."""
    return re.findall(r"Asiantuntija \d+", answer.text)


def test_each_opening_draws_anew_and_the_seed_keeps_the_order(page):
    for _ in range(30):
        make_expert()

    first = page.get("experts")
    seed = DirectoryView.objects.get().seed
    assert seed in first.text
    second = page.get("experts", data={"seed": seed, "page": 2}, queries=4)
    again = page.get("experts", data={"seed": seed})

    assert DirectoryView.objects.count() == 1
    assert shown(first) == shown(again)
    assert len(set(shown(first) + shown(second))) == 30
    assert f"seed={seed}" in first.content.decode()
    assert shown(page.get("experts")) != shown(first)


def test_an_invented_seed_is_not_followed(page):
    make_expert()
    page.get("experts", data={"seed": "oma-siemen"})
    assert DirectoryView.objects.exclude(seed="oma-siemen").count() == 1


def test_search_and_facets_go_together(page):
    make_expert("Aino Arki", profile_fi="Palvelumuotoilua kouluille.", region_codes=["11"])
    make_expert("Bo Björk", profile_fi="Palvelumuotoilua.", region_codes=["19"], is_remote=False)
    with deep_analysis():
        index_new_experts()

    found = page.get("experts", data={"q": "palvelumuotoilua"})
    assert "Aino Arki" in found.text and "Bo Björk" in found.text
    narrowed = page.get("experts", data={"q": "palvelumuotoilua", "region": "11"})
    assert "Aino Arki" in narrowed.text and "Bo Björk" not in narrowed.text
    nobody = page.get("experts", data={"q": "xyzzy"})
    assert "Aino Arki" not in nobody.text


def test_away_expert_is_marked(page):
    make_availability(make_expert("Aino Arki"))
    assert "Away just now" in page.get("/en/experts/").text


def test_invented_and_busy_experts_are_marked(page):
    make_expert(is_demo=True, is_available=False)

    text = page.get("/en/experts/").text

    assert "Demo data" in text
    assert "Takes no new work now" in text
