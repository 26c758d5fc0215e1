"""Confirming where somebody comes from who registered without being known."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.events import tokens
from talkoot.events.actions.registration_mails import tell_confirmed
from talkoot.events.actions.registrations import CONFIRMING, locked_series
from talkoot.events.models import Registration, Series
from talkoot.events.queries import registrations as queries
from talkoot.events.rules import registration as rules
from talkoot.events.rules.sessions import joined_by
from talkoot.people.models import Organisation, User


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
        was = joined_by(row, series.sessions.all())
        row.organisation_confirmed_at = timezone.now()
        tokens.renew(row)
        row.save(update_fields=CONFIRMING)
        record("events.registration.confirmed", row, by=by)
        tell_confirmed(row, was)
    return row


def confirm_member(user: User, organisation: Organisation, *, by: User) -> None:
    """The person is now known to work in the organisation: so do their registrations tell it.

    In published series, so that sessions of the organisation that come later find them too.
    """
    rows = Registration.objects.filter(
        ~Registration.CONFIRMED,
        participant__in=queries.participants_of(user),
        organisation=organisation,
        series__state=Series.State.PUBLISHED,
    ).exclude(state=Registration.State.CANCELLED)
    # In one order of the series, whose rows are locked, whoever is confirmed at the same moment.
    for row in rows.select_related("series").order_by("series", "pk"):
        with suppress(NotAllowed):  # Cancelled, or changed, a moment ago.
            confirm_organisation(row, organisation_id=organisation.pk, by=by)
