"""The public statistics: pictures and the map with their tables, method notes and a file."""

import pytest

from tests.factories.events import make_series
from tests.factories.people import make_municipality, make_organisation
from tests.factories.practices import make_practice
from tests.figures import make_records

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.mark.parametrize("count", [1, 3])
def test_statistics_read_the_same_however_many(count, page, programme):
    for _number in range(count):
        make_records()
    page.get(f"/figures/statistics/?programme={programme.slug}", queries=QUERIES)


def test_picture_has_its_definition_and_opens_its_figure(page, programme):
    make_practice(state="published")
    answer = page.get(f"/figures/statistics/?programme={programme.slug}")
    charts = {row.row.figure.id: row for row in answer.context["charts"]}
    assert set(charts) == {"practices-by-year", "practices-by-sector"}
    chart = charts["practices-by-year"]
    assert str(chart.row.figure.definition) in answer.text
    assert chart.row.url in answer.links.values()


def test_map_tells_how_many_kinds_each_municipality_has_had(page, programme):
    place = make_municipality()
    for kind in ("training", "training", "workshop_series"):
        organisation = make_organisation(municipality=place)
        make_series(programme, kind=kind, organisation=organisation, starts_on=programme.starts_on)
    answer = page.get(f"/figures/statistics/?programme={programme.slug}")
    [chart] = [row for row in answer.context["charts"] if row.map]
    assert [(row["name"], row["count"]) for row in chart.map.rows] == [(place.name, 2)]


def test_numbers_as_a_file(client, programme):
    make_practice(state="published")
    answer = client.get(f"/figures/statistics/?programme={programme.slug}&format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.startswith("figure;part;label;value;n;unit;as_of;definition;version")
    assert "practices-by-year;" in text


def test_nothing_to_show_says_so(page, programme):
    answer = page.get(f"/figures/statistics/?programme={programme.slug}&as_of=1999-01-01")
    assert answer.context["charts"] == []
    assert "Ei vielä laskettavaa" in answer.text


def test_unknown_programme_gets_a_sentence(page, programme):
    page.get("/figures/statistics/?programme=no-such-programme", status=404)
