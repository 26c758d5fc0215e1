"""Confirming where somebody comes from who registered without being known."""

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.events.actions.registrations import locked_series, tell_moved
from talkoot.events.models import Registration
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.events.rules.sessions import joined_by
from talkoot.people.models import Organisation, User


@transaction.atomic
def confirm_organisation(row: Registration, *, by: User) -> Registration:
    """An officer confirms that the person comes from the organisation that they told.

    Who has a seat gets a mail of the organisation's own sessions, which they now see. A second
    time changes nothing. Refuses a cancelled registration and one without an organisation.
    """
    series = locked_series(row.series)
    row = queries.registrations_with_all().get(pk=row.pk)
    rules.check_confirm(row)
    if row.organisation_confirmed_at is None:
        sessions = series.sessions.all()
        was = joined_by(row, sessions)
        row.organisation_confirmed_at = timezone.now()
        row.save(update_fields=["organisation_confirmed_at"])
        record("events.registration.confirmed", row, by=by)
        if row.state == Registration.State.REGISTERED:
            tell_moved(row, was)
    return row


def confirm_member(user: User, organisation: Organisation, *, by: User) -> None:
    """The person is now known to work in the organisation: so do their registrations tell it."""
    rows = Registration.objects.filter(
        ~Registration.CONFIRMED,
        participant__in=queries.participants_of(user),
        organisation=organisation,
    )
    for row in rows.exclude(state=Registration.State.CANCELLED).select_related("series"):
        confirm_organisation(row, by=by)
