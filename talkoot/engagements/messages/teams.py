"""Mails of teams."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.engagements.models import Commitment


def commitment_due(commitment: Commitment) -> tuple[str, str]:
    """Subject and body to the owner of a promise whose day has come."""
    address = reverse("commitment", args=[commitment.team_id, commitment.pk])
    subject = _("Was it done: %(action)s") % {"action": commitment.action}
    body = _(
        "Hello!\n\nThe team %(team)s promised: %(action)s. The day was %(day)s.\n\n"
        "Tell in one minute whether the promise was kept, and what came of it:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "team": commitment.team.name,
        "action": commitment.action,
        "day": local_date(commitment.due_on),
        "link": settings.BASE_URL + address,
        "programme": commitment.team.programme.name,
    }
    return subject, body
