"""Experiments with the management's decisions; the challenge workshop, its vote and board."""

import datetime

import pytest
from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.engagements.actions import workshops as actions
from talkoot.engagements.models import Experiment, IdeaVote, Workshop
from talkoot.engagements.queries.workshops import ideas_of, turnout
from tests.factories.learning import make_space, space_of, take_part
from tests.factories.people import make_user
from tests.factories.teams import make_experiment, make_idea, make_workshop

TODAY = timezone.localdate
CARD = {"title": "Neuvonta illalla", "hypothesis": "Nuoret tulevat.", "owner": "Neuvoja"}


def decided(to, **values):
    return {"to": to, "role": "johtaja", "on": TODAY(), "grounds": "Hyöty on selvä."} | values


def test_experiment_goes_through_two_decisions_and_is_tried_again(applicant):
    row = make_experiment()
    with pytest.raises(NotAllowed):
        actions.begin_experiment(row, starts_on=TODAY(), ends_on=TODAY(), by=applicant)
    with pytest.raises(NotAllowed):
        actions.decide_experiment(row, **decided("approved", grounds=" "), by=applicant)
    actions.decide_experiment(row, **decided("approved"), by=applicant)
    ends = TODAY() + datetime.timedelta(days=14)
    with pytest.raises(NotAllowed):
        actions.begin_experiment(row, starts_on=ends, ends_on=TODAY(), by=applicant)
    actions.begin_experiment(row, starts_on=TODAY(), ends_on=ends, by=applicant)
    with pytest.raises(NotAllowed):
        actions.try_again(row, title="Uusi", hypothesis="-", by=applicant)
    actions.tell_result(row, result="Toimi tiistaisin.", by=applicant)
    actions.decide_experiment(row, **decided("adopted", grounds="Otetaan käyttöön."), by=applicant)
    row = Experiment.objects.get()
    assert (row.state, row.grounds) == ("adopted", "Otetaan käyttöön.")
    further = actions.try_again(row, title="Myös torstaisin", hypothesis="-", by=applicant)
    assert (further.previous, further.team, further.state) == (row, row.team, "proposed")


@pytest.fixture
def series(programme):
    return make_space(programme=programme, kind="challenge_workshop")


@pytest.fixture
def lead(series, office_user):
    return space_of(series, office_user)


def test_each_has_exactly_their_votes(series, lead, office_user):
    user = make_user()
    take_part(series, user)
    workshop = make_workshop(series, votes_each=2, state="voting")
    ideas = [make_idea(workshop) for _number in range(3)]
    space = space_of(series, user)
    with pytest.raises(NotAllowed):
        actions.vote_idea(lead, ideas[0], is_given=True)
    for idea in (ideas[0], ideas[0], ideas[1]):
        actions.vote_idea(space, idea, is_given=True)
    with pytest.raises(NotAllowed, match="2"):
        actions.vote_idea(space, ideas[2], is_given=True)
    actions.vote_idea(space, ideas[0], is_given=False)
    actions.vote_idea(space, ideas[0], is_given=False)
    actions.vote_idea(space, ideas[2], is_given=True)
    assert turnout(workshop) == (1, 2)
    assert sorted(IdeaVote.objects.values_list("number", flat=True)) == [1, 2]
    assert ideas_of(workshop, by_votes=True).last() == ideas[0]

    Workshop.objects.update(state="experimenting")
    with pytest.raises(NotAllowed):
        actions.vote_idea(space, ideas[0], is_given=True)


def test_workshop_phases_ask_for_what_they_work_on(series, lead, office_user):
    workshop = actions.open_workshop(lead, challenge="Nuoret", votes_each=1, by=office_user)

    def move(to):
        actions.move_workshop(lead, workshop, to=to, by=office_user)
        workshop.refresh_from_db()

    with pytest.raises(NotAllowed):
        move("voting")
    ideas = [actions.add_idea(lead, workshop, text=f"I{n}", by=office_user) for n in range(2)]
    move("voting")
    with pytest.raises(NotAllowed):
        actions.add_idea(lead, workshop, text="Myöhässä", by=office_user)
    with pytest.raises(NotAllowed):
        actions.open_workshop(lead, challenge="Muu", votes_each=1, by=office_user)
    with pytest.raises(NotAllowed):
        move("experimenting")
    actions.choose_idea(lead, ideas[0], by=office_user, **CARD)
    with pytest.raises(NotAllowed):
        actions.choose_idea(lead, ideas[0], by=office_user, **CARD)
    for to in ("experimenting", "following", "experimenting", "following", "ended"):
        move(to)
    assert (workshop.round_number, workshop.state) == (2, "ended")


def test_only_leaders_lead_and_only_authors_remove(series, lead, office_user):
    one, other = make_user(), make_user()
    for user in (one, other):
        take_part(series, user)
    space = space_of(series, one)
    with pytest.raises(NotAllowed):
        actions.open_workshop(space, challenge="X", votes_each=1, by=one)
    row = actions.add_statement(space, perspective="customer", text="Jono lyheni.", by=one)
    with pytest.raises(NotAllowed):
        actions.remove_statement(space_of(series, other), row, by=other)
    actions.remove_statement(space, row, by=one)
    assert not series.statements.exists()
