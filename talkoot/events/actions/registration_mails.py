"""Mails about a registration, in the caller's transaction."""

from collections.abc import Callable
from functools import partial

from django.utils import timezone, translation

from talkoot.core.icalendar import CANCEL, REQUEST
from talkoot.correspondence.actions import queue_message
from talkoot.events import calendars
from talkoot.events.messages import registrations as messages
from talkoot.events.models import Registration, Series, Session, TeamRegistration
from talkoot.events.queries import registrations as queries
from talkoot.events.queries.sessions import own_at_the_same_time
from talkoot.events.rules.sessions import is_ahead, joined_by

State = Registration.State


def tell_registered(row: Registration, *, place: int) -> None:
    """Mail the confirmation: the seat with a calendar file, or the place in the line."""
    has_seat = row.state == State.REGISTERED
    if has_seat:
        others = own_at_the_same_time(row.series, row, row.participant, timezone.now())
        mail = partial(messages.registered, at_same_time=[other for _own, other in others])
    else:
        mail = partial(messages.waiting, place=place)
    queue_own_mail("registration-made", row, mail, method=REQUEST if has_seat else "")


def tell_seated(row: Registration) -> None:
    """Mail somebody who waited that there is a seat now, with a calendar file."""
    whole = queries.registrations_with_all().get(pk=row.pk)
    queue_own_mail("registration-seated", whole, messages.seated, method=REQUEST)


def tell_cancelled(row: Registration) -> None:
    """Mail that the registration has been cancelled; the calendar takes the event out."""
    queue_own_mail("registration-cancelled", row, messages.cancelled, method=CANCEL)


def tell_team(team: TeamRegistration) -> None:
    """Mail the contact person that everybody of the team has a seat now."""
    whole = queries.teams_with_all().get(pk=team.pk)
    with translation.override(whole.contact.language):
        subject, body = messages.team_seated(whole)
    # By the moment: a team that loses a member and gets another is told anew.
    queue_team_mail("team-seated", whole, subject, body, key=_moment())


def queue_team_mail(
    kind: str, team: TeamRegistration, subject: str, body: str, *, key: str = "made"
) -> None:
    """Put a mail to the team's contact person into the outbox."""
    queue_message(
        kind,
        key=f"{kind}-{team.pk}-{key}",
        office_id=team.series.programme.office_id,
        address=team.contact.email,
        language=team.contact.language,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=team.is_demo,
    )


def queue_own_mail(
    kind: str,
    row: Registration,
    write: Callable[[Registration], messages.Mail],
    *,
    key: str = "",
    method: str = "",
    sessions: list[Session] | None = None,
) -> None:
    """With a `method` a calendar file goes along: of `sessions`, else of all that one comes to."""
    person = row.participant
    with translation.override(person.language):
        subject, body = write(row)
        calendar = calendars.calendar_of(row, method) if method and sessions is None else ""
        if sessions:
            calendar = calendars.invitation(sessions, row, method=method)
    queue_message(
        kind,
        key=f"{kind}-{row.pk}-{key}" if key else f"{kind}-{row.pk}",
        office_id=row.series.programme.office_id,
        address=person.email,
        language=person.language,
        subject=subject,
        body=body,
        calendar=calendar,
        delay_seconds=0,
        is_demo=row.is_demo,
    )


def tell_moved(row: Registration, was: list[Session]) -> None:
    """Two mails, for a calendar file either cancels or invites: what is left, and where to come."""
    comes = joined_by(row, row.series.sessions.all())
    if comes == was:
        return
    _tell_left(row, was, comes)
    queue_own_mail("registration-moved", row, messages.moved, key=_moment(), method=REQUEST)


def _tell_left(row: Registration, was: list[Session], comes: list[Session]) -> None:
    left = [session for session in was if session not in comes]
    if left:
        write = partial(messages.session_left, sessions=left)
        queue_own_mail("registration-left", row, write, key=_moment(), method=CANCEL, sessions=left)


def _moment() -> str:
    """The key of a mail that may come again."""
    return f"{timezone.now():%Y%m%d%H%M%S%f}"


def tell_confirmed(row: Registration, was: list[Session]) -> None:
    """Mail that the organisation is known, with the new link and what one now comes to as well.

    `was` are the sessions before; what is over invites nobody.
    """
    comes = joined_by(row, row.series.sessions.all())
    is_on = row.series.state == Series.State.PUBLISHED and row.state == State.REGISTERED
    if is_on:
        _tell_left(row, was, comes)
    new = [one for one in comes if one not in was and is_on and is_ahead(one, timezone.now())]
    write, key = partial(messages.confirmed, sessions=new), str(row.link_number)
    method = REQUEST if new else ""
    queue_own_mail("registration-confirmed", row, write, key=key, method=method, sessions=new)
