"""What the worker does for surveys."""

import datetime

from django.utils import timezone

from talkoot.core.refusals import NotAllowed
from talkoot.surveys import actions
from talkoot.surveys.models import Invitation, Round

REMIND_AFTER_DAYS = 7


def open_due_rounds() -> int:
    """Open planned rounds whose day has come; returns how many."""
    due = Round.objects.filter(state=Round.State.PLANNED, opens_on__lte=timezone.localdate())
    opened = 0
    for survey in due.select_related("programme", "questionnaire"):
        try:
            actions.open_round(survey)
            opened += 1
        except NotAllowed:
            continue  # Another worker was quicker.
    return opened


def close_ended_rounds() -> int:
    """Close open rounds whose last day has passed; returns how many."""
    ended = Round.objects.filter(state=Round.State.OPEN, closes_on__lt=timezone.localdate())
    closed = 0
    for survey in ended:
        try:
            actions.close_round(survey)
            closed += 1
        except NotAllowed:
            continue  # Another worker was quicker.
    return closed


def remind() -> int:
    """Remind once those who got the link a week ago and have not answered; returns how many."""
    before = timezone.now() - datetime.timedelta(days=REMIND_AFTER_DAYS)
    waiting = Invitation.objects.filter(
        round__state=Round.State.OPEN,
        round__closes_on__gt=timezone.localdate(),
        sent_at__lt=before,
        reminded_at=None,
        has_answered=False,
    ).select_related("round__programme", "round__questionnaire")
    reminded = 0
    for invitation in waiting:
        try:
            actions.remind(invitation)
            reminded += 1
        except NotAllowed:
            continue  # Another worker was quicker, or the person has had this week's share.
    return reminded
