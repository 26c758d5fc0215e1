"""Choosing when the applicant of an engagement is asked for feedback."""

from django.db import transaction

from talkoot.audit.actions import record
from talkoot.engagements.actions.frame import locked
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.delivery import check_choose_feedback, feedback_plan
from talkoot.people.models import User


@transaction.atomic
def choose_feedback(engagement: Engagement, plan: str, *, by: User) -> None:
    """Ask after each day or once of the whole, whatever the service has.

    Refuses once a session has been reported, because feedback has been asked by the old plan.
    """
    engagement = locked(engagement)
    check_choose_feedback(engagement)
    before = feedback_plan(engagement)
    series = engagement.series
    series.feedback = plan
    series.save(update_fields=["feedback"])
    record(
        "engagements.feedback.chosen",
        engagement,
        by=by,
        before={"plan": before},
        after={"plan": plan},
    )
