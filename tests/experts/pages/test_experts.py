"""The list of experts."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.lookups import in_neutral_order
from talkoot.experts.queries import listed_experts
from tests.factories.experts import make_expert, make_framework
from tests.factories.programmes import make_theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(page, count):
    for _ in range(count):
        make_expert().themes.add(make_theme())

    page.get("experts", queries=2)


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


def test_order_is_the_same_all_day_and_another_on_another_day():
    for _ in range(8):
        make_expert()
    listed = listed_experts(on=timezone.localdate())

    orders = [
        [e.pk for e in in_neutral_order(listed, seed=f"2026-11-{day:02}")] for day in (1, 1, 2)
    ]

    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_invented_and_busy_experts_are_marked(page):
    make_expert(is_demo=True, is_available=False)

    text = page.get("/en/experts/").text

    assert "Demo data" in text
    assert "Takes no new work now" in text
