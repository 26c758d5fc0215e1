"""Municipalities and organisations from the data folder."""

import datetime

import pytest

from talkoot.people.models import Municipality, Organisation, OrganisationSuccession
from talkoot.people.reference import load_municipalities, load_organisations
from tests.tables import contents

pytestmark = pytest.mark.django_db


def test_every_municipality_is_loaded_with_its_validity():
    assert load_municipalities() == 320

    assert Municipality.objects.filter(valid_to=None).count() == 308
    kuopio = Municipality.objects.get(code="297")
    assert (kuopio.name_fi, kuopio.region_en) == ("Kuopio", "North Savo")
    assert kuopio.population_on == datetime.date(2024, 12, 31)
    assert kuopio.valid_to is None


def test_merged_municipality_points_to_its_successor():
    load_municipalities()

    merged = Municipality.objects.exclude(valid_to=None)
    assert merged.count() == 12
    assert all(place.merged_into_id for place in merged)
    pertunmaa = Municipality.objects.get(name_fi="Pertunmaa")
    assert str(pertunmaa.merged_into) == "Mäntyharju"
    assert pertunmaa.valid_to == datetime.date(2024, 12, 31)


def test_each_municipality_is_one_organisation_under_its_published_name():
    load_municipalities()
    load_organisations()

    municipal = Organisation.objects.filter(kind="municipality")
    assert municipal.count() == municipal.values("municipality").distinct().count() == 320
    assert Organisation.objects.get(key="kunta-005").name == "Alajärvi"
    alavus = Organisation.objects.get(key="kunta-010")
    assert (alavus.name, alavus.name_sv) == ("Alavuden kaupunki", "Alavo stad")
    assert alavus.source == "kunteko-2020"
    assert not Organisation.objects.filter(is_demo=True).exists()


def test_units_belong_to_their_organisation():
    load_municipalities()
    load_organisations()

    library = Organisation.objects.get(key="helsingin-kaupunginkirjasto")
    assert library.parent.name == "Helsingin kaupunki"
    assert library.municipality_id == "091"
    assert Organisation.objects.filter(kind="wellbeing_county").count() == 21


def test_a_merger_leaves_a_successor_organisation():
    load_municipalities()
    load_organisations()

    assert OrganisationSuccession.objects.count() == 12
    succession = OrganisationSuccession.objects.get(predecessor__key="kunta-911")
    assert succession.successor.key == "kunta-541"
    assert succession.on == datetime.date(2020, 1, 1)
    assert succession.predecessor.valid_to == datetime.date(2019, 12, 31)


def test_a_second_load_changes_nothing():
    load_municipalities()
    load_organisations()
    before = contents(Municipality, Organisation, OrganisationSuccession)

    load_municipalities()
    load_organisations()

    assert contents(Municipality, Organisation, OrganisationSuccession) == before


def test_a_load_restores_what_the_file_tells_and_keeps_other_rows():
    load_municipalities()
    load_organisations()
    Organisation.objects.filter(key="valtiokonttori").update(name="Väärä nimi")
    own = Organisation.objects.create(key="oma", name="Oma organisaatio", kind="other")

    load_organisations()

    assert Organisation.objects.get(key="valtiokonttori").name == "Valtiokonttori"
    assert Organisation.objects.filter(pk=own.pk).exists()
