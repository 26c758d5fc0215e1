"""An engagement goes on with another expert; what has been done stays as it was."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from talkoot.audit.actions import record
from talkoot.core.icalendar import CANCEL, REQUEST
from talkoot.core.states import change_state
from talkoot.engagements import messages
from talkoot.engagements.actions.courses import hand_over_course
from talkoot.engagements.actions.frame import locked, stop_mails, tell
from talkoot.engagements.actions.sessions import lock_person
from talkoot.engagements.actions.substitutes import drop_substitutes
from talkoot.engagements.messages import expert as mails
from talkoot.engagements.models import DayReport, Engagement
from talkoot.engagements.rules import TRANSITIONS
from talkoot.engagements.rules.declining import check_other
from talkoot.engagements.rules.expert import check_change_expert
from talkoot.engagements.rules.hours import check_free
from talkoot.events.models import Session
from talkoot.experts.actions import move_call_off
from talkoot.experts.models import Expert
from talkoot.people.models import User


@transaction.atomic
def change_expert(engagement: Engagement, expert: Expert, *, reason: str, by: User) -> Engagement:
    """What remains is delivered by another expert of the same agreement; the call-off follows.

    A declined engagement is open again. The new expert, the one before and the applicant are told,
    and the agreed sessions go from the one expert's calendar to the other's.
    Refuses once it has ended, another supplier's expert once a session has been reported, one who
    has declined it or is tied to an applicant, and one who is elsewhere at an agreed time.
    """
    engagement = locked(engagement)
    before = engagement.expert
    reported = DayReport.objects.filter(session__series=engagement.series_id).exists()
    check_change_expert(engagement, expert, is_reported=reported)
    check_other(engagement, expert)
    drop_substitutes(engagement, expert, by=by)
    _check_agreed_times(engagement, expert)
    move_call_off(engagement.call_off, expert, on=timezone.localdate(), reason=reason, by=by)
    engagement.expert = expert
    engagement.save(update_fields=["expert"])
    hand_over_course(engagement, before)
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
    _tell_of_change(engagement, before, reason, by=by)
    return engagement


def _check_agreed_times(engagement: Engagement, expert: Expert) -> None:
    lock_person(expert)
    own = engagement.series.sessions.filter(state=Session.State.AGREED, substitution=None)
    for session in own:
        if session.starts_at is not None and session.ends_at is not None:
            check_free(expert, session.starts_at, session.ends_at, leave_out=session)


def _tell_of_change(engagement: Engagement, before: Expert, reason: str, *, by: User) -> None:
    has_not_heard = stop_mails(engagement, by=by) is False
    occasion = f"{engagement.pk}-{engagement.expert_id}-{timezone.now():%Y%m%d%H%M%S%f}"
    write = partial(mails.changed, before=before, reason=reason)
    agreed = engagement.series.sessions.filter(state=Session.State.AGREED, substitution=None)
    agreed.update(sequence=F("sequence") + 1)
    sessions = list(agreed)
    away = partial(mails.moved_away, before=before)
    people: list[tuple[User | None, str, Callable[[Engagement], tuple[str, str]], str]] = [
        (engagement.expert.user, "engagement-moved", messages.to_expert, REQUEST),
        (before.user, "engagement-moved-away", away, CANCEL),
        (engagement.application.applicant, "expert-changed", write, ""),
    ]
    for user, kind, words, method in people:
        is_news_to_one_who_has_not_heard = words is away and has_not_heard and not sessions
        if user is not None and not is_news_to_one_who_has_not_heard:
            key = f"{kind}-{occasion}"
            tell(engagement, user, kind, 0, write=words, key=key, sessions=sessions, method=method)
