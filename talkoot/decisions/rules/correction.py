"""When an error in a signed decision may be corrected, and its numbers with it.

Source: Administrative Procedure Act 434/2003, section 50 (error of fact: to a party's loss only
with the party's consent, unless it is obvious and the party caused it), section 51 (clerical error:
never to an unreasonable result) and section 52 (procedure).
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.core.dates import add_months, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.rules.content import amount_problem
from talkoot.decisions.rules.in_force import has_left, in_force
from talkoot.decisions.rules.parties import check_sign

Kind = Correction.Kind
USE_MONTHS = 6
Problem = tuple[str, str]


@dataclass(frozen=True)
class Numbers:
    """What a decision grants and the last day to use it; None where there is none to correct."""

    days: Decimal | None = None
    use_by: datetime.date | None = None

    def is_less_than(self, other: "Numbers") -> bool:
        """Fewer days, or less time to use them."""
        fewer = None not in (self.days, other.days) and self.days < other.days  # type: ignore[operator]
        sooner = None not in (self.use_by, other.use_by) and self.use_by < other.use_by  # type: ignore[operator]
        return fewer or sooner


@dataclass(frozen=True)
class Grounds:
    """What kind of error it is, whom the correction hurts, and who has consented to it.

    `is_obvious`: so, and as the law asks of its kind, that no consent is needed.
    """

    kind: str
    is_adverse: bool = False
    is_obvious: bool = False
    consent: str = ""


def can_correct(decision: Decision | None, mail: Message | None) -> bool:
    """Signed and given; before the letter has left, the decision is undone instead."""
    return (
        decision is not None
        and decision.state == Decision.State.SIGNED
        and mail is not None
        and mail.state == Message.State.SENT
    )


def last_use_of(application: Application) -> datetime.date:
    """The day after which nothing can be used: the end of the agreement or of the programme."""
    ends_on = application.call.offering.programme.ends_on
    if application.expert is None:
        return ends_on
    return min(application.expert.supplier.framework.valid_to, ends_on)


def use_by_of(decision: Decision) -> datetime.date:
    """The last day to use the days: as signed or corrected, else six months from the decision."""
    if decision.use_by is not None:
        return decision.use_by
    day = timezone.localdate(decision.decided_at) if decision.decided_at else timezone.localdate()
    return use_by_from(decision.application, day)


def use_by_from(application: Application, day: datetime.date) -> datetime.date:
    """The last day to use what is granted on a day."""
    return min(add_months(day, USE_MONTHS), last_use_of(application))


def check_usable(decision: Decision) -> None:
    """Refuse to add days once the last day to use them has passed: nobody could use them."""
    last = use_by_of(decision)
    if last < timezone.localdate():
        raise NotAllowed(
            _(
                "The last day to use what was granted, %(day)s, has passed, so nobody could use "
                "the added days. Move that day first by correcting the decision on the case page, "
                "then decide the request."
            )
            % {"day": local_date(last)}
        )


def numbers_of(decision: Decision) -> Numbers:
    """What holds now of a grant in force; only an expert's days have a last day of use."""
    if decision.application.state != Application.State.APPROVED:
        return Numbers()
    has_last_day = decision.application.expert is not None
    return Numbers(in_force(decision).days, use_by_of(decision) if has_last_day else None)


def check_correct(user: Any, decision: Decision, mail: Message | None, grounds: Grounds) -> None:
    """Refuse without right, before the letter has left, and to a party's loss without consent."""
    check_sign(user, decision.application)
    check_given(decision, mail)
    if problem := consent_problem(grounds):
        raise NotAllowed(problem[1])


def check_given(decision: Decision, mail: Message | None) -> None:
    """Refuse before the letter has left."""
    if not can_correct(decision, mail):
        raise NotAllowed(
            _("The letter has not left yet. Undo the decision, correct the draft and sign again.")
        )


def consent_problem(grounds: Grounds) -> Problem | None:
    """What is missing, as the field's name and a sentence."""
    if not grounds.is_adverse or grounds.is_obvious or grounds.consent.strip():
        return None
    if grounds.kind == Kind.FACTUAL:
        return "consent", _(
            "An error of fact is corrected to the applicant's loss only with their consent, unless "
            "it is obvious and they caused it. Ask for it and write here who gave it, when and how."
        )
    return "consent", _(
        "A clerical error is not corrected to the applicant's unreasonable loss. Ask for their "
        "consent first, or tell that the error is obvious and the result not unreasonable."
    )


def numbers_problem(decision: Decision, now: Numbers, new: Numbers) -> Problem | None:
    """Why the numbers cannot be corrected so; `now` holds today, `new` what is to hold."""
    application = decision.application
    if new.days is not None:
        if now.days is None:
            return "days", _("Nothing is granted now, so there are no days to correct.")
        if new.days == now.days:
            return "days", _("These are the days granted already. Leave the field empty.")
        if problem := amount_problem(application, new.days):
            return problem
    return None if new.use_by is None else _use_by_problem(decision, now, new.use_by)


def _use_by_problem(decision: Decision, now: Numbers, use_by: datetime.date) -> Problem | None:
    if now.use_by is None:
        return "use_by", _("Nothing is granted now that would have a last day of use.")
    if use_by == now.use_by:
        return "use_by", _("This is the last day already. Leave the field empty.")
    if decision.decided_at and use_by < timezone.localdate(decision.decided_at):
        return "use_by", _("This is before the day of the decision. Check the year.")
    last = last_use_of(decision.application)
    if use_by > last:
        return "use_by", _(
            "The framework agreement or the programme ends on %(day)s. Choose that day or an "
            "earlier one."
        ) % {"day": local_date(last)}
    return None


def check_numbers(decision: Decision, now: Numbers, new: Numbers) -> None:
    """Refuse numbers that a grant cannot have, and any while a change of them waits to leave."""
    if new == Numbers():
        return
    changed_by = in_force(decision).changed_by
    if changed_by is not None and not has_left(changed_by):
        raise NotAllowed(
            _(
                "The decision on a request about these days waits to be sent. Undo that decision "
                "and correct it, or wait until its letter has left."
            )
        )
    if problem := numbers_problem(decision, now, new):
        raise NotAllowed(problem[1])


def check_sessions(new: Numbers, last_session_on: datetime.date | None) -> None:
    """Refuse a last day before a session that has been held or agreed."""
    if new.use_by is not None and last_session_on is not None and last_session_on > new.use_by:
        raise NotAllowed(
            _(
                "A session is held or agreed on %(day)s. Choose that day or a later one, or ask "
                "the expert to move the session first."
            )
            % {"day": local_date(last_session_on)}
        )
