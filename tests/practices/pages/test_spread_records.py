"""The records behind a measure of spreading."""

import pytest

from talkoot.practices.queries.measures import MEASURES
from tests.factories.diffusion import make_spread
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_each_measure_opens(page, practice, measure, count):
    make_spread(practice, count)
    # Of the organisations a page is read: their number and the rows.
    queries = 10 if measure.is_of_organisations else 8
    answer = page.get("spread-records", practice.slug, measure.key, queries=queries)
    assert str(measure.label) in answer.h1


def test_value_is_the_number_of_its_records(page, practice):
    adoptions = make_spread(practice, 3)
    answer = page.get("spread-records", practice.slug, "adopters")
    assert answer.context["value"] == "3"
    assert {row["name"] for row in answer.context["adopters"]} == {
        row.organisation.name for row in adoptions
    }


def test_records_are_narrowed_to_a_region(page, practice):
    first, _second = make_spread(practice, 2)
    answer = page.get(f"/practices/{practice.slug}/spread/regions/?region=01")
    assert [row["name"] for row in answer.context["adopters"]] == [first.organisation.name]


def test_eligible_organisations_are_without_the_origin(page, practice):
    other = make_organisation(kind="municipality")
    text = page.get("spread-records", practice.slug, "eligible").text
    assert other.name in text and f"\n{practice.organisation.name}\n" not in text


def test_unknown_measure_is_not_found(page, practice):
    page.get("spread-records", practice.slug, "ei-ole", status=404)
