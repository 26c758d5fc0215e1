"""Which organisation of the register a name means."""

import pytest

from talkoot.people.queries import organisation_named, organisations_named
from tests.factories.people import make_municipality, make_organisation


@pytest.fixture
def towns(db):
    kuopio = make_municipality("297", name="Kuopio")
    iisalmi = make_municipality("140", name="Iisalmi")
    make_organisation(key="kuopio", name="Kuopio", municipality=kuopio)
    make_organisation(key="iisalmi", name="Iisalmen kaupunki", municipality=iisalmi)
    make_organisation(key="vesi", name="Kuopion Vesi Oy", municipality=kuopio, kind="company")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kuopio", "kuopio"),
        ("Kuopion kaupunki", "kuopio"),
        ("kuopion kaupunki", "kuopio"),
        ("iisalmi", "iisalmi"),
        ("Iisalmen kaupunki", "iisalmi"),
        ("Iisalmen kunta", "iisalmi"),
        ("Kuopion Vesi Oy", "vesi"),
    ],
)
def test_municipality_is_known_by_any_of_its_names(towns, name, key):
    found = organisation_named(name)
    assert found is not None and found.key == key


def test_name_of_none_or_of_many_means_none(towns):
    assert organisation_named("") is None
    assert organisation_named("Vesi") is None
    assert [row.key for row in organisations_named("Vesi")] == ["vesi"]
    assert organisations_named("Kajaanin kaupunki") == []
