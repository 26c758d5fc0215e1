"""What the worker does for badges."""

from django.utils import timezone

from talkoot.credentials import actions


def forget_unconfirmed_badges() -> None:
    """Forget the addresses that nobody confirmed in time."""
    actions.forget_unconfirmed(timezone.now())
