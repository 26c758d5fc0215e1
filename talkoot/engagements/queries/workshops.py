"""Reads of experiments and challenge workshops."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.refusals import NotFound
from talkoot.engagements.models import Experiment, Idea, IdeaVote, Statement, Team, Workshop
from talkoot.engagements.rules.stuck import can_take_part
from talkoot.engagements.rules.teams import can_enter
from talkoot.events.models import Registration, Series
from talkoot.events.queries.learning import get_space
from talkoot.events.rules.learning import Space


@dataclass
class Board:
    """The statements of one perspective."""

    perspective: Any
    statements: list[Statement]


def get_experiment(user: Any, pk: int) -> Experiment:
    """The experiment for those who enter its team or learning space, or take part in the work."""
    rows = Experiment.objects.select_related(
        "team__programme__office",
        "team__series",
        "workshop__series__programme__office",
        "engagement__application__call__offering__programme",
        "engagement__expert",
        "previous",
        "idea",
    ).prefetch_related("team__members", "team__series__people")
    return fetch(rows, user, _enters, pk=pk)


def _enters(user: Any, experiment: Experiment) -> bool:
    if experiment.team is not None:
        return can_enter(user, experiment.team)
    if experiment.engagement is not None:
        return can_take_part(user, experiment.engagement)
    assert experiment.workshop is not None
    try:
        get_space(user, str(experiment.workshop.series.slug))
    except NotFound:
        return False
    return True


def workshop_of(series: Series) -> Workshop | None:
    return Workshop.objects.filter(series=series).select_related("series__programme").first()


def get_workshop(space: Space) -> Workshop:
    """The workshop of the learning space, else NotFound."""
    workshop = workshop_of(space.series)
    if workshop is None:
        raise NotFound(_("No challenge workshop has been opened in this series."))
    return workshop


def ideas_of(workshop: Workshop, *, by_votes: bool) -> "QuerySet[Idea]":
    """The ideas with their votes; in order of arrival until the vote has been held."""
    rows = workshop.ideas.annotate(vote_count=Count("votes")).prefetch_related("experiments")
    return rows.order_by("-vote_count", "pk") if by_votes else rows.order_by("pk")


def get_idea(workshop: Workshop, pk: int) -> Idea:
    return fetch(workshop.ideas.all(), None, lambda _user, _row: True, pk=pk)


def votes_by(registration: Registration | None, workshop: Workshop) -> set[int]:
    """The ideas for which the person has voted."""
    if registration is None:
        return set()
    rows = IdeaVote.objects.filter(voter=registration, idea__workshop=workshop)
    return set(rows.values_list("idea_id", flat=True))


def turnout(workshop: Workshop) -> tuple[int, int]:
    """(how many have voted, how many votes they gave)."""
    rows = IdeaVote.objects.filter(idea__workshop=workshop)
    counts = rows.aggregate(voters=Count("voter", distinct=True), votes=Count("pk"))
    return counts["voters"], counts["votes"]


def board_of(series: Series) -> list[Board]:
    """The three-perspective board: each perspective with its statements, in order of arrival."""
    rows = list(Statement.objects.filter(series=series).order_by("pk"))
    return [
        Board(view, [row for row in rows if row.perspective == view])
        for view in Statement.Perspective
    ]


def get_statement(series: Series, pk: int) -> Statement:
    return fetch(series.statements.all(), None, lambda _user, _row: True, pk=pk)


def experiments_of(workshop_or_team: Workshop | Team) -> "QuerySet[Experiment]":
    return workshop_or_team.experiments.select_related("previous").order_by("pk")
