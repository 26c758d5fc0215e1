"""The secret links of registrations: made anew from the row, so that every mail has the same one.

Only the hash is kept in the database; without the site's key it opens nothing.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from talkoot.events.models import Registration, TeamRegistration
from talkoot.surveys.queries import token_hash

LETTERS = 40


def token_of(row: Registration | TeamRegistration) -> str:
    """The end of the person's or the team's own link."""
    who: Any = row.participant_id if isinstance(row, Registration) else row.contact_id
    text = f"{row.series_id}:{who}:{row.created_at.timestamp():.6f}"
    if isinstance(row, Registration) and row.link_number:
        text = f"{text}:{row.link_number}"
    return salted_hmac(type(row).__name__, text, algorithm="sha256").hexdigest()[:LETTERS]


def hash_of(row: Registration | TeamRegistration) -> str:
    """What is kept of it."""
    return token_hash(token_of(row))


def renew(row: Registration) -> None:
    """Give the person a new link, because somebody else may have seen the earlier one.

    The caller saves `link_number` and `token_hash`.
    """
    row.link_number += 1
    row.token_hash = hash_of(row)


def link_of(row: Registration | TeamRegistration) -> str:
    """The whole address for a mail, in the active language."""
    name = "registration" if isinstance(row, Registration) else "team-registration"
    return settings.BASE_URL + reverse(name, args=[token_of(row)])


def notices_link_of(row: Registration) -> str:
    """The address at which the person marks the funder's notices, in the active language."""
    return settings.BASE_URL + reverse("own-notices", args=[token_of(row)])


def carried_on_link_of(row: Registration) -> str:
    """The address at which the person tells what was carried on, in the active language."""
    return settings.BASE_URL + reverse("carried-on", args=[token_of(row)])
