"""When an application may be decided, who reads the letter, and who has the ball.

By noun beside this file: content (of a decision), parties (disqualification), remedy, undo,
correction, reconsideration, aid.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules.completion import waits_for_time
from talkoot.calls.rules.writing import can_follow
from talkoot.core.access import is_barred
from talkoot.core.dates import days_words, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.content import check_content as check_content
from talkoot.decisions.rules.parties import can_decide as can_decide
from talkoot.decisions.rules.parties import check_prepare as check_prepare
from talkoot.decisions.rules.parties import check_sign as check_sign
from talkoot.decisions.rules.reconsideration import (
    RECONSIDERATION_TRANSITIONS as RECONSIDERATION_TRANSITIONS,
)
from talkoot.decisions.rules.remedy import REMEDY_DAYS as REMEDY_DAYS
from talkoot.decisions.rules.remedy import remedy_deadline as remedy_deadline
from talkoot.engagements.models import Engagement
from talkoot.engagements.rules.substitutes import holder_of
from talkoot.events.models import Session
from talkoot.people.rules import is_officer
from talkoot.surveys.models import Round

State = Decision.State
TRANSITIONS = {
    State.DRAFTED: frozenset({State.SIGNED}),
    State.SIGNED: frozenset({State.DRAFTED}),  # Undone before its letter has left.
}


def can_read_letter(user: Any, decision: Decision) -> bool:
    """The programme office at once; the applicant's side when the letter has been sent to them."""
    office = decision.application.call.offering.programme.office_id
    if is_officer(user, office) and not is_barred(user, decision.application):
        return True
    return (
        can_follow(user, decision.application)
        and Message.objects.filter(letter=decision.letter_id, state=Message.State.SENT).exists()
    )


def check_undecided(application: Application) -> None:
    """Refuse a second decision and a decision on what is not in processing."""
    if application.state == Application.State.WITHDRAWN:
        raise NotAllowed(_("The applicant has withdrawn the application, so it is not decided."))
    if application.state == Application.State.INCOMPLETE:
        raise NotAllowed(
            _(
                "The applicant has been asked to complete the application. Decide when it has been "
                "completed or when the time is up."
            )
        )
    if application.state == Application.State.LAPSED:
        raise NotAllowed(_("The application has lapsed, so it is not decided."))
    if application.state != Application.State.SUBMITTED:
        raise NotAllowed(
            _("This application has been decided already. Open the case to see the decision.")
        )


def check_decide(
    application: Application, *, outcome: str, days: Any, reasons: str, transferred_to: str = ""
) -> None:
    """Refuse a decision twice, without reasons, or whose days do not fit its outcome."""
    check_undecided(application)
    check_content(
        application, outcome=outcome, days=days, reasons=reasons, transferred_to=transferred_to
    )


def is_late(application: Application, promised_hours: int | None, at: datetime.datetime) -> bool:
    """It waits for its decision longer than its call promises; what the applicant completes does
    not.
    """
    if promised_hours is None or application.submitted_at is None:
        return False
    promised = application.submitted_at + datetime.timedelta(hours=promised_hours)
    return application.state == Application.State.SUBMITTED and promised < at


@dataclass(frozen=True)
class Wait:
    """Who has the ball in a case, what is expected of them and since when."""

    who: str
    what: str
    since: datetime.datetime | datetime.date | None

    @property
    def days(self) -> int:
        """Whole days so far."""
        if self.since is None:
            return 0
        if isinstance(self.since, datetime.datetime):
            return max((timezone.now() - self.since).days, 0)
        return max((timezone.localdate() - self.since).days, 0)

    @property
    def how_long(self) -> str:
        if self.days == 0:
            return _("since today")
        return days_words(self.days)


def wait_of(
    application: Application,
    *,
    is_drafted: bool = False,
    asked: CompletionRequest | None = None,
    session: Session | None = None,
    is_reported: bool = False,
    lacks_feedback: bool = False,
) -> Wait | None:
    """What the case waits for; None when nobody has to do anything now.

    `asked` is the request to complete that has not been answered. `session` is the engagement's
    first one that has no report, or its last one when all have (`is_reported`); `lacks_feedback`
    tells that an invited person has not answered the feedback survey.
    """
    if application.state == Application.State.INCOMPLETE and asked is not None:
        if waits_for_time(asked):
            return Wait(_("Programme office"), _("answer on more time"), asked.more_time_asked_at)
        what = _("completion by %(day)s") % {"day": local_date(asked.due_on)}
        return Wait(_("Applicant"), what, asked.created_at)
    if application.state == Application.State.SUBMITTED:
        what = _("signature") if is_drafted else _("decision")
        if asked is not None:
            what = _("%(what)s: not completed in time") % {"what": what}
        return Wait(_("Programme office"), what, application.submitted_at)
    if session is None:
        return None
    return _engagement_wait(session, is_reported=is_reported, lacks_feedback=lacks_feedback)


def _engagement_wait(session: Session, *, is_reported: bool, lacks_feedback: bool) -> Wait | None:
    engagement = session.series.engagement
    if engagement.state == Engagement.State.OPEN:
        return Wait(engagement.expert.name, _("agreeing the day"), engagement.created_at)
    if engagement.state == Engagement.State.DECLINED:
        return Wait(_("Applicant"), _("choice of another expert"), engagement.state_changed_at)
    has_ended = session.ends_at is not None and session.ends_at <= timezone.now()
    if engagement.state == Engagement.State.AGREED and has_ended and not is_reported:
        return Wait(holder_of(engagement, session).name, _("day report"), session.ends_at)
    if engagement.state == Engagement.State.AGREED and is_reported:  # Some hours are left to plan.
        return Wait(engagement.expert.name, _("agreeing the day"), session.ends_at)
    if engagement.feedback_round.state == Round.State.OPEN and lacks_feedback:
        return Wait(_("Applicant"), _("feedback"), engagement.feedback_round.opens_on)
    return None
