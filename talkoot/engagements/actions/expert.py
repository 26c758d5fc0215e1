"""An engagement goes on with another expert; what has been done stays as it was."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.engagements import messages
from talkoot.engagements.actions.frame import locked, tell
from talkoot.engagements.messages import expert as mails
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.rules import TRANSITIONS
from talkoot.engagements.rules.expert import check_change_expert
from talkoot.experts.actions import move_call_off
from talkoot.experts.models import Expert
from talkoot.people.models import User


@transaction.atomic
def change_expert(engagement: Engagement, expert: Expert, *, reason: str, by: User) -> Engagement:
    """What remains is delivered by another expert of the same agreement; the call-off follows.

    A declined engagement is open again. The new expert, the one before and the applicant are told.
    Refuses once it has ended, and another supplier's expert once a session has been reported.
    """
    engagement = locked(engagement)
    before = engagement.expert
    reported = DayReport.objects.filter(session__series=engagement.series_id).exists()
    check_change_expert(engagement, expert, is_reported=reported)
    move_call_off(engagement.call_off, expert, on=timezone.localdate(), reason=reason, by=by)
    engagement.expert = expert
    engagement.save(update_fields=["expert"])
    record(
        "engagements.engagement.expert_changed",
        engagement,
        by=by,
        before={"expert": before.pk},
        after={"expert": expert.pk, "reason": reason},
    )
    if engagement.state == Engagement.State.DECLINED:
        moved = change_state(engagement, Engagement.State.OPEN, TRANSITIONS)
        record("engagements.engagement.reopened", engagement, by=by, **moved)
    _tell_of_change(engagement, before, reason)
    return engagement


def _tell_of_change(engagement: Engagement, before: Expert, reason: str) -> None:
    occasion = f"{engagement.pk}-{engagement.expert_id}-{timezone.now():%Y%m%d%H%M%S%f}"
    write = partial(mails.changed, before=before, reason=reason)
    people: list[tuple[User | None, str, Callable[[Engagement], tuple[str, str]]]] = [
        (engagement.expert.user, "engagement-moved", messages.to_expert),
        (before.user, "engagement-moved-away", partial(mails.moved_away, before=before)),
        (engagement.application.applicant, "expert-changed", write),
    ]
    for user, kind, words in people:
        if user is not None:
            tell(engagement, user, kind, 0, write=words, key=f"{kind}-{occasion}")
