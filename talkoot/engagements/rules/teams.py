"""Who belongs to a team, when it may change, and how teams are paired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import questions_of
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.data import read_json
from talkoot.engagements.models import Commitment, DevelopmentTask, Team, TeamMember
from talkoot.events.models import Series, TeamRegistration
from talkoot.people.models import Organisation, OrganisationKind
from talkoot.people.rules import is_officer
from talkoot.programmes.models import OfferingKind

State = Team.State
TEAM_TRANSITIONS = {
    State.ACTIVE: frozenset({State.WITHDRAWN, State.FINISHED}),
    State.WITHDRAWN: frozenset({State.ACTIVE}),
    State.FINISHED: frozenset({State.ACTIVE}),
}
Task = DevelopmentTask.State
DEVELOPMENTTASK_TRANSITIONS = {
    Task.PLANNED: frozenset({Task.UNDERWAY, Task.DONE, Task.DROPPED}),
    Task.UNDERWAY: frozenset({Task.DONE, Task.DROPPED}),
    Task.DONE: frozenset({Task.UNDERWAY}),
    Task.DROPPED: frozenset({Task.UNDERWAY}),
}
Kept = Commitment.State
COMMITMENT_TRANSITIONS = {
    Kept.OPEN: frozenset({Kept.KEPT, Kept.PARTLY, Kept.NOT_KEPT}),
    Kept.KEPT: frozenset(),
    Kept.PARTLY: frozenset({Kept.KEPT}),
    Kept.NOT_KEPT: frozenset({Kept.KEPT, Kept.PARTLY}),
}


@dataclass(frozen=True)
class Point:
    """A point of the development path, in the reader's language."""

    code: str
    text: str
    is_done: bool


@dataclass(frozen=True)
class Phase:
    """A phase of the development path."""

    code: str
    name: str
    points: list[Point]

    @property
    def done_count(self) -> int:
        return sum(point.is_done for point in self.points)


def is_for_team(application: Application) -> bool:
    """The call is for teams: the school for teams, or a form that names the team's bodies."""
    kind = application.call.offering.kind
    asks = any(item.code == TEAM_CODE for item in questions_of(application))
    return asks or kind == OfferingKind.SCHOOL


def is_of_office(user: Any, team: Team) -> bool:
    """An officer of the programme who is not disqualified in the matter of the team."""
    return is_officer(user, team.programme.office_id) and not is_barred(user, team)


def can_enter(user: Any, team: Team) -> bool:
    """The team itself, its mentors, the leaders of its series and the programme office.

    Needs the team's members and the people of its series.
    """
    if not user.is_authenticated:
        return False
    if is_of_office(user, team) or membership_of(user, team.members.all()):
        return True
    return team.series is not None and any(
        person.user_id == user.pk for person in team.series.people.all()
    )


def membership_of(user: Any, members: Iterable[TeamMember]) -> TeamMember | None:
    """The person's own row, by account or by the address that signing in has proved."""
    email = user.email.lower()
    return next((row for row in members if row.user_id == user.pk or row.email == email), None)


def can_steer(user: Any, team: Team) -> bool:
    """Withdraw, take up again, finish, change the lead: the lead and the programme office."""
    own = membership_of(user, team.members.all())
    return is_of_office(user, team) or (own is not None and own.task == TeamMember.Task.LEAD)


def check_steer(user: Any, team: Team) -> None:
    if not can_steer(user, team):
        raise NotAllowed(
            _("The lead of the team or the programme office does this. Ask one of them.")
        )


def check_name_lead(user: Any, team: Team) -> None:
    """Everybody of the team adds people; who leads is not anybody's to change."""
    if not can_steer(user, team):
        raise NotAllowed(
            _(
                "Only the lead of the team or the programme office names a new lead. Add the "
                "person as a member, and ask one of them."
            )
        )


def check_remove(member: TeamMember | None) -> None:
    """A team is never without its lead."""
    if member is None:
        raise NotAllowed(_("The person is no longer in the team. Reload the page."))
    if member.task == TeamMember.Task.LEAD:
        raise NotAllowed(
            _("The lead cannot be removed. Add a new lead first; then the lead is a member.")
        )


def holds_seats(registration: TeamRegistration) -> bool:
    """There are seats or places in the line to give back, and the series still goes on."""
    over = (Series.State.ENDED, Series.State.CANCELLED)
    is_cancelled = registration.state == TeamRegistration.State.CANCELLED
    return not is_cancelled and registration.series.state not in over


def check_not_at_work(registration: TeamRegistration) -> None:
    """The registration of a team at work is not cancelled behind the team's back."""
    team = Team.objects.filter(registration=registration, state=State.ACTIVE).first()
    if team is not None:
        raise NotAllowed(
            _(
                "The team “%(team)s” is at work with these seats. Its lead or the programme office "
                "withdraws it on the team’s own page, and the seats are then free at once."
            )
            % {"team": team}
        )


def has_lost_seats(team: Team) -> bool:
    """Its registration in the series has been cancelled."""
    row = team.registration
    return row is not None and row.state == TeamRegistration.State.CANCELLED


def needs_seats(team: Team) -> bool:
    """At work and placed in a series of teams, but not registered in it."""
    return (
        team.state == State.ACTIVE
        and team.series is not None
        and team.series.entry == Series.Entry.TEAMS
        and (team.registration is None or has_lost_seats(team))
    )


def check_seat(user: Any, team: Team, *, is_missing: bool = False) -> None:
    """The office registers an admitted team in the series, once, and later those who are missing
    from the registration.
    """
    check_at_work(team)
    if not is_of_office(user, team):
        raise NotAllowed(_("The programme office registers the team in the series. Ask it."))
    if team.series is None:
        raise NotAllowed(_("Place the team in a series first."))
    if team.registration is not None and not has_lost_seats(team) and not is_missing:
        raise NotAllowed(_("The team has been registered in the series already."))


def check_at_work(team: Team) -> None:
    """What a team has left is read; nothing is added to a team that is no longer at work."""
    if team.state != State.ACTIVE:
        raise NotAllowed(
            _(
                "The team is no longer at work, so nothing is added. Its lead or the programme "
                "office can take it up again."
            )
        )


def check_withdraw(team: Team, reason: str) -> None:
    if not reason.strip():
        raise NotAllowed(_("Tell why the team withdraws; the reason is kept and counted."))


def can_resume(team: Team) -> bool:
    """A team works on while its grant holds."""
    application = team.application
    return application is None or application.state != Application.State.WITHDRAWN


def check_resume(team: Team) -> None:
    if not can_resume(team):
        raise NotAllowed(
            _(
                "What was granted to the team has been given up, so it cannot be taken up again. "
                "Apply anew when a call is open."
            )
        )


def check_path_code(code: str) -> None:
    if code not in _path_codes():
        raise NotAllowed(_("The development path has no such point. Reload the page."))


def check_owner_email(team: Team, email: str) -> None:
    """The product writes only to people of the team."""
    if email and all(row.email != email.lower() for row in team.members.all()):
        raise NotAllowed(
            _("Nobody in the team has the address %(email)s. Add the person to the team first.")
            % {"email": email}
        )


def has_state_agency(organisations: Iterable[Organisation]) -> bool:
    """Ecosystem School, terms of the call: at least one state agency in each team."""
    return any(row.kind == OrganisationKind.STATE_AGENCY for row in organisations)


def path_of(done: Iterable[str]) -> list[Phase]:
    """The four-phase development path with what is done, in the active language."""
    language = (get_language() or "fi")[:2]
    marked = set(done)
    return [
        Phase(
            phase["code"],
            phase["name"][language],
            [Point(row["code"], row[language], row["code"] in marked) for row in phase["points"]],
        )
        for phase in _path()
    ]


@cache
def _path() -> list[dict[str, Any]]:
    return list(read_json("development_path.json"))


@cache
def _path_codes() -> frozenset[str]:
    return frozenset(point["code"] for phase in _path() for point in phase["points"])


def pairs_of(teams: Sequence[tuple[int, frozenset[str]]]) -> list[tuple[int, int, frozenset[str]]]:
    """(team, team, kinds of organisation that both have) so that unlike teams meet.

    `teams` are (key, kinds of their organisations), in the order in which they came. The first
    that has no pair takes of the rest the one with least in common; of equals, who came first. A
    team that is left over at the end joins the team with which it has least in common.
    """
    free = list(teams)
    pairs = []
    while len(free) > 1:
        key, kinds = free.pop(0)
        other = min(free, key=lambda row: len(kinds & row[1]))
        free.remove(other)
        pairs.append((key, other[0], kinds & other[1]))
    if free and pairs:
        key, kinds = free[0]
        rest = [row for row in teams if row[0] != key]
        other = min(rest, key=lambda row: len(kinds & row[1]))
        pairs.append((other[0], key, kinds & other[1]))
    return pairs
