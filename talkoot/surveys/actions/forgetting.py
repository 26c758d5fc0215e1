"""What is kept of whom a survey asked goes in its time, as the privacy page tells."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from talkoot.audit.actions import record
from talkoot.core.dates import add_months
from talkoot.surveys.models import Invitation, Response, Round

# From the end of the programme (home.personal tells it to people).
KEPT_MONTHS = 5 * 12
ROUNDS_AT_ONCE = 20


@transaction.atomic
def forget_invited(today: datetime.date) -> int:
    """Forget whom the rounds of programmes that ended long ago asked; returns how many rounds.

    The address, the account and the code that pairs a person's answers go; what the pairs told has
    been counted. Numbers, groups and organisations stay, and so do the answers. A late pulse's
    addresses stay while they tell who was asked lately, and what has not been counted waits.
    """
    known = Invitation.objects.filter(~Q(address="") | Q(user__isnull=False), round=OuterRef("pk"))
    answers = Response.objects.filter(round=OuterRef("pk"))
    rounds = Round.objects.filter(
        Exists(known) | Exists(answers.exclude(panel="")),
        Q(tallied_at__isnull=False) | ~Exists(answers),
        state=Round.State.CLOSED,
        programme__ends_on__lt=add_months(today, -KEPT_MONTHS),
        closes_on__lt=today - datetime.timedelta(days=settings.SURVEYS_DAYS),
    ).order_by("pk")[:ROUNDS_AT_ONCE]
    found = list(rounds)
    for survey in found:
        number = survey.invitations.update(address="", user=None)
        survey.responses.exclude(panel="").update(panel="")
        record("surveys.round.forgotten", survey, by=None, after={"invited": number})
    return len(found)
