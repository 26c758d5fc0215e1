"""The list of programmes."""

import pytest

from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(page, count):
    for _ in range(count):
        make_programme()

    page.get("programmes", queries=1)


def test_running_programmes_stand_before_ended_ones(page):
    make_programme(name_fi="Mennyt ohjelma", state="ended")
    make_programme(name_fi="Nykyinen ohjelma", state="running")

    text = page.get("programmes").text

    assert text.index("Nykyinen ohjelma") < text.index("Mennyt ohjelma")


def test_planned_programme_is_not_listed(page):
    make_programme(name_fi="Salainen suunnitelma", state="planned")

    assert "Salainen suunnitelma" not in page.get("programmes").text


def test_invented_programme_is_marked(page):
    make_programme(name_en="An invented programme", is_demo=True)

    answer = page.get("/en/programmes/")

    assert "An invented programme" in answer.links
    assert "Demo data" in answer.text
