"""Who has a practice through an own version of it: generations follow, adopters do not."""

import datetime

import pytest

from talkoot.practices import spread_pictures
from talkoot.practices.models import Practice
from talkoot.practices.queries.spread import spread_of
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(practice):
    """B uses the practice and has told its own version."""
    adopter = make_organisation("Beeta")
    make_adoption(practice, organisation=adopter)
    return make_practice(organisation=adopter, origin_practice=practice)


def found(practice, day=None):
    return spread_of(Practice.objects.get(pk=practice.pk), day)


def test_who_learned_from_a_version_is_of_the_next_generation(practice, version):
    third = make_adoption(version, organisation=make_organisation("Ceeta"))
    make_adoption(version, organisation=make_organisation("Deeta"), learned_from=third)
    make_adoption(version, stage="trying")
    spread = found(practice)
    assert [row.name for row in spread.adopters] == ["Beeta"]
    assert [(row.name, spread.generation_of[row.pk]) for row in spread.reached] == [
        ("Beeta", 1), ("Ceeta", 2), ("Deeta", 3),
    ]  # fmt: skip
    assert spread.generations == 3 and found(version).generations == 2


def test_version_of_a_version_goes_on_and_each_organisation_stands_once(practice, version):
    (first,) = practice.adoptions.all()
    third = make_organisation("Ceeta")  # Told its version without marking an adoption.
    theirs = make_practice(organisation=third, origin_practice=version)
    twice = make_adoption(theirs, organisation=first.organisation)
    make_adoption(theirs, organisation=make_organisation("Eeta"), learned_from=twice)
    make_adoption(theirs, organisation=practice.organisation)
    spread = found(practice)
    places = {row.name: spread.generation_of[row.pk] for row in spread.reached}
    assert places == {"Beeta": 1, "Ceeta": 2, "Eeta": 2} and len(spread.reached) == 3
    Practice.objects.filter(pk=practice.pk).update(origin_practice=theirs)  # A loop ends.
    assert found(practice).generations == 2


def test_version_counts_from_its_day_and_while_it_is_public(practice, version):
    make_adoption(version, adopted_on=datetime.date(2020, 1, 1))
    assert found(practice).generations == 2
    assert found(practice, datetime.date(2020, 6, 1)).generations == 0
    Practice.objects.filter(pk=version.pk).update(state="withdrawn")
    assert found(practice).generations == 1


def test_tree_and_records_show_whose_version_it_was(page, practice, version):
    make_adoption(version, organisation=make_organisation("Ceeta"))
    spread = found(practice)
    graph = spread_pictures.family(practice, spread)
    assert graph is not None and graph.wide.count("Ceeta") == 1 and "Beeta)" in graph.wide
    rows = page.get("spread-records", practice.slug, "generations").context["adopters"]
    assert [(row["name"], row["from"]) for row in rows] == [("Beeta", ""), ("Ceeta", "Beeta")]
    assert len(page.get("spread-records", practice.slug, "adopters").context["adopters"]) == 1
