"""Registering, changing, cancelling, and filling the seats from the line.

Everything happens under the lock of the series' row, so that a seat is given once and the line is
by arrival, however many come at the same moment.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.events import tokens
from talkoot.events.actions.registration_mails import (
    queue_own_mail,
    tell_cancelled,
    tell_confirmed,
    tell_moved,
    tell_registered,
    tell_seated,
    tell_team,
)
from talkoot.events.messages import registrations as messages
from talkoot.events.models import (
    Participant,
    Registration,
    SeatQuota,
    Series,
    Session,
    TeamRegistration,
)
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.events.rules import seats
from talkoot.events.rules.sessions import joined_by
from talkoot.people.models import Organisation, ParticipantRole, User

State = Registration.State
TeamState = TeamRegistration.State


@dataclass(frozen=True)
class Person:
    """Who comes, as told in the form; the organisation from the register or in words."""

    name: str
    email: str
    role: str = ParticipantRole.STAFF
    organisation: Organisation | None = None
    organisation_name: str = ""


@dataclass(frozen=True)
class Came:
    """How somebody came to register: what they told (HeardOf) and what their link told."""

    heard_of: tuple[str, ...] = ()
    utm_source: str = ""


NOT_TOLD = Came()
# What a confirmed organisation changes.
CONFIRMING = ("organisation_confirmed_at", "link_number", "token_hash")


@transaction.atomic
def register(
    series: Series,
    person: Person,
    *,
    session: Session | None = None,
    code: str = "",
    came: Came = NOT_TOLD,
    by: User | None = None,
) -> Registration:
    """A person's seat, or place in the line when there is no seat; a mail tells which.

    `session` is the chosen one of the same content, `code` a co-organiser's link. The office adds
    people after the closing too. Refuses when the series takes nobody, for a second time (the
    earlier link is sent anew), and when it is full and keeps no line.
    """
    series = locked_series(series)
    rules.check_open(series, timezone.now(), by=by)
    rules.check_session(session, rules.session_choices(series.sessions.all()))
    quota = queries.partner_quota(series, code)
    if code:
        rules.check_quota(quota)
    participant = known_participant(series, person, by=by)
    row = add_to_line(series, participant, person, session=session, quota=quota, came=came, by=by)
    fill_seats(series, around=row)
    row.refresh_from_db(fields=["state"])
    rules.check_room(row, series)
    tell_registered(row, place=queries.place_in_line(row))
    return row


def send_link_again(series: Series, email: str) -> Registration | None:
    """Mail the own link to an address that is registered already, once a day at most."""
    row = queries.registered_in(series, email)
    if row is not None:
        day = timezone.localdate().isoformat()
        key = f"{day}-{row.link_number}"
        queue_own_mail("registration-link", row, messages.own_link, key=key)
    return row


@transaction.atomic
def change_registration(
    row: Registration, *, person: Person, session: Session | None, by: User | None
) -> Registration:
    """Keep the person's new particulars and session; a freed seat goes to the line.

    Who has a seat and comes to another session gets it to the calendar, and the old one out of it.
    Refuses what the seats or quotas have no room for: the place then stays as it was.
    """
    series = locked_series(row.series)
    row = queries.registrations_with_all().get(pk=row.pk)
    rules.check_change(row)
    if session != row.session:
        rules.check_session(session, rules.session_choices(series.sessions.all()))
    before = queries.need_of(row)
    was = joined_by(row, series.sessions.all())
    _keep_particulars(row.participant, person)
    is_known = row.organisation_confirmed_at is not None
    if person.organisation != row.organisation:
        row.organisation_confirmed_at = rules.confirmed_at(series, person.organisation, by)
    row.session, row.role, row.organisation = session, person.role, person.organisation
    after = queries.need_of(row)
    if row.state == State.REGISTERED and after != before:
        rules.check_fits(before, after, queries.room_in(series, needs=[after]))
    if row.organisation_confirmed_at and not is_known:
        tokens.renew(row)
    row.save(update_fields=["session", "role", "organisation", *CONFIRMING])
    record("events.registration.changed", row, by=by)
    if row.organisation_confirmed_at and not is_known:
        tell_confirmed(row, was)
    elif row.state == State.REGISTERED:
        tell_moved(row, was)
    fill_seats(series)
    return row


@transaction.atomic
def cancel_registration(row: Registration, *, reason: str = "", by: User | None) -> Registration:
    """Give the place up; the seat goes to the first in the line whom the quotas let in.

    A late cancellation is allowed and noted. Refuses one that has been cancelled already.
    """
    series = locked_series(row.series)
    row = queries.registrations_with_all().get(pk=row.pk)
    rules.check_change(row)
    cancel_row(row, reason=reason, by=by)
    tell_cancelled(row)
    if row.team is not None:
        settle_team(row.team, by=by)
    fill_seats(series)
    return row


def cancel_row(row: Registration, *, reason: str = "", by: User | None) -> None:
    """Cancel one registration under the series' lock; the caller mails and fills the seats."""
    had_seat = row.state == State.REGISTERED
    row.is_late_cancellation = had_seat and rules.is_late(row.series, timezone.now())
    row.cancel_reason = reason
    row.save(update_fields=["is_late_cancellation", "cancel_reason"])
    moved = change_state(row, State.CANCELLED, rules.REGISTRATION_TRANSITIONS)
    after = {**moved["after"], "is_late": row.is_late_cancellation}
    record("events.registration.cancelled", row, by=by, before=moved["before"], after=after)


@transaction.atomic
def run_line(series: Series) -> int:
    """Fill the free seats from the line, as after more seats were given; returns how many."""
    return fill_seats(locked_series(series))


def fill_seats(series: Series, *, around: Registration | None = None) -> int:
    """Seat those in the line whom there is room for; returns how many. Under the series' lock.

    Everybody seated gets a mail but `around`, who has just come and is told by the caller, and a
    team that is `around`'s.
    """
    line = _line_with_room(series, around)
    if not line:
        return 0
    parties = queries.parties_of(line)
    needs = [need for party in parties for need in party.needs]
    room = queries.room_in(series, needs=needs)
    chosen = set(seats.seated(parties, room, keeps=_keeps(series)))
    teams: dict[int, TeamRegistration] = {}
    for row in line:
        if row.pk not in chosen:
            continue
        moved = change_state(row, State.REGISTERED, rules.REGISTRATION_TRANSITIONS)
        record("events.registration.seated", row, by=None, **moved)
        if row.team is not None:
            teams[row.team.pk] = row.team
        if around is None or (row.pk != around.pk and _team(row) != _team(around)):
            tell_seated(row)
    for team in teams.values():
        settle_team(team, by=None)
        if team.state == TeamState.REGISTERED and (around is None or around.team_id != team.pk):
            tell_team(team)
    return len(chosen)


def _team(row: Registration) -> Any:
    return row.team_id or f"person {row.pk}"


def _keeps(series: Series) -> bool:
    """Seats are kept for a whole team until registration closes."""
    closes = series.registration_closes_at
    return closes is None or timezone.now() <= closes


def _line_with_room(series: Series, around: Registration | None) -> list[Registration]:
    """The line, or nothing when the newcomer's seats are all taken: a full series costs little."""
    if around is not None:
        room = queries.room_in(series, needs=[queries.need_of(around)])
        if room.get(("pool", around.quota_id), 1) == 0:
            return []
    return queries.line_of(series)


def settle_team(team: TeamRegistration, *, by: User | None) -> None:
    """Bring the team's state to what its members' states say. Under the series' lock."""
    states = set(
        Registration.objects.filter(team=team)
        .exclude(state=State.CANCELLED)
        .values_list("state", flat=True)
    )
    if not states:
        state = TeamState.CANCELLED
    elif states == {State.REGISTERED}:
        state = TeamState.REGISTERED
    elif states == {State.WAITING}:
        state = TeamState.WAITING
    else:
        state = TeamState.PARTIAL
    if state != team.state and state in rules.TEAMREGISTRATION_TRANSITIONS[TeamState(team.state)]:
        moved = change_state(team, state, rules.TEAMREGISTRATION_TRANSITIONS)
        record(f"events.team.{state}", team, by=by, **moved)


def locked_series(series: Series) -> Series:
    """The row as it is now, locked until the transaction ends."""
    rows = Series.objects.select_for_update(of=("self",)).select_related("programme__office")
    return rows.prefetch_related("sessions").get(pk=series.pk)


def known_participant(series: Series, person: Person, *, by: User | None) -> Participant:
    """The programme's row of the person, told apart by the address; made if there is none."""
    email = person.email.lower()
    is_own = by is not None and by.email.lower() == email
    row, is_new = Participant.objects.get_or_create(
        programme_id=series.programme_id,
        email=email,
        defaults={
            "name": person.name,
            "organisation": person.organisation,
            "organisation_name": person.organisation_name,
            "role": person.role,
            "language": (translation.get_language() or "fi")[:2],
            "user": by if is_own else None,
            "is_demo": series.is_demo,
        },
    )
    if not is_new and is_own and row.user_id is None:
        row.user = by
        row.save(update_fields=["user"])
    # What somebody without an account types changes nothing of a person who has one.
    if not is_new and (row.user_id is None or is_own):
        _keep_particulars(row, person)
    return row


def _keep_particulars(row: Participant, person: Person) -> None:
    row.name, row.role = person.name, person.role
    row.organisation, row.organisation_name = person.organisation, person.organisation_name
    row.save(update_fields=["name", "role", "organisation", "organisation_name"])


def add_to_line(
    series: Series,
    participant: Participant,
    person: Person,
    *,
    session: Session | None,
    quota: SeatQuota | None = None,
    team: TeamRegistration | None = None,
    came: Came = NOT_TOLD,
    by: User | None,
) -> Registration:
    """The person as the last of the line; refuses a second registration. Under the lock."""
    rules.check_not_twice(queries.registered_in(series, participant.email))
    row = Registration(
        series=series,
        session=session,
        participant=participant,
        team=team,
        quota=quota,
        role=person.role,
        organisation=person.organisation,
        organisation_confirmed_at=rules.confirmed_at(series, person.organisation, by),
        heard_of=list(came.heard_of),
        utm_source=came.utm_source,
        is_demo=series.is_demo,
    )
    row.token_hash = tokens.hash_of(row)
    row.save()
    record("events.registration.made", row, by=by, after={"state": State.WAITING})
    return row
