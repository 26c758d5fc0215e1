"""Who sees the outbox and the letters, and how a message moves."""

from typing import Any

from django.conf import settings

from talkoot.correspondence.models import Letter, Message
from talkoot.people.rules import office_ids

State = Message.State

TRANSITIONS = {
    State.QUEUED: frozenset({State.SENDING, State.REVOKED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED}),
    State.FAILED: frozenset({State.QUEUED}),
}

# Sign-in mail opens an account: nobody but the receiver reads it, and it is short-lived.
SIGN_IN_KIND = "account."


def can_see_outbox(user: Any) -> bool:
    """Anybody who works in a programme office."""
    return bool(office_ids(user))


def can_revoke_message(user: Any, message: Message) -> bool:
    """The same people, while the message waits; change_state refuses later."""
    return can_see_outbox(user) and not message.kind.startswith(SIGN_IN_KIND)


def can_read_letter(user: Any, letter: Letter) -> bool:
    """Its receiver once it has been sent, the programme offices, and everybody in a demo."""
    if can_see_outbox(user):
        return True
    sent = letter.message_set.filter(state=State.SENT)
    if settings.DEMO:
        return sent.exists()
    return user.is_authenticated and sent.filter(user=user).exists()
