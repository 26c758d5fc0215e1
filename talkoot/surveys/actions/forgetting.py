"""What is kept of whom a survey asked goes in its time, as the privacy page tells."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from talkoot.audit.actions import record
from talkoot.core.dates import add_months
from talkoot.correspondence.actions import forget_addresses
from talkoot.surveys.actions.opening import INVITATION
from talkoot.surveys.actions.reminding import REMINDER
from talkoot.surveys.models import Invitation, Response, Round, Tally
from talkoot.surveys.results.counting import WHOLE
from talkoot.surveys.rules.sending import REMINDERS_MOST

# From the end of the programme (home.personal tells it to people).
KEPT_MONTHS = 5 * 12
ROUNDS_AT_ONCE = 300
MAILS_AT_ONCE = 1000  # invited people


@transaction.atomic
def forget_invited(today: datetime.date) -> int:
    """Forget whom the rounds of programmes that ended long ago asked; returns how many rounds.

    The address, the account and the code that pairs a person's answers go, and the receivers of the
    round's mails, whose keys name the invited; what the pairs told has been counted. Numbers,
    groups and organisations stay, and so do the answers. A late pulse's addresses stay while they
    tell who was asked lately, and what has not been counted for good waits. A round that was never
    opened knows who would have been asked. Nothing goes while an audit or an appeal of a funded
    project of the programme holds it.
    """
    known = Invitation.objects.filter(~Q(address="") | Q(user__isnull=False), round=OuterRef("pk"))
    answers = Response.objects.filter(round=OuterRef("pk"))
    whole = Tally.objects.filter(round=OuterRef("pk"), item_code=WHOLE, dimension="")
    lately = today - datetime.timedelta(days=settings.SURVEYS_DAYS)
    is_over = Q(state=Round.State.CLOSED, closes_on__lt=lately)
    is_over |= Q(state=Round.State.PLANNED) & (Q(opens_on=None) | Q(opens_on__lt=lately))
    rounds = Round.objects.filter(
        Exists(known) | Exists(answers.exclude(panel="")),
        Exists(whole.filter(figures__has_key="is_final")) | ~Exists(answers),
        is_over,
        programme__ends_on__lt=add_months(today, -KEPT_MONTHS),
    ).exclude(programme__funding_projects__hold_reason__gt="")
    found = list(rounds.order_by("pk")[:ROUNDS_AT_ONCE])
    for survey in found:
        _forget_receivers(survey)
        number = survey.invitations.update(address="", user=None)
        survey.responses.exclude(panel="").update(panel="")
        record("surveys.round.forgotten", survey, by=None, after={"invited": number})
    return len(found)


def _forget_receivers(survey: Round) -> None:
    invited = list(survey.invitations.order_by().values_list("pk", flat=True))
    for start in range(0, len(invited), MAILS_AT_ONCE):
        keys = invited[start : start + MAILS_AT_ONCE]
        mails = [f"{INVITATION}-{pk}" for pk in keys]
        mails += [f"{REMINDER}-{pk}-{n}" for pk in keys for n in range(1, REMINDERS_MOST + 1)]
        forget_addresses(mails)
