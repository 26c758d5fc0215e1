"""Reminding those who have a seat of a session that is near."""

from django.db import transaction
from django.utils import translation

from talkoot.correspondence.actions import queue_reminder
from talkoot.correspondence.models import Message
from talkoot.correspondence.rules import ReminderWaits
from talkoot.events.messages import registrations as messages
from talkoot.events.models import Registration, Session
from talkoot.events.queries.registrations import registrations_to_remind


def remind_of_session(session: Session) -> int:
    """Remind each person with a seat once; returns how many were reminded now.

    Somebody who has had this week's share of reminders waits for a later round of the worker, and
    is not reminded any more once the session has begun or the seat has been given up.
    """
    rows = registrations_to_remind(session)
    keys = {f"session-reminder-{session.pk}-{row.pk}": row for row in rows}
    sent = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    return sum(_remind(row, session, key) for key, row in keys.items() if key not in sent)


@transaction.atomic
def _remind(row: Registration, session: Session, key: str) -> bool:
    person = row.participant
    with translation.override(person.language):
        subject, body = messages.session_reminder(row, session)
    try:
        queue_reminder(
            "session-reminder",
            key=key,
            office_id=row.series.programme.office_id,
            address=person.email,
            language=person.language,
            subject=subject,
            body=body,
            has_deadline=True,
            is_demo=row.is_demo,
        )
    except ReminderWaits:
        return False
    return True
