"""The page of a theme."""

import pytest

from talkoot.programmes.models import Theme
from tests.factories.events import make_event
from tests.factories.experts import make_expert
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def make_theme(use="practice"):
    return Theme.objects.create(use=use, code="vuorot", name_fi="Työvuorot")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_with_any_number(page, count):
    theme = make_theme()
    for _number in range(count):
        make_practice().themes.add(theme)
    page.get("theme", theme.code, queries=6)


def test_practices_experts_events_and_calls_stand_on_it(page, practice, call):
    theme, need = make_theme(), make_theme("need")
    practice.themes.add(theme)
    expert = make_expert("Elli Esimerkki")
    expert.themes.add(need)
    event = make_event(theme=theme)
    text = page.get("theme", theme.code).text
    assert practice.title in text and expert.name in text and call.title in text
    assert event.title in text


def test_other_themes_practices_are_not_there(page, practice):
    assert practice.title not in page.get("theme", make_theme().code).text


def test_unknown_theme_is_not_found(page, db):
    page.get("theme", "ei-ole", status=404)


def test_page_opens_in_each_language(page, practice):
    theme = make_theme()
    for prefix in ("", "/sv", "/en"):
        page.get(f"{prefix}/themes/{theme.code}/")
