"""Figures of practices and adoptions."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.figures import Filters, count_figures, get_figure
from talkoot.practices.models import Adoption
from talkoot.practices.queries.levels import spreading_now
from talkoot.practices.queries.spread import spread_of
from talkoot.practices.rankings import rankings
from talkoot.programmes.models import Period, Programme
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


def test_figures_of_a_day_stand_as_the_moves_tell(programme):
    published_at = timezone.make_aware(datetime.datetime(2021, 1, 1))
    practice = make_practice(published_at=published_at)
    used = make_adoption(practice, adopted_on=datetime.date(2022, 3, 1))
    tried = make_adoption(practice, stage="trying", adopted_on=datetime.date(2023, 1, 1))
    then = datetime.date(2024, 12, 31)
    assert list(count("adoptions", as_of=then).records) == [used]
    for adoption, stage in ((used, "dropped"), (tried, "in_use")):
        adoption.moves.create(stage=stage, moved_on=TODAY)
        Adoption.objects.filter(pk=adoption.pk).update(stage=stage)
    for name, value in (("adoptions", 1), ("adopted-share", 100), ("adoptions-verified", 0)):
        assert count(name, as_of=then).value == value
    assert [row.pk for row in spread_of(practice, then).adopters] == [used.pk]
    assert list(count("adoptions").records) == [tried]
    learned = {
        day: [row.subject for row in rankings(programme, day)[1].raw] for day in (then, TODAY)
    }
    assert learned == {then: [used.organisation], TODAY: [tried.organisation]}


def test_period_holds_what_came_into_use_in_it(programme):
    adoption = make_adoption(stage="trying", adopted_on=TODAY - datetime.timedelta(days=400))
    adoption.moves.create(stage="in_use", moved_on=TODAY - datetime.timedelta(days=20))
    Adoption.objects.update(stage="in_use")
    month = Period(starts_on=TODAY - datetime.timedelta(days=30), ends_on=TODAY)
    found = count_figures([get_figure("adoptions")], programme, TODAY, Filters(period=month))
    assert found["adoptions"].value == 1
    assert [row.new for row in spreading_now(programme.pk, TODAY)] == [1]


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
