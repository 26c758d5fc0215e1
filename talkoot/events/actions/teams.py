"""Teams: all members at once, whole or in part as the team chooses, one line by arrival."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.events import tokens
from talkoot.events.actions.registration_mails import (
    queue_team_mail,
    tell_cancelled,
    tell_registered,
)
from talkoot.events.actions.registrations import (
    NOT_TOLD,
    Came,
    Person,
    add_to_line,
    cancel_row,
    fill_seats,
    known_participant,
    locked_series,
    settle_team,
)
from talkoot.events.messages import registrations as messages
from talkoot.events.models import (
    Participant,
    Registration,
    Series,
    Session,
    TeamRegistration,
)
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.people.models import Organisation, User

State = Registration.State
TeamState = TeamRegistration.State


@transaction.atomic
def register_team(
    series: Series,
    members: Sequence[Person],
    *,
    name: str,
    organisation: Organisation | None = None,
    waiting: str = TeamRegistration.Waiting.ALL_OR_NOTHING,
    session: Session | None = None,
    code: str = "",
    came: Came = NOT_TOLD,
    by: User | None = None,
) -> TeamRegistration:
    """Register all members at once; the first one is the contact person.

    `code` is a co-organiser's link: the team then takes that organisation's seats.

    With too few seats the whole team waits, or a part of it, as `waiting` says. Each member gets a
    mail, and the contact person one about the team. The office adds a team after the closing too.
    Refuses a wrong number of members, somebody
    who has registered already, and a whole team that the series could never hold.
    """
    series = locked_series(series)
    rules.check_open(series, timezone.now(), for_teams=True, by=by)
    rules.check_team(series, len(members))
    rules.check_session(session, rules.session_choices(series.sessions.all()))
    quota = queries.partner_quota(series, code)
    if code:
        rules.check_quota(quota)
    people = [known_participant(series, person, by=by) for person in members]
    team = _made(series, people[0], came, name=name, organisation=organisation, waiting=waiting)
    rows = [
        add_to_line(series, participant, person, session=session, quota=quota, team=team, by=by)
        for participant, person in zip(people, members, strict=True)
    ]
    needs = [queries.need_of(row) for row in rows]
    if waiting == TeamRegistration.Waiting.ALL_OR_NOTHING:
        rules.check_can_ever_fit(needs, queries.room_in(series, needs=needs, is_empty=True))
    record("events.team.made", team, by=by, after={"members": len(members)})
    fill_seats(series, around=rows[0])
    for row in rows:
        row.refresh_from_db(fields=["state"])
        rules.check_room(row, series)
    team.refresh_from_db(fields=["state"])
    for row in rows:
        tell_registered(row, place=queries.place_in_line(row))
    _tell_contact(team, rows)
    return team


def _made(series: Series, contact: Participant, came: Came, **fields: Any) -> TeamRegistration:
    team = TeamRegistration(
        series=series,
        contact=contact,
        heard_of=list(came.heard_of),
        utm_source=came.utm_source,
        is_demo=series.is_demo,
        **fields,
    )
    team.token_hash = tokens.hash_of(team)
    team.save()
    return team


@transaction.atomic
def add_member(team: TeamRegistration, person: Person, *, by: User | None) -> Registration:
    """One more member, seated if there is room; else the member waits, or the whole team still.

    Refuses more than the series allows in a team.
    """
    series, team = _locked(team)
    rows = list(team.registrations.all())
    rules.check_team_not_over(series, len(rows) + 1)
    participant = known_participant(series, person, by=by)
    # The same session and the same co-organiser's seats as the others'.
    session, quota = (rows[0].session, rows[0].quota) if rows else (None, None)
    row = add_to_line(series, participant, person, session=session, quota=quota, team=team, by=by)
    fill_seats(series, around=row)
    row.refresh_from_db(fields=["state"])
    settle_team(team, by=by)
    tell_registered(row, place=queries.place_in_line(row))
    return row


@transaction.atomic
def change_contact(team: TeamRegistration, contact: Participant, *, by: User | None) -> None:
    """Another member is written to about the team from now on."""
    _series, team = _locked(team)
    before, team.contact = {"contact": team.contact.name}, contact
    team.save(update_fields=["contact"])
    after = {"contact": contact.name}
    record("events.team.changed", team, by=by, before=before, after=after)


@transaction.atomic
def choose_waiting(team: TeamRegistration, *, waiting: str, by: User | None) -> TeamRegistration:
    """Whether the team waits for everybody's seat or takes those there are; told to the line."""
    series, team = _locked(team)
    if waiting == TeamRegistration.Waiting.ALL_OR_NOTHING:
        needs = [queries.need_of(row) for row in team.registrations.all()]
        rules.check_can_ever_fit(needs, queries.room_in(series, needs=needs, is_empty=True))
    team.waiting = waiting
    team.save(update_fields=["waiting"])
    record("events.team.changed", team, by=by, after={"waiting": waiting})
    fill_seats(series)
    return team


@transaction.atomic
def cancel_team(team: TeamRegistration, *, reason: str = "", by: User | None) -> TeamRegistration:
    """Cancel the whole team; the seats go to the line.

    Refuses a cancelled one, and a team that works with its seats.
    """
    series, team = _locked(team)
    rules.check_cancel_team(team)
    for row in list(team.registrations.all()):
        row.series, row.team = series, team
        cancel_row(row, reason=reason, by=by)
        tell_cancelled(row)
    moved = change_state(team, TeamState.CANCELLED, rules.TEAMREGISTRATION_TRANSITIONS)
    record("events.team.cancelled", team, by=by, **moved)
    fill_seats(series)
    return team


def _locked(team: TeamRegistration) -> tuple[Series, TeamRegistration]:
    """The series locked, and the team as it is now; refuses one that no longer changes."""
    series = locked_series(team.series)
    fresh = queries.teams_with_all().get(pk=team.pk)
    fresh.series = series
    rules.check_team_open(fresh)
    return series, fresh


def _tell_contact(team: TeamRegistration, rows: Sequence[Registration]) -> None:
    seated = sum(row.state == State.REGISTERED for row in rows)
    place = queries.place_of_team(team)
    with translation.override(team.contact.language):
        subject, body = messages.team_registered(
            team, registered=seated, waiting=len(rows) - seated, place=place
        )
    queue_team_mail("team-registered", team, subject, body)
