"""The figures of a programme: few queries, however many figures and records."""

import pytest

from tests.factories.practices import make_practice
from tests.figures import make_records

pytestmark = pytest.mark.django_db
FIGURES_QUERIES = 15  # Programmes, published facts, one for all numbers, twelve that measure.
FRONT_QUERIES = 5


@pytest.mark.parametrize("count", [1, 3])
def test_figures_read_the_same_however_many(count, page, programme):
    for _number in range(count):
        make_records()
    answer = page.get(f"/figures/?programme={programme.slug}", queries=FIGURES_QUERIES)
    assert f"n = {count} julkaistua tekoa" in answer.text


def test_figures_without_records_cost_no_more(page, programme):
    answer = page.get("figures", queries=FIGURES_QUERIES)
    assert "n =" not in answer.text


def test_unknown_programme_gets_a_sentence(page, programme):
    page.get("/figures/?programme=no-such-programme", status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_front_reads_the_same_however_many(count, page, call):
    for _number in range(count):
        make_practice(state="published")
    page.get("/", queries=FRONT_QUERIES)
