"""Reads of teams."""

from dataclasses import dataclass
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
from talkoot.engagements.rules.teams import can_enter, holds_seats
from talkoot.events.models import Presence, Registration, Series, SeriesPerson, Session, Submission
from talkoot.people.rules import office_ids


def get_team(user: Any, pk: int) -> Team:
    """The team for those who may enter it, with its people, else NotFound."""
    rows = Team.objects.select_related(
        "programme__office", "series", "harvest", "application", "registration__series"
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


@dataclass(frozen=True)
class PersonRow:
    """Somebody of the team or of its registration: the task, the registration, the attendance."""

    member: TeamMember | None
    # Annotated with `present_count` and `held_count`, of sessions.
    registration: Any
    is_seated_with_team: bool

    @property
    def name(self) -> str:
        return self.member.name if self.member else self.registration.participant.name

    @property
    def is_mentor(self) -> bool:
        return self.member is not None and self.member.task == TeamMember.Task.MENTOR

    @property
    def is_registered(self) -> bool:
        row = self.registration
        return row is not None and row.state != Registration.State.CANCELLED

    @property
    def lacks_seat(self) -> bool:
        """A member of a registered team who never had a place; who cancelled stays away."""
        return self.is_seated_with_team and not self.is_mentor and self.registration is None


def people_of(team: Team) -> list[PersonRow]:
    """The team's people and mentors with their registrations to its series, and those who are in
    the team's registration only. One query besides the members'.
    """
    members = list(team.members.all())
    found = _registrations_of(team, members)
    is_registered = team.registration is not None and holds_seats(team.registration)
    rows, used = [], set()
    for member in members:
        own = next((row for row in found if is_of_member(row, member)), None)
        used |= {own.participant_id} if own else set()
        rows.append(PersonRow(member, own, is_registered))
    others = (row for row in found if row.participant_id not in used)
    return rows + [
        PersonRow(None, row, is_registered)
        for row in others
        if row.team_id == team.registration_id and row.state != Registration.State.CANCELLED
    ]


def series_mentors(team: Team) -> list[str]:
    """The mentors of the team's series who are not the team's own."""
    if team.series is None:
        return []
    own = {row.name.casefold() for row in team.members.all()}
    own_users = {row.user_id for row in team.members.all()} - {None}
    return [
        row.name
        for row in team.series.people.all()
        if row.task == SeriesPerson.Task.MENTOR
        and row.name.casefold() not in own
        and row.user_id not in own_users
    ]


def is_of_member(row: Registration, member: TeamMember) -> bool:
    """The registration is the member's, by address or account."""
    who = row.participant
    return who.email == member.email or (who.user_id is not None and who.user_id == member.user_id)


def _registrations_of(team: Team, members: list[TeamMember]) -> list[Any]:
    """Registrations to the team's series of its people and of its own registration, those that
    have not been cancelled first.
    """
    if team.series_id is None:
        return []
    mine = Q(participant__email__in=[row.email for row in members])
    mine |= Q(participant__user__in=[row.user_id for row in members if row.user_id])
    if team.registration_id is not None:
        mine |= Q(team=team.registration_id)
    present = Presence.objects.filter(
        session__series=OuterRef("series"), participant=OuterRef("participant")
    )
    held = Session.objects.filter(series=OuterRef("series"), state=Session.State.HELD)
    rows = Registration.objects.filter(mine, series=team.series_id).annotate(
        present_count=_counted(present.order_by().values("participant")),
        held_count=_counted(held.order_by().values("series")),
    )
    cancelled = Registration.State.CANCELLED
    found = rows.select_related("participant").order_by("pk")
    return sorted(found, key=lambda row: row.state == cancelled)


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
