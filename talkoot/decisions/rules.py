"""When an application may be decided, by whom, and how long the decision may be challenged.

Sources: Administrative Procedure Act 434/2003, sections 43-49; Local Government Act 410/2015,
section 139 (deemed receipt) and chapter 16 (14 days).
"""

import datetime
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import days_text, days_words, next_office_day
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision
from talkoot.engagements.models import Engagement
from talkoot.events.models import Session
from talkoot.people.rules import is_decision_maker, is_officer
from talkoot.programmes.models import RemedyRegime
from talkoot.surveys.models import Round

State = Decision.State
TRANSITIONS = {
    State.DRAFTED: frozenset({State.SIGNED}),
    State.SIGNED: frozenset(),
}

REMEDY_DAYS = {RemedyRegime.MUNICIPAL: 14, RemedyRegime.STATE: 30, RemedyRegime.PRIVATE: 30}
DEEMED_RECEIPT_DAYS = 3  # ordinary electronic notification: the third day after sending


def can_decide(user: Any, application: Application) -> bool:
    """The office's decision maker, on an application that has been sent, and never on their own.

    Administrative Procedure Act, section 28: a party is disqualified.
    """
    return (
        application.submitted_at is not None
        and application.applicant_id != getattr(user, "pk", None)
        and is_decision_maker(user, application.call.offering.programme.office_id)
    )


def can_read_letter(user: Any, decision: Decision) -> bool:
    """The programme office at once; the applicant when the letter has been sent to them."""
    if is_officer(user, decision.application.call.offering.programme.office_id):
        return True
    return (
        decision.application.applicant_id == getattr(user, "pk", None)
        and Message.objects.filter(letter=decision.letter_id, state=Message.State.SENT).exists()
    )


def check_prepare(user: Any, application: Application) -> None:
    """Refuse whoever is a party to the matter (Administrative Procedure Act, section 28)."""
    if application.applicant_id == user.pk:
        raise NotAllowed(
            _("This is your own application, so somebody else in the office handles it."),
            status=HTTPStatus.FORBIDDEN,
        )


def check_sign(user: Any, application: Application) -> None:
    """Refuse an officer who may prepare but not sign."""
    check_prepare(user, application)
    if not can_decide(user, application):
        raise NotAllowed(
            _(
                "Only the office's decision maker signs. Save the draft; the decision maker can "
                "open it from the queue."
            ),
            status=HTTPStatus.FORBIDDEN,
        )


def check_undecided(application: Application) -> None:
    """Refuse a second decision and a decision on a withdrawn application."""
    if application.state == Application.State.WITHDRAWN:
        raise NotAllowed(_("The applicant has withdrawn the application, so it is not decided."))
    if application.state != Application.State.SUBMITTED:
        raise NotAllowed(
            _("This application has been decided already. Open the case to see the decision.")
        )


def check_decide(application: Application, *, outcome: str, days: Any, reasons: str) -> None:
    """Refuse a decision twice, without reasons, or whose days do not fit its outcome."""
    check_undecided(application)
    check_content(application, outcome=outcome, days=days, reasons=reasons)


def check_content(application: Application, *, outcome: str, days: Any, reasons: str) -> None:
    """Refuse a decision without reasons, or whose days do not fit its outcome or the call."""
    if not reasons.strip():
        raise NotAllowed(_("Write the reasons: a decision without reasons cannot be signed."))
    if outcome == Decision.Outcome.REFUSED:
        if days:
            raise NotAllowed(_("A refusal grants no days. Set the days to 0."))
        return
    if not days or days <= 0:
        raise NotAllowed(_("Enter how many days are granted."))
    if days > application.call.max_days:
        raise NotAllowed(
            _("At most %(days)s days can be granted in this call.")
            % {"days": days_text(application.call.max_days)}
        )
    if application.expert is None:
        raise NotAllowed(_("No expert has been chosen, so days cannot be granted."))


def remedy_deadline(regime: str, *, sent_on: datetime.date) -> datetime.date:
    """The last day on which the decision may be challenged.

    Counted from the deemed receipt of an electronic notification, that day excluded; a last day
    on which offices are closed moves to the next one (Act 150/1930, section 5).
    """
    received_on = sent_on + datetime.timedelta(days=DEEMED_RECEIPT_DAYS)
    return next_office_day(received_on + datetime.timedelta(days=REMEDY_DAYS[RemedyRegime(regime)]))


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
    session: Session | None = None,
    lacks_feedback: bool = False,
) -> Wait | None:
    """What the case waits for; None when nobody has to do anything now.

    `session` is the engagement's first one; `lacks_feedback` tells that an invited person has not
    answered the feedback survey.
    """
    if application.state == Application.State.SUBMITTED:
        what = _("signature") if is_drafted else _("decision")
        return Wait(_("Programme office"), what, application.submitted_at)
    if session is None:
        return None
    engagement = session.series.engagement
    if engagement.state == Engagement.State.OPEN:
        return Wait(engagement.expert.name, _("agreeing the day"), engagement.created_at)
    has_ended = session.ends_at is not None and session.ends_at <= timezone.now()
    if engagement.state == Engagement.State.AGREED and has_ended:
        return Wait(engagement.expert.name, _("day report"), session.ends_at)
    if engagement.feedback_round.state == Round.State.OPEN and lacks_feedback:
        return Wait(_("Applicant"), _("feedback"), engagement.feedback_round.opens_on)
    return None
