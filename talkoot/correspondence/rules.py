"""Who sees the outbox and the letters, and how a message moves."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from talkoot.core.access import is_barred
from talkoot.core.quiet import next_open_moment
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Letter, Message
from talkoot.people.rules import is_officer, office_ids

State = Message.State

TRANSITIONS = {
    State.QUEUED: frozenset({State.SENDING, State.REVOKED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED}),
    State.FAILED: frozenset({State.QUEUED}),
}

# Sign-in mail opens an account: nobody but the receiver reads it, and it is short-lived.
SIGN_IN_KIND = "account."
SIGN_IN_MAIL_KEPT = timedelta(days=1)

# Mail of these kinds leaves nobody's evening or weekend disturbed (core/quiet.py).
QUIET_KIND = "survey-"

ATTEMPTS_MAX = 5
BACK_OFF_MINUTES = (1, 5, 30, 120)  # After the first attempt, the second and so on.
STUCK_AFTER = timedelta(minutes=10)
# settings.REMINDERS_A_WEEK is the most that a person gets in any seven days.
REMINDER_WINDOW = timedelta(days=7)


def leaves_at(kind: str, moment: datetime) -> datetime:
    """When a message of the kind that is due at `moment` may leave."""
    return next_open_moment(moment) if kind.startswith(QUIET_KIND) else moment


class ReminderWaits(NotAllowed):
    """The person has had the week's share of reminders; ask again later if it still matters."""


class OptedOut(NotAllowed):
    """The receiver wants no voluntary mail of the topic; nothing is kept of this one."""


def check_reminder(sent: int, *, has_deadline: bool) -> None:
    """Refuse one more reminder than the week's share.

    The last of the share is kept for what has a deadline with consequences for the receiver.
    """
    most = settings.REMINDERS_A_WEEK
    if sent >= (most if has_deadline else max(1, most - 1)):
        raise ReminderWaits(_("This person has had this week’s reminders already."))


def can_revoke_message(user: Any, message: Message) -> bool:
    """The office in whose name it goes, while the message waits; change_state refuses later."""
    return (
        message.office_id is not None
        and is_officer(user, message.office_id)
        and not is_barred(user, message)
    )


def can_read_letter(user: Any, letter: Letter) -> bool:
    """The office that sends it, its receiver once it has been sent, and everybody in a demo."""
    offices = office_ids(user)
    mails = letter.message_set.filter(office__in=offices) if offices else None
    if mails is not None and mails.exists() and not is_barred(user, letter):
        return True
    sent = letter.message_set.filter(state=State.SENT)
    if settings.DEMO:
        return sent.exists()
    return user.is_authenticated and sent.filter(user=user).exists()
