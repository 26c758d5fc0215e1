"""Who may register, change and cancel, and when; how a registration moves."""

import datetime
from collections.abc import Callable, Collection, Iterable
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.core.dates import local_moment
from talkoot.core.refusals import NotAllowed
from talkoot.events.models import Registration, SeatQuota, Series, Session, TeamRegistration
from talkoot.events.rules.seats import Need, Room, can_ever_fit
from talkoot.events.rules.sessions import bodies_of
from talkoot.people.models import Organisation
from talkoot.people.rules import is_confirmed_member, is_officer

State = Registration.State
TeamState = TeamRegistration.State
REGISTRATION_TRANSITIONS = {
    State.WAITING: frozenset({State.REGISTERED, State.CANCELLED}),
    State.REGISTERED: frozenset({State.CANCELLED}),
    State.CANCELLED: frozenset(),
}
TEAMREGISTRATION_TRANSITIONS = {
    TeamState.WAITING: frozenset({TeamState.REGISTERED, TeamState.PARTIAL, TeamState.CANCELLED}),
    TeamState.PARTIAL: frozenset({TeamState.REGISTERED, TeamState.CANCELLED}),
    # A member who joins later may have to wait.
    TeamState.REGISTERED: frozenset({TeamState.PARTIAL, TeamState.CANCELLED}),
    TeamState.CANCELLED: frozenset(),
}
TEAM_LARGEST = 30  # Where the series sets no limit.
_checks: list[Callable[[TeamRegistration], None]] = []


def register_check(check: Callable[[TeamRegistration], None]) -> None:
    """Called by an app when it starts: it refuses to cancel a registration that it needs."""
    _checks.append(check)


def closed_because(series: Series, now: datetime.datetime, *, by: Any = None) -> str:
    """A sentence that tells why nobody can register now and what to do; empty if one can.

    `by` may be an officer of the programme, who adds people after the closing.
    """
    if series.state == Series.State.CANCELLED:
        return _("“%(series)s” has been cancelled, so nobody can register any more.") % _of(series)
    if series.state == Series.State.ENDED:
        return _("“%(series)s” has been held already. Look for what comes next.") % _of(series)
    if series.state != Series.State.PUBLISHED or series.entry == Series.Entry.NONE:
        return _("“%(series)s” needs no registration here.") % _of(series)
    opens, closes = series.registration_opens_at, series.registration_closes_at
    if opens and now < opens:
        return _("Registration opens on %(moment)s. Come back then.") % {
            "moment": local_moment(opens)
        }
    if closes and now > closes and not _is_of_office(by, series):
        return _("Registration closed on %(moment)s. Ask %(contact)s whether there is room.") % {
            "moment": local_moment(closes),
            "contact": contact_of(series),
        }
    return ""


def _is_of_office(user: Any, series: Series) -> bool:
    return user is not None and is_officer(user, series.programme.office_id)


def confirmed_at(
    series: Series, organisation: Organisation | None, by: Any
) -> datetime.datetime | None:
    """Now, if `by` is of the programme office or a confirmed member of the organisation.

    Whom they register as coming from there is believed; what others say waits for the office.
    """
    if by is None or organisation is None:
        return None
    knows = _is_of_office(by, series) or is_confirmed_member(by, organisation.pk)
    return timezone.now() if knows else None


def waits_to_be_confirmed(row: Registration) -> bool:
    """The organisation that was told has sessions of its own, and nobody has confirmed it."""
    bodies = bodies_of(row.series.sessions.all())
    return row.organisation_id in bodies and row.organisation_confirmed_at is None


def check_confirm(row: Registration, organisation_id: int | None) -> None:
    """Refuse where there is nothing to confirm, and another organisation than the officer saw."""
    if row.state == State.CANCELLED or row.organisation is None:
        raise NotAllowed(
            _("The registration names no organisation any more, or it has been cancelled.")
        )
    if row.organisation_id != organisation_id:
        raise NotAllowed(
            _("%(name)s has changed the organisation meanwhile. Look at the list again.")
            % {"name": row.participant.name}
        )


def is_late_by_office(series: Series, now: datetime.datetime, by: Any) -> bool:
    """Registration has closed, and the programme office adds somebody whom there is room for."""
    return bool(closed_because(series, now)) and not closed_because(series, now, by=by)


def check_open(
    series: Series, now: datetime.datetime, *, for_teams: bool = False, by: Any = None
) -> None:
    """Refuse a registration to a series that does not take it, with the reason."""
    if sentence := closed_because(series, now, by=by):
        raise NotAllowed(sentence)
    if for_teams != (series.entry == Series.Entry.TEAMS):
        raise NotAllowed(
            _("Here one person registers at a time, not a team.")
            if for_teams
            else _("Here teams register. Gather your team and register all at once.")
        )


def contact_of(series: Series) -> str:
    """Whom to ask."""
    return series.contact_email or series.programme.contact_email or str(series.programme.office)


class Twice(NotAllowed):
    """The address has a registration or a place in the line already."""


def check_not_twice(earlier: Registration | None) -> None:
    """Refuse a second registration of the same address."""
    if earlier is None:
        return
    raise Twice(
        _(
            "This address has been registered already. The link to see, change or cancel the "
            "registration was sent to it again."
        )
        if earlier.state == State.REGISTERED
        else _(
            "This address stands in the waiting list already. The link to see or cancel the place "
            "was sent to it again."
        )
    )


def session_choices(sessions: Iterable[Session]) -> list[Session]:
    """The sessions of the same content, of which a person comes to one."""
    gone = (Session.State.CANCELLED, Session.State.HELD)
    return [row for row in sessions if row.content_set and row.state not in gone]


def check_session(session: Session | None, choices: list[Session]) -> None:
    """Refuse to leave the session open when one of several has to be chosen, and a wrong one."""
    if choices and session not in choices:
        raise NotAllowed(_("Choose the session that you come to: they have the same content."))
    if not choices and session is not None:
        raise NotAllowed(_("This registration is for the whole series, not for one session."))


def check_room(registration: Registration, series: Series) -> None:
    """Refuse one more when the series is full and has no waiting list."""
    if registration.state == State.WAITING and not series.has_waiting_list:
        raise NotAllowed(
            _("“%(series)s” is full and has no waiting list. Ask %(contact)s about the next time.")
            % {"series": series, "contact": contact_of(series)}
        )


def check_fits(before: Need, after: Need, room: Room) -> None:
    """Refuse a change to a session or a quota that is full; the place stays as it was."""
    full = {kind for kind, key in after.claims if room.get((kind, key), 1) < 1}
    full -= {kind for kind, key in before.claims if (kind, key) in after.claims}
    if "session" in full:
        raise NotAllowed(_("That session is full. Your place in the other one stays as it was."))
    if full:
        raise NotAllowed(
            _("There are no more seats for that organisation or role. Your place stays as it was.")
        )


def is_late(series: Series, now: datetime.datetime) -> bool:
    """A cancellation now is later than the series asks for; it is allowed all the same."""
    return series.cancel_until is not None and now > series.cancel_until


def check_change(registration: Registration) -> None:
    """A cancelled registration, and one to a series that is over, no longer changes."""
    if registration.state == State.CANCELLED:
        raise NotAllowed(
            _("This registration has been cancelled. Register again if you come after all.")
        )
    if registration.series.state in (Series.State.ENDED, Series.State.CANCELLED):
        raise _over(registration.series)


def check_team(series: Series, count: int) -> None:
    """Refuse a team that is too small or too big for the series."""
    least, most = series.team_size_min or 2, series.team_size_max or TEAM_LARGEST
    if count < least:
        raise NotAllowed(
            ngettext(
                "A team has at least %(count)s member. Add those who are missing.",
                "A team has at least %(count)s members. Add those who are missing.",
                least,
            )
            % {"count": least}
        )
    check_team_not_over(series, count, most=most)


def check_team_not_over(series: Series, count: int, *, most: int | None = None) -> None:
    """Refuse more members than the series allows in one team."""
    most = most or series.team_size_max or TEAM_LARGEST
    if count > most:
        raise NotAllowed(
            _("A team has at most %(count)s members. Make two teams, or leave somebody out.")
            % {"count": most}
        )


def check_can_ever_fit(needs: Collection[Need], capacity: Room) -> None:
    """Refuse a team that would never fit whole: it would keep the seats from everybody."""
    if not can_ever_fit(needs, capacity):
        raise NotAllowed(
            _(
                "The team is bigger than the seats or quotas ever allow, so all of it can never "
                "come. Choose “as many of us as there is room for”, or make the team smaller."
            )
        )


def check_team_open(team: TeamRegistration) -> None:
    """A cancelled team, and one of a series that is over, no longer changes."""
    if team.state == TeamState.CANCELLED:
        raise NotAllowed(_("This team has been cancelled. Register the team again if it comes."))
    if team.series.state in (Series.State.ENDED, Series.State.CANCELLED):
        raise _over(team.series)


def check_cancel_team(team: TeamRegistration) -> None:
    """Refuse to cancel what another part of the product is built on."""
    for check in _checks:
        check(team)


def check_quota(quota: SeatQuota | None) -> None:
    """A co-organiser's link must be one that the series has."""
    if quota is None or quota.kind != SeatQuota.Kind.PARTNER:
        raise NotAllowed(
            _("This co-organiser’s link is not in use. Ask for the right one."),
            status=HTTPStatus.NOT_FOUND,
        )


def _over(series: Series) -> NotAllowed:
    return NotAllowed(_("“%(series)s” is over, so nothing changes any more.") % _of(series))


def _of(series: Series) -> dict[str, Any]:
    return {"series": series}
