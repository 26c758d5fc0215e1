"""Confirming where somebody comes from who registered without being known."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.icalendar import REQUEST
from talkoot.events import tokens
from talkoot.events.actions.registrations import locked_series, queue_own_mail
from talkoot.events.messages import registrations as messages
from talkoot.events.models import Registration, Series, Session
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.events.rules.sessions import is_ahead, joined_by
from talkoot.people.models import Organisation, User

State = Registration.State


@transaction.atomic
def confirm_organisation(
    row: Registration, *, organisation_id: int | None, by: User
) -> Registration:
    """An officer confirms that the person comes from the organisation that they told.

    A mail tells it with the organisation's own sessions that are ahead and a new link: whoever
    registered in the person's name may have seen the earlier one, which opens nothing any more. A
    second time changes nothing. Refuses a cancelled registration and another organisation than
    `organisation_id`, the one that the officer saw.
    """
    series = locked_series(row.series)
    row = queries.registrations_with_all().get(pk=row.pk)
    rules.check_confirm(row, organisation_id)
    if row.organisation_confirmed_at is None:
        sessions = series.sessions.all()
        was = joined_by(row, sessions)
        row.organisation_confirmed_at = timezone.now()
        row.link_number += 1
        row.token_hash = tokens.hash_of(row)
        row.save(update_fields=["organisation_confirmed_at", "link_number", "token_hash"])
        record("events.registration.confirmed", row, by=by)
        _tell(row, [session for session in joined_by(row, sessions) if session not in was])
    return row


def confirm_member(user: User, organisation: Organisation, *, by: User) -> None:
    """The person is now known to work in the organisation: so do their registrations tell it.

    In published series that have sessions of the organisation; elsewhere nothing depends on it.
    """
    rows = Registration.objects.filter(
        ~Registration.CONFIRMED,
        participant__in=queries.participants_of(user),
        organisation=organisation,
        series__state=Series.State.PUBLISHED,
        series__in=Session.objects.filter(organisation=organisation).values("series"),
    )
    for row in rows.exclude(state=State.CANCELLED).select_related("series"):
        confirm_organisation(row, organisation_id=organisation.pk, by=by)


def _tell(row: Registration, sessions: list[Session]) -> None:
    is_on = row.series.state == Series.State.PUBLISHED and row.state == State.REGISTERED
    ahead = [session for session in sessions if is_on and is_ahead(session, timezone.now())]
    write = partial(messages.confirmed, sessions=ahead)
    method = REQUEST if ahead else ""
    key = str(row.link_number)
    queue_own_mail("registration-confirmed", row, write, key=key, method=method, sessions=ahead)
