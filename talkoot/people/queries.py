"""Reads about people."""

from django.conf import settings
from django.db.models import QuerySet

from talkoot.people.models import User

DEMO_ACCOUNTS_MAX = 4  # The loader makes the accounts with the different roles first.


def demo_accounts() -> "QuerySet[User]":
    """The invented people as whom a visitor of the demo may sign in; none outside a demo."""
    if not settings.DEMO:
        return User.objects.none()
    return (
        User.objects.filter(is_demo=True, is_active=True)
        .prefetch_related("memberships__organisation")
        .order_by("pk")[:DEMO_ACCOUNTS_MAX]
    )
