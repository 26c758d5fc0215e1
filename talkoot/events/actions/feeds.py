"""The secret address of a person's calendar."""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from talkoot.audit.actions import record
from talkoot.events.models import CalendarFeed
from talkoot.people.models import User
from talkoot.surveys.queries import token_hash


@transaction.atomic
def renew_feed(user: User) -> str:
    """Give the person a new address, which is returned and kept nowhere; the old one stops."""
    token = secrets.token_urlsafe(32)
    feed, _created = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": token_hash(token)}
    )
    record("events.feed.renewed", feed, by=user)
    return settings.BASE_URL + reverse("calendar-feed", args=[token])


@transaction.atomic
def stop_feed(user: User) -> None:
    """Make the person's address stop."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is not None:
        record("events.feed.stopped", feed, by=user)
        feed.delete()
