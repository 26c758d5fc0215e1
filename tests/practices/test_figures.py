"""Figures of practices and adoptions."""

import datetime

import pytest
from django.utils import timezone

from talkoot.practices.models import Adoption
from talkoot.programmes.models import Programme
from tests.factories.people import make_organisation
from tests.factories.practices import make_adoption, make_practice
from tests.figures import count

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_adopted_share_counts_a_practice_once(programme):
    adopted, other = make_practice(), make_practice()
    make_adoption(adopted)
    make_adoption(adopted)
    make_adoption(other, stage=Adoption.Stage.INTERESTED)
    make_adoption(make_practice(state="withdrawn"))
    found = count("adopted-share")
    assert (found.value, found.n) == (50, 2)
    assert list(found.records) == [adopted]
    assert count("adoptions").value == 2


def test_adoptions_after_the_programme_are_those_of_all_that_began_when_it_had_ended(programme):
    ended_on = programme.ends_on
    Programme.objects.update(ends_on=TODAY - datetime.timedelta(days=30))
    practice = make_practice()
    late = make_adoption(practice, adopted_on=TODAY - datetime.timedelta(days=29))
    make_adoption(practice, adopted_on=TODAY - datetime.timedelta(days=30))
    found = count("adoptions-after-programme")
    assert (found.value, list(found.records)) == (1, [late])
    Programme.objects.update(ends_on=ended_on)
    assert count("adoptions-after-programme").value == 0


def test_writing_time_is_a_median_of_what_was_written_here(programme):
    for minutes in (3, 4, 50, None):
        make_practice(writing_minutes=minutes)
    make_practice(writing_minutes=90, state="returned")
    found = count("practice-writing-time")
    assert (found.value, found.n) == (4, 3)


def test_organisation_with_two_practices_counts_once(programme):
    organisation = make_organisation()
    make_practice(organisation=organisation)
    make_practice(organisation=organisation)
    make_practice(organisation=make_organisation(), state="draft")
    found = count("practice-organisations")
    assert list(found.records) == [organisation]
    assert (found.value, found.n) == (1, 1)


def test_share_of_no_practices_says_nothing(programme):
    found = count("adopted-share")
    assert (found.value, found.n) == (None, 0)
