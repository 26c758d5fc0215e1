"""Ideas voted on at the same moment: nobody gets one vote too many, and none after the closing."""

import pytest

from talkoot.engagements.actions import workshops as actions
from talkoot.engagements.models import IdeaVote, Workshop
from tests.engagements.test_races import at_once
from tests.factories.learning import make_space, space_of, take_part
from tests.factories.people import make_user
from tests.factories.teams import make_experiment, make_idea, make_workshop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workshop(programme):
    series = make_space(programme=programme, kind="challenge_workshop")
    return make_workshop(series, votes_each=2, state="voting")


@pytest.fixture
def space(workshop):
    voter = make_user()
    take_part(workshop.series, voter)
    return space_of(workshop.series, voter)


def voting(space, idea):
    return lambda: actions.vote_idea(space, idea, is_given=True)


def test_two_taps_for_the_last_vote_give_it_once(workshop, space):
    ideas = [make_idea(workshop) for _number in range(3)]
    actions.vote_idea(space, ideas[0], is_given=True)
    refused = at_once(*[voting(space, idea) for idea in ideas[1:]])
    assert len(refused) == 1 and "2" in refused[0]
    assert sorted(IdeaVote.objects.values_list("number", flat=True)) == [1, 2]


def test_many_taps_at_once_keep_to_the_limit(workshop, space):
    ideas = [make_idea(workshop) for _number in range(6)]
    refused = at_once(*[voting(space, idea) for idea in ideas])
    assert len(refused) == 4
    assert IdeaVote.objects.count() == 2


def test_a_double_tap_is_one_vote(workshop, space):
    idea = make_idea(workshop)
    assert at_once(*[voting(space, idea)] * 4) == []
    assert IdeaVote.objects.count() == 1


def test_no_vote_comes_after_the_closing(workshop, space, office_user):
    ideas = [make_idea(workshop) for _number in range(2)]
    make_experiment(team=None, workshop=workshop, idea=ideas[0])
    lead = space_of(workshop.series, office_user)

    def close():
        actions.move_workshop(lead, workshop, to="experimenting", by=office_user)

    refused = at_once(voting(space, ideas[1]), close)
    assert Workshop.objects.get().state == "experimenting"
    assert IdeaVote.objects.count() + len(refused) == 1
