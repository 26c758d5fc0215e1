"""Mails of teams."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.engagements.models import Commitment


def commitments_due(rows: Sequence[Commitment]) -> tuple[str, str]:
    """Subject and body to the owner of promises of one programme whose day has come."""
    subject = _("Was it done: %(action)s") % {"action": rows[0].action}
    promises = [
        _("The team %(team)s promised: %(action)s. The day was %(day)s.\n%(link)s")
        % {
            "team": row.team.name,
            "action": row.action,
            "day": local_date(row.due_on),
            "link": settings.BASE_URL + reverse("commitment", args=[row.team_id, row.pk]),
        }
        for row in rows
    ]
    body = _(
        "Hello!\n\nTell in one minute whether the promise was kept, and what came of it:\n\n"
        "%(promises)s\n\nWith kind regards\n%(programme)s"
    ) % {"promises": "\n\n".join(promises), "programme": rows[0].team.programme.name}
    return subject, body
