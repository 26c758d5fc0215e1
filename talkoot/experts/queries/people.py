"""Reads of the people of a programme office."""

from django.db.models import QuerySet

from talkoot.people.models import User
from talkoot.people.rules import OFFICE_ROLES
from talkoot.programmes.models import Programme


def officers_of(programme: Programme) -> "QuerySet[User]":
    """Who works in the programme's office, each once."""
    return (
        User.objects.filter(
            memberships__organisation=programme.office_id,
            memberships__role__in=OFFICE_ROLES,
            is_active=True,
        )
        .distinct()
        .order_by("pk")
    )
