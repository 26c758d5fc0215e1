"""Opening, placing, pairing and ending teams; their people."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.calls.rules.criteria import TEAM_CODE
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.engagements.actions.team_seats import (
    free_seat,
    person_of,
    seat_members,
    seat_new_member,
)
from talkoot.engagements.models import PeerPair, Team, TeamMember
from talkoot.engagements.queries.teams import people_of, teams_to_pair
from talkoot.engagements.rules import teams as rules
from talkoot.events.actions.teams import cancel_team as cancel_registered_team
from talkoot.events.actions.teams import register_team
from talkoot.events.models import Registration, Series, TeamRegistration
from talkoot.people.models import OrganisationKind, ParticipantRole, User
from talkoot.people.queries import organisations_by_key

State = Team.State
Task = TeamMember.Task
REASON_MOST = 500  # Of a cancelled registration.


def open_team(application: Application, *, by: User) -> Team:
    """The team of an admitted application, with nothing retyped: name, subject, goals, bodies.

    Who applied leads it, and an expert whose days are granted is its mentor. It goes to the series
    of the offering if there is exactly one that has not ended; else the office places it. Call
    inside the decision's transaction.
    """
    offering = application.call.offering
    going = (Series.State.DRAFT, Series.State.PUBLISHED)
    open_series = list(offering.series_set.filter(state__in=going, organisation=None)[:2])
    team = Team.objects.create(
        programme=offering.programme,
        series=open_series[0] if len(open_series) == 1 else None,
        application=application,
        name=application.title,
        subject=application.need[:3000],
        goals=application.goals[:3000],
        is_demo=application.is_demo,
    )
    others = organisations_by_key(application.answers.get(TEAM_CODE) or []).values()
    joint = application.joint_applicants.select_related("organisation")
    bodies = [application.organisation, *(row.organisation for row in joint), *others]
    team.organisations.set(bodies)
    _add(
        team,
        task=Task.LEAD,
        user=application.applicant,
        name=application.applicant.name or application.applicant.email,
        email=application.applicant.email,
        organisation_name=application.organisation.name,
        role=ParticipantRole.OTHER,
    )
    mentor = application.expert
    if mentor is not None and mentor.email.lower() != application.applicant.email.lower():
        _add(
            team,
            task=Task.MENTOR,
            user=mentor.user,
            name=mentor.name,
            email=mentor.email,
            role=ParticipantRole.OTHER,
        )
    record("engagements.team.opened", team, by=by, after={"case": application.number})
    return team


def cancel_team(team: Team, *, by: User) -> None:
    """Remove the team of a decision that is undone; refuses once it has begun to work.

    Call inside the undoing's transaction.
    """
    parts = (team.meetings, team.tasks, team.experiments, team.commitments, team.path_marks)
    if any(part.exists() for part in parts):
        raise NotAllowed(_("The team has begun its work, so the decision can no longer be undone."))
    record("engagements.team.cancelled", team.application or team, by=by)
    team.delete()


@transaction.atomic
def open_registered_teams(series: Series, *, by: User) -> list[Team]:
    """A team of each registration that has its places and none yet, with its members."""
    Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    seated = (TeamRegistration.State.REGISTERED, TeamRegistration.State.PARTIAL)
    rows = series.team_registrations.filter(state__in=seated, team=None)
    return [_open_registered(row, by=by) for row in rows.select_related("series", "organisation")]


def _open_registered(registration: TeamRegistration, *, by: User) -> Team:
    team = Team.objects.create(
        programme_id=registration.series.programme_id,
        series=registration.series,
        registration=registration,
        name=registration.name,
        is_demo=registration.is_demo,
    )
    people = registration.registrations.filter(state=Registration.State.REGISTERED)
    bodies = [registration.organisation] if registration.organisation else []
    for row in people.select_related("participant__user", "organisation"):
        who = row.participant
        bodies += [row.organisation] if row.organisation else []
        _add(
            team,
            task=Task.LEAD if who.pk == registration.contact_id else Task.MEMBER,
            user=who.user,
            name=who.name,
            email=who.email,
            organisation_name=str(row.organisation or who.organisation_name),
            role=row.role,
        )
    team.organisations.set(bodies)
    record("engagements.team.opened", team, by=by, after={"registration": registration.pk})
    return team


def _add(team: Team, *, email: str, **fields: object) -> TeamMember:
    return TeamMember.objects.create(team=team, email=email.lower(), **fields)


@transaction.atomic
def add_team_member(
    team: Team,
    *,
    name: str,
    email: str,
    organisation_name: str,
    role: str,
    task: str = Task.MEMBER,
    by: User,
) -> TeamMember:
    """Add a person or a mentor; a new lead takes the place of the one before.

    In a registered team the person gets a place in the series too, a mentor does not. Refuses
    somebody who is in the team already, a team that is no longer at work, and a new lead from
    others than the lead and the office.
    """
    team = locked(team)
    rules.check_at_work(team)
    if team.members.filter(email=email.lower()).exists():
        raise NotAllowed(_("%(name)s is in the team already.") % {"name": name})
    if task == Task.LEAD:
        rules.check_name_lead(by, team)
        team.members.filter(task=Task.LEAD).update(task=Task.MEMBER)
    member = _add(
        team,
        name=name,
        email=email,
        organisation_name=organisation_name,
        role=role,
        task=task,
        user=User.objects.filter(email=email.lower()).first(),
    )
    record("engagements.team_member.added", member, by=by, after={"task": task})
    if task != Task.MENTOR:
        seat_new_member(locked(team), member, by=by)
    return member


@transaction.atomic
def remove_team_member(team: Team, *, member: int, by: User) -> None:
    """Take a person or a mentor out of the team, whose page closes from them.

    The place in the team's registration is cancelled, with a mail. Refuses others than the lead
    and the office, and the lead's going.
    """
    team = locked(team)
    rules.check_at_work(team)
    rules.check_steer(by, team)
    row = team.members.filter(pk=member).first()
    rules.check_remove(row)
    assert row is not None
    before = {"task": row.task, "name": row.name}
    record("engagements.team_member.removed", row, by=by, before=before)
    free_seat(team, row, by=by)
    row.delete()


@transaction.atomic
def save_team(
    team: Team,
    *,
    name: str,
    subject: str,
    goals: str,
    platform_url: str,
    platform_name: str,
    series: Series | None = None,
    by: User,
) -> Team:
    """Keep the name, subject, goals and workspace; with a `series` the office places the team."""
    team = locked(team)
    rules.check_at_work(team)
    before = {"series": team.series_id}
    team.name, team.subject, team.goals = name, subject, goals
    team.platform_url, team.platform_name = platform_url, platform_name
    team.series = series or team.series
    changed = ["name", "subject", "goals", "platform_url", "platform_name", "series"]
    team.save(update_fields=changed)
    after = {"series": team.series_id}
    record("engagements.team.saved", team, by=by, before=before, after=after)
    return team


@transaction.atomic
def withdraw_team(team: Team, *, reason: str, by: User) -> None:
    """The team gives up, with its reason, and its seats in the series are free again.

    What it has done stays. Refuses others than the lead and the office.
    """
    team = locked(team)
    rules.check_steer(by, team)
    rules.check_withdraw(team, reason)
    _withdraw(team, reason=reason, by=by)


def withdraw_admitted_team(application: Application, *, reason: str = "", by: User) -> None:
    """The team of a grant that is given up withdraws, and its seats in the series are free again.

    A team that has ended stays as it is. Call inside the transaction of the giving up.
    """
    found = Team.objects.filter(application=application, state=State.ACTIVE).first()
    if found is None:
        return
    team = locked(found)
    with translation.override(application.language):
        _withdraw(team, reason=reason.strip() or _("What was granted was given up."), by=by)


def _withdraw(team: Team, *, reason: str, by: User) -> None:
    # The reason first: a withdrawn row without one is refused by the database.
    team.withdrawal_reason = reason
    team.save(update_fields=["withdrawal_reason"])
    moved = change_state(team, State.WITHDRAWN, rules.TEAM_TRANSITIONS)
    moved["after"]["reason"] = reason
    PeerPair.objects.filter(first=team).delete()
    PeerPair.objects.filter(second=team).delete()
    record("engagements.team.withdrawn", team, by=by, **moved)
    seats = team.registration
    if seats is not None and rules.holds_seats(seats):
        cancel_registered_team(seats, reason=reason[:REASON_MOST], by=by)


@transaction.atomic
def finish_team(team: Team, *, by: User) -> None:
    """The work is over; refuses before the harvest has been told."""
    team = locked(team)
    rules.check_steer(by, team)
    if not hasattr(team, "harvest"):
        raise NotAllowed(_("Tell the harvest of the team first, then finish."))
    moved = change_state(team, State.FINISHED, rules.TEAM_TRANSITIONS)
    record("engagements.team.finished", team, by=by, **moved)


@transaction.atomic
def resume_team(team: Team, *, by: User) -> None:
    """Take a withdrawn or finished team up again; refuses one whose grant has been given up."""
    team = locked(team)
    rules.check_steer(by, team)
    rules.check_resume(team)
    moved = change_state(team, State.ACTIVE, rules.TEAM_TRANSITIONS)
    record("engagements.team.resumed", team, by=by, **moved)


@transaction.atomic
def seat_team(team: Team, *, by: User) -> TeamRegistration:
    """Register the team's people in its series, so that they enter its learning space; in a team
    that has been registered, those who have no place yet.

    Refuses others than the office, a team without a series, one of which everybody is registered,
    and whatever the registration of the series refuses.
    """
    team = locked(team)
    people_now = people_of(team)
    rules.check_seat(by, team, is_missing=any(row.lacks_seat for row in people_now))
    assert team.series is not None
    if team.registration is not None and not rules.has_lost_seats(team):
        count = seat_members(team, people_now, by=by)
        record("engagements.team.seated", team, by=by, after={"members": count})
        return team.registration
    people = team.members.exclude(task=Task.MENTOR).order_by("task", "pk")
    organisation = team.organisations.order_by("pk").first()
    team.registration = register_team(
        team.series,
        [person_of(row, organisation) for row in people],
        name=team.name[:120],
        organisation=organisation,
        by=by,
    )
    team.save(update_fields=["registration"])
    record("engagements.team.seated", team, by=by, after={"series": team.series_id})
    return team.registration


@transaction.atomic
def pair_teams(series: Series, *, by: User) -> list[PeerPair]:
    """Pair the teams at work anew so that unlike ones meet, each pair with its ground in words."""
    Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    teams = {team.pk: team for team in teams_to_pair(series)}
    kinds = [
        (pk, frozenset(row.kind for row in team.organisations.all())) for pk, team in teams.items()
    ]
    if len(kinds) < 2:
        raise NotAllowed(_("There are fewer than two teams at work, so there is nobody to pair."))
    series.peer_pairs.all().delete()
    pairs = [
        PeerPair.objects.create(
            series=series,
            first=teams[min(one, other)],
            second=teams[max(one, other)],
            ground=_ground(shared),
        )
        for one, other, shared in rules.pairs_of(kinds)
    ]
    record("engagements.peer_pairs.made", series, by=by, after={"count": len(pairs)})
    return pairs


def _ground(shared: frozenset[str]) -> str:
    if not shared:
        return _("They come from different kinds of organisations.")
    names = ", ".join(str(OrganisationKind(kind).label) for kind in sorted(shared))
    return _("Of the teams that were free they had least in common: %(names)s.") % {"names": names}


def locked(team: Team) -> Team:
    """The row as it is now, locked until the transaction ends."""
    rows = Team.objects.select_for_update(of=("self",)).select_related(
        "programme__office", "series", "harvest", "application", "registration__series"
    )
    return rows.prefetch_related("members").get(pk=team.pk)
