"""Reads of teams."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from talkoot.core.access import fetch, marked, unbarred
from talkoot.engagements.models import (
    Commitment,
    DevelopmentTask,
    Experiment,
    Harvest,
    PathMark,
    PeerPair,
    Team,
    TeamMeeting,
    TeamMember,
)
from talkoot.engagements.rules.teams import can_enter
from talkoot.events.models import Series, Submission
from talkoot.people.rules import office_ids


def get_team(user: Any, pk: int) -> Team:
    """The team for those who may enter it, with its people, else NotFound."""
    rows = Team.objects.select_related(
        "programme__office", "series", "harvest", "application", "registration"
    )
    rows = rows.prefetch_related("members", "organisations", "series__people")
    return fetch(marked(rows, user), user, can_enter, pk=pk)


def my_teams(user: Any) -> "QuerySet[Team]":
    """The teams in which the person is a member or a mentor, those at work first."""
    own = TeamMember.objects.filter(Q(user=user) | Q(email=user.email.lower()))
    rows = Team.objects.filter(pk__in=own.values("team")).select_related("series", "programme")
    return rows.order_by("state", "name", "pk")


def office_teams(user: Any, series: str = "") -> "QuerySet[Team]":
    """The teams of the office's programmes, with how much of each part is filled."""
    rows = unbarred(Team.objects.filter(programme__office__in=office_ids(user)), user)
    if series:
        rows = rows.filter(series__slug=series)
    answered = Submission.objects.filter(team=OuterRef("registration")).exclude(state="draft")
    return (
        rows.select_related("series", "programme")
        .prefetch_related("organisations")
        .annotate(
            member_count=_count(TeamMember),
            meeting_count=_count(TeamMeeting),
            task_count=_count(DevelopmentTask),
            experiment_count=_count(Experiment),
            commitment_count=_count(Commitment),
            checked_count=_count(Commitment, ~Q(state=Commitment.State.OPEN)),
            path_count=_count(PathMark),
            answer_count=_counted(answered.order_by().values("team")),
            is_harvested=Exists(Harvest.objects.filter(team=OuterRef("pk"))),
        )
        .order_by("state", "name", "pk")
    )


def _count(model: Any, condition: Q | None = None) -> Any:
    rows = model.objects.filter(condition or Q(), team=OuterRef("pk"))
    return _counted(rows.order_by().values("team"))


def _counted(rows: Any) -> Any:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def series_with_teams(user: Any) -> "QuerySet[Series]":
    """The office's series that have teams or take registrations of teams."""
    of_teams = Q(entry=Series.Entry.TEAMS) | Exists(Team.objects.filter(series=OuterRef("pk")))
    rows = Series.objects.filter(of_teams, programme__office__in=office_ids(user))
    return rows.exclude(slug=None).order_by("-starts_on", "title")


def peers_of(team: Team) -> list[tuple[Team, str]]:
    """The teams with which it is paired, and why."""
    rows = PeerPair.objects.filter(Q(first=team) | Q(second=team)).select_related("first", "second")
    return [(row.second if row.first_id == team.pk else row.first, row.ground) for row in rows]


def homework_of(team: Team) -> "QuerySet[Submission]":
    """The answers that the team has handed in to the tasks of its series."""
    if team.registration_id is None:
        return Submission.objects.none()
    rows = Submission.objects.filter(team=team.registration_id).exclude(state="draft")
    return rows.select_related("task").order_by("task__due_at", "pk")


def get_task(team: Team, pk: int) -> DevelopmentTask:
    return fetch(team.tasks.all(), None, _found, pk=pk)


def get_commitment(team: Team, pk: int) -> Commitment:
    return fetch(team.commitments.all(), None, _found, pk=pk)


def due_commitments(today: Any) -> "QuerySet[Commitment]":
    """Promised, their day has come, and nobody has asked: by the address to ask, the oldest first.

    A team that has finished is asked too: the promise is for the time after the series.
    """
    rows = Commitment.objects.filter(
        state=Commitment.State.OPEN,
        due_on__lte=today,
        asked_on=None,
        team__state__in=(Team.State.ACTIVE, Team.State.FINISHED),
    ).exclude(owner_email="")
    return rows.select_related("team__programme").order_by(
        "owner_email", "team__programme", "due_on", "pk"
    )


def teams_to_pair(series: Series) -> "QuerySet[Team]":
    rows = Team.objects.filter(series=series, state=Team.State.ACTIVE).order_by("created_at", "pk")
    return rows.prefetch_related(Prefetch("organisations"))


def _found(_user: Any, _row: Any) -> bool:
    return True
