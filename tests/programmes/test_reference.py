"""The programmes, themes and service areas from the data folder."""

import datetime
from decimal import Decimal

import pytest

from talkoot.people.reference import load_municipalities, load_organisations
from talkoot.programmes.models import (
    FundingProject,
    Goal,
    Mandate,
    Offering,
    Party,
    Period,
    Programme,
    PublishedFact,
    Sector,
    Theme,
)
from talkoot.programmes.reference import load_programmes, load_themes_and_sectors
from tests.tables import contents

pytestmark = pytest.mark.django_db
TABLES = (Programme, Period, Goal, Party, Mandate, Offering, FundingProject, PublishedFact)


@pytest.fixture
def organisations():
    load_municipalities()
    load_organisations()


def test_themes_and_service_areas_are_loaded_in_three_languages():
    load_themes_and_sectors()

    assert Theme.objects.filter(use="need").count() == 9
    assert Theme.objects.filter(use="workshop").count() == 7
    assert Sector.objects.count() == 8
    rows = [*Theme.objects.all(), *Sector.objects.all()]
    assert all(row.name_fi and row.name_sv and row.name_en for row in rows)


def test_a_second_load_of_themes_changes_nothing():
    load_themes_and_sectors()
    before = contents(Theme, Sector)

    load_themes_and_sectors()

    assert contents(Theme, Sector) == before


def test_five_programmes_are_loaded_as_real_and_ended(organisations):
    assert load_programmes() == 5

    offices = dict(Programme.objects.values_list("slug", "office__name"))
    assert offices == {
        "kunteko": "KT Kuntatyönantajat",
        "espoo-kehitysohjelmat": "Espoon kaupunki",
        "oph-vaikutusohjelmat": "Opetushallitus",
        "kaiku-uudistuvaan-tyohon": "Valtiokonttori",
        "ekosysteemikoulu": "Valtiokonttori",
    }
    for programme in Programme.objects.all():
        assert programme.state == Programme.State.ENDED
        assert not programme.is_demo
        assert programme.source
        assert programme.name_sv and programme.name_en
        assert programme.summary_sv and programme.summary_en


def test_kunteko_has_its_goals_periods_parties_and_facts(organisations):
    load_programmes()

    kunteko = Programme.objects.get(slug="kunteko")
    assert kunteko.goals.count() == 6
    assert [period.starts_on.year for period in kunteko.periods.all()] == [2015, 2018]
    funders = kunteko.parties.filter(kind="funder").values_list("share_percent", flat=True)
    assert sum(share for share in funders if share) == Decimal("87.5")
    assert kunteko.parties.get(kind="evaluator").organisation.name == "MDI Public Oy"
    practices = kunteko.published_facts.get(code="practices")
    assert (practices.value, practices.as_of) == (667, datetime.date(2020, 10, 12))
    assert practices.is_key and not practices.is_approximate
    assert kunteko.published_facts.get(code="service-participants").is_approximate


def test_published_shares_add_up(organisations):
    load_programmes()

    facts = PublishedFact.objects.filter(programme__slug="kunteko")
    sectors = facts.filter(code__startswith="sector-").exclude(code="sector-employees")
    shares = sectors.values_list("value", flat=True)
    assert (len(shares), sum(shares)) == (8, 100)
    value = dict(facts.values_list("code", "value"))
    assert value["development-networks"] + value["learning-networks"] == value["networks"]
    assert value["practices-total-2018"] + value["practices-new-2019"] == 566
    assert value["practices-total-2019"] + value["practices-new-2020"] == value["practices"]


def test_espoo_has_five_and_then_four_sub_programmes(organisations):
    load_programmes()

    espoo = Programme.objects.get(slug="espoo-kehitysohjelmat")
    counts = [period.offering_set.count() for period in espoo.periods.all()]
    assert counts == [5, 4]
    assert set(espoo.offerings.values_list("kind", flat=True)) == {"sub_programme"}


def test_every_translation_of_a_programme_is_there(organisations):
    load_programmes()

    for table, name in ((Goal, "text"), (Mandate, "text"), (Offering, "summary")):
        for row in table.objects.all():
            assert getattr(row, f"{name}_sv") and getattr(row, f"{name}_en"), row
    assert not PublishedFact.objects.filter(label_sv="").exists()


def test_a_second_load_changes_nothing(organisations):
    load_programmes()
    before = contents(*TABLES)

    load_programmes()

    assert contents(*TABLES) == before
