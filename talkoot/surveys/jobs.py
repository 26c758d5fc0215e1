"""What the worker does for surveys."""

from django.db.models import Q
from django.utils import timezone

from talkoot.core.quiet import is_quiet
from talkoot.core.refusals import NotAllowed
from talkoot.search.analysis import deep_analysis
from talkoot.surveys import actions, round_queries
from talkoot.surveys.actions import forgetting, repeating, tallies
from talkoot.surveys.actions import reading as reading_actions
from talkoot.surveys.models import Grouping, Round
from talkoot.surveys.reading import desk

BATCHES_AT_ONCE = 3
REMINDERS_AT_ONCE = 300


def open_due_rounds() -> int:
    """Open planned rounds whose day has come; returns how many.

    One that had nobody to ask waits for the office.
    """
    due = Round.objects.filter(
        Q(plan=None) | Q(population_at=None),
        state=Round.State.PLANNED,
        opens_on__lte=timezone.localdate(),
    )
    opened = 0
    for survey in due.select_related("programme", "questionnaire", "plan", "service"):
        try:
            actions.open_round(survey)
            opened += 1
        except NotAllowed:
            continue  # Another worker was quicker, or there is nobody to ask.
    return opened


def plan_by_calendar() -> int:
    """Plan the next rounds of the plans that go by the calendar; returns how many are new."""
    return repeating.plan_by_calendar()


def send_invitations() -> int:
    """Queue the next links of rounds being opened; returns how many.

    A few batches in a round of the worker, so that other jobs run in between.
    """
    sent = 0
    for survey in round_queries.rounds_being_sent():
        for _number in range(BATCHES_AT_ONCE):
            batch = actions.send_batch(survey)
            sent += batch
            if not batch:
                break
    return sent


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
    """Remind those who have not answered and whose day it is; returns how many.

    Not in quiet hours: the new link would stop the old one before its mail leaves.
    """
    if is_quiet(timezone.now()):
        return 0
    reminded = 0
    rounds: dict[int, Round] = {}
    for invitation in round_queries.invitations_to_remind()[:REMINDERS_AT_ONCE]:
        # What the mail tells of the round is read once.
        invitation.round = rounds.setdefault(invitation.round_id, invitation.round)
        try:
            actions.remind(invitation)
            reminded += 1
        except NotAllowed:
            continue  # Another worker was quicker, or the person has had this week's share.
    return reminded


def lay_out_answers() -> int:
    """Make new open answers readable, with names proposed for removal; returns how many."""
    laid = 0
    for survey in desk.pending_rounds():
        with deep_analysis():
            laid += reading_actions.lay_out(survey)
    return laid


def group_answers() -> int:
    """Group similar answers where somebody has asked for it; returns how many groupings."""
    done = 0
    for grouping in Grouping.objects.filter(made_at=None).order_by("pk"):
        from talkoot.surveys.reading.grouping import grouped

        texts = desk.shown_texts(grouping)
        reading_actions.keep_groups(grouping, grouped(texts), answer_count=len(texts))
        done += 1
    return done


def tally_rounds() -> int:
    """Count the answers that are due, settle what is shown and keep its intervals; how many."""
    return tallies.tally_rounds()


def forget_invited() -> int:
    """Forget whom surveys of programmes that ended long ago asked; returns how many rounds."""
    return forgetting.forget_invited(timezone.localdate())
