"""Experiments and their decisions; the challenge workshop with its vote and board."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state, check_transition
from talkoot.engagements.actions.frame import locked as locked_engagement
from talkoot.engagements.actions.teams import locked
from talkoot.engagements.models import (
    Engagement,
    Experiment,
    Idea,
    IdeaVote,
    Statement,
    Team,
    Workshop,
)
from talkoot.engagements.rules import check_not_withdrawn
from talkoot.engagements.rules import teams as team_rules
from talkoot.engagements.rules import workshops as rules
from talkoot.events.models import Registration, Series
from talkoot.events.rules.learning import Space, check_lead
from talkoot.people.models import User

State = Experiment.State
Phase = Workshop.State


@transaction.atomic
def propose_experiment(
    *,
    team: Team | None = None,
    workshop: Workshop | None = None,
    engagement: Engagement | None = None,
    by: User,
    **texts: Any,
) -> Experiment:
    """Propose a trial: what, what is expected, who sees to it. Management then decides.

    Refuses a team no longer at work and an engagement that has been given up.
    """
    if team is not None:
        team = locked(team)
        team_rules.check_at_work(team)
    if engagement is not None:
        engagement = locked_engagement(engagement)
        check_not_withdrawn(engagement)
    whole = team or workshop or engagement
    row = Experiment.objects.create(
        team=team,
        workshop=workshop,
        engagement=engagement,
        is_demo=whole is not None and whole.is_demo,
        **texts,
    )
    record("engagements.experiment.proposed", row, by=by)
    return row


@transaction.atomic
def decide_experiment(
    experiment: Experiment, *, to: str, role: str, on: datetime.date, grounds: str, by: User
) -> None:
    """The management's decision: try it, adopt it or not, with role, day and grounds.

    The decision before it stays in the log.
    """
    experiment = _locked(experiment)
    rules.check_decision(to, role=role, grounds=grounds)
    check_transition(experiment, to, rules.EXPERIMENT_TRANSITIONS)
    before = {"role": experiment.decided_role, "grounds": experiment.grounds}
    experiment.decided_role, experiment.decided_on, experiment.grounds = role, on, grounds
    experiment.save(update_fields=["decided_role", "decided_on", "grounds"])
    moved = change_state(experiment, to, rules.EXPERIMENT_TRANSITIONS)
    record(
        "engagements.experiment.decided",
        experiment,
        by=by,
        before={**moved["before"], **before},
        after={**moved["after"], "role": role, "grounds": grounds},
    )


@transaction.atomic
def begin_experiment(
    experiment: Experiment, *, starts_on: datetime.date, ends_on: datetime.date, by: User
) -> None:
    """The trial begins; refuses an end before its beginning and one that nobody has approved."""
    experiment = _locked(experiment)
    if ends_on < starts_on:
        raise NotAllowed(_("The end is before the beginning. Check the days."))
    moved = change_state(experiment, State.TRIED, rules.EXPERIMENT_TRANSITIONS)
    experiment.starts_on, experiment.ends_on = starts_on, ends_on
    experiment.save(update_fields=["starts_on", "ends_on"])
    record("engagements.experiment.begun", experiment, by=by, **moved)


@transaction.atomic
def tell_result(experiment: Experiment, *, result: str, by: User) -> None:
    """What happened, for the management to decide."""
    experiment = _locked(experiment)
    check_transition(experiment, State.RESULT, rules.EXPERIMENT_TRANSITIONS)
    experiment.result = result
    experiment.save(update_fields=["result"])
    moved = change_state(experiment, State.RESULT, rules.EXPERIMENT_TRANSITIONS)
    record("engagements.experiment.told", experiment, by=by, **moved)


@transaction.atomic
def try_again(experiment: Experiment, *, title: str, hypothesis: str, by: User) -> Experiment:
    """A new trial that goes on from this one in another way; refuses before there is a result."""
    experiment = _locked(experiment)
    rules.check_further(experiment)
    return propose_experiment(
        team=experiment.team,
        workshop=experiment.workshop,
        engagement=experiment.engagement,
        idea=experiment.idea,
        previous=experiment,
        title=title,
        hypothesis=hypothesis,
        owner=experiment.owner,
        service_area=experiment.service_area,
        by=by,
    )


@transaction.atomic
def open_workshop(space: Space, *, challenge: str, votes_each: int, by: User) -> Workshop:
    """Open the challenge workshop of a series, or change its challenge while it is defined."""
    check_lead(space)
    Series.objects.select_for_update(of=("self",)).get(pk=space.series.pk)
    row = Workshop.objects.filter(series=space.series).first()
    if row is None:
        row = Workshop.objects.create(
            series=space.series,
            challenge=challenge,
            votes_each=votes_each,
            is_demo=space.series.is_demo,
        )
        record("engagements.workshop.opened", row, by=by)
        return row
    rules.check_phase(row, Phase.DEFINING)
    before = {"challenge": row.challenge, "votes": row.votes_each}
    row.challenge, row.votes_each = challenge, votes_each
    row.save(update_fields=["challenge", "votes_each"])
    after = {"challenge": challenge, "votes": votes_each}
    record("engagements.workshop.saved", row, by=by, before=before, after=after)
    return row


@transaction.atomic
def move_workshop(space: Space, workshop: Workshop, *, to: str, by: User) -> None:
    """To the next phase; from the follow-up back to the trials begins a new round."""
    check_lead(space)
    workshop = _locked_workshop(workshop)
    rules.check_move(
        workshop, to, ideas=workshop.ideas.count(), experiments=workshop.experiments.count()
    )
    is_again = workshop.state == Phase.FOLLOWING and to == Phase.EXPERIMENTING
    moved = change_state(workshop, to, rules.WORKSHOP_TRANSITIONS)
    if is_again:
        workshop.round_number += 1
        workshop.save(update_fields=["round_number"])
    record("engagements.workshop.moved", workshop, by=by, **moved)


@transaction.atomic
def add_idea(space: Space, workshop: Workshop, *, text: str, by: User) -> Idea:
    """Write an idea down while ideas are gathered."""
    workshop = _locked_workshop(workshop)
    rules.check_phase(workshop, Phase.DEFINING)
    row = Idea.objects.create(
        workshop=workshop, text=text, author=space.registration, is_demo=workshop.is_demo
    )
    record("engagements.idea.added", row, by=by)
    return row


@transaction.atomic
def vote_idea(space: Space, idea: Idea, *, is_given: bool) -> None:
    """Give the idea one of one's votes, or take it back; doing it again is no-op.

    Votes are secret, so they leave no log entry. Refuses those who take no part, another phase
    and one vote too many; the numbered rows keep to it even in a race.
    """
    if space.registration is None:
        raise NotAllowed(_("Only those who take part vote."))
    # Locked, so that no vote comes after the vote has been closed.
    workshop = _locked_workshop(idea.workshop)
    voter = Registration.objects.select_for_update().get(pk=space.registration.pk)
    used = list(voter.idea_votes.filter(idea__workshop=workshop).values_list("idea_id", "number"))
    is_there = idea.pk in {row for row, _number in used}
    if is_given == is_there:
        return
    if not is_given:
        rules.check_phase(workshop, Phase.VOTING)
        voter.idea_votes.filter(idea=idea).delete()
        return
    rules.check_vote(workshop, given=len(used))
    taken = {number for _idea, number in used}
    number = next(n for n in range(1, workshop.votes_each + 1) if n not in taken)
    IdeaVote.objects.create(idea=idea, voter=voter, number=number)


@transaction.atomic
def choose_idea(space: Space, idea: Idea, *, by: User, **texts: Any) -> Experiment:
    """Make the experiment card of an idea that the vote has raised; once for each idea."""
    check_lead(space)
    workshop = _locked_workshop(idea.workshop)
    rules.check_phase(workshop, Phase.VOTING, Phase.EXPERIMENTING)
    if idea.experiments.exists():
        raise NotAllowed(_("The idea has its experiment card already."))
    return propose_experiment(workshop=workshop, idea=idea, by=by, **texts)


@transaction.atomic
def add_statement(space: Space, *, perspective: str, text: str, by: User) -> Statement:
    """Put a statement on the three-perspective board of the series."""
    row = Statement.objects.create(
        series=space.series,
        perspective=perspective,
        text=text,
        author=space.registration,
        is_demo=space.series.is_demo,
    )
    record("engagements.statement.added", row, by=by)
    return row


@transaction.atomic
def remove_statement(space: Space, statement: Statement, *, by: User) -> None:
    """Take a statement off the board: its author or a leader."""
    own = space.registration is not None and statement.author_id == space.registration.pk
    if not own:
        check_lead(space)
    before = {"text": statement.text, "perspective": statement.perspective}
    record("engagements.statement.removed", space.series, by=by, before=before)
    statement.delete()


def _locked(experiment: Experiment) -> Experiment:
    rows = Experiment.objects.select_for_update(of=("self",))
    rows = rows.select_related("team__programme", "workshop", "engagement", "idea")
    return rows.get(pk=experiment.pk)


def _locked_workshop(workshop: Workshop) -> Workshop:
    rows = Workshop.objects.select_for_update(of=("self",)).select_related("series")
    return rows.get(pk=workshop.pk)
