"""Mails to one person of a learning space; in the caller's transaction."""

from collections.abc import Callable
from typing import Any

from django.utils import translation

from talkoot.correspondence.actions import queue_message, queue_reminder
from talkoot.correspondence.rules import ReminderWaits
from talkoot.events.messages import learning as messages
from talkoot.events.models import LearningTask, Registration, Series


def tell_user(
    person: Any, kind: str, *, key: str, series: Series, write: Callable[[], tuple[str, str]]
) -> None:
    """Queue a mail to a user or a participant in their language; `write` gives its texts."""
    with translation.override(person.language):
        subject, body = write()
    queue_message(
        kind,
        key=key,
        office_id=series.programme.office_id,
        address=person.email,
        language=person.language,
        subject=subject,
        body=body,
        is_demo=series.is_demo,
    )


def tell_office(
    kind: str, *, key: str, series: Series, write: Callable[[], tuple[str, str]]
) -> None:
    """Queue a mail to the address of the series or its programme, in Finnish; none without one."""
    address = series.contact_email or series.programme.contact_email
    if not address:
        return
    with translation.override("fi"):
        subject, body = write()
    queue_message(
        kind,
        key=key,
        office_id=series.programme.office_id,
        address=address,
        subject=subject,
        body=body,
        is_demo=series.is_demo,
    )


def remind_of_task(task: LearningTask, registration: Registration) -> bool:
    """Remind somebody who has not handed in, once for each task; False while it must wait.

    It waits when the person has had this week's reminders of the whole product.
    """
    person, series = registration.participant, task.series
    with translation.override(person.language):
        subject, body = messages.task_due(task, series)
    try:
        queue_reminder(
            "task-due",
            key=f"task-due-{task.pk}-{registration.pk}-{task.due_at:%Y%m%d}",
            office_id=series.programme.office_id,
            subject=subject,
            body=body,
            address=person.email,
            language=person.language,
            has_deadline=True,
            is_demo=series.is_demo,
        )
    except ReminderWaits:
        return False
    return True
