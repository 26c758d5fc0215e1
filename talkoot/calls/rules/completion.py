"""When an application may be completed, by when, what of it, and when it lapses.

Source: Administrative Procedure Act 434/2003, section 22: the authority asks for what is needed to
decide, in a reasonable time that it sets. Not answering in time is no decision: a person decides.
"""

import datetime
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules.answers import (
    REVIEW,
    answers_of,
    missing_answers,
    questions_of,
    step_of,
    steps_of,
)
from talkoot.calls.rules.check_gaps import ANSWER_PREFIX, READ_CODES
from talkoot.core.dates import add_office_days, days_text, is_office_day, local_date
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_decision_maker

State = Application.State
WRITTEN = frozenset({State.DRAFT, State.INCOMPLETE})
# Office days: what is offered, what is the least, and how long before the end one is reminded.
USUAL_DAYS = 10
LEAST_DAYS = 5
REMINDER_DAYS = 2


def usual_due_on(today: datetime.date) -> datetime.date:
    return add_office_days(today, USUAL_DAYS)


def least_due_on(today: datetime.date) -> datetime.date:
    return add_office_days(today, LEAST_DAYS)


def due_problem(due_on: datetime.date, today: datetime.date) -> str:
    """Why the deadline does not do, in a sentence; empty when it does."""
    least = least_due_on(today)
    if due_on < least:
        return _(
            "Give the applicant at least %(count)s working days: %(day)s is the first possible day."
        ) % {"count": LEAST_DAYS, "day": local_date(least)}
    if not is_office_day(due_on):
        return _("Offices are closed on that day. Choose a working day.")
    return ""


def check_ask(
    user: Any, application: Application, *, text: str, due_on: datetime.date, today: datetime.date
) -> None:
    """Refuse one's own case, what is not in processing, an empty request and too short a time."""
    check_asker(user, application)
    if application.state not in (State.SUBMITTED, State.INCOMPLETE):
        raise NotAllowed(
            _("Only an application that waits for its decision can be asked to be completed.")
        )
    if not text.strip():
        raise NotAllowed(_("Write what must be completed."))
    if problem := due_problem(due_on, today):
        raise NotAllowed(problem)


def check_asker(user: Any, application: Application) -> None:
    """A party does not handle their own matter (Administrative Procedure Act, section 28)."""
    if application.applicant_id == user.pk:
        raise NotAllowed(
            _("This is your own application, so somebody else in the office handles it."),
            status=HTTPStatus.FORBIDDEN,
        )


def open_request(application: Application) -> CompletionRequest | None:
    """The request that the applicant has not answered, if there is one."""
    return application.completion_requests.filter(answered_at=None).first()


def open_steps(application: Application) -> frozenset[str]:
    """The steps that may change now: all of a draft, the named ones of what is completed."""
    if application.state not in WRITTEN:
        return frozenset()
    steps = frozenset(step_of(item) for item in questions_of(application))
    asked = open_request(application) if application.state == State.INCOMPLETE else None
    return steps & frozenset(asked.steps) if asked and asked.steps else steps


def writable_steps(application: Application) -> dict[str, str]:
    """{step: title} of the steps that may change now, in order, and the review."""
    steps = steps_of(application)
    if application.state != State.INCOMPLETE:
        return steps
    allowed = open_steps(application) | {REVIEW}
    return {step: title for step, title in steps.items() if step in allowed}


def check_codes(application: Application, codes: Iterable[str]) -> None:
    """Refuse answers in the steps that the request does not name."""
    if application.state != State.INCOMPLETE:
        return
    allowed = open_steps(application)
    changed = set(codes)
    if any(i.code in changed and step_of(i) not in allowed for i in questions_of(application)):
        raise NotAllowed(
            _(
                "The programme office has asked you to complete other parts of the application, so "
                "this part no longer changes."
            )
        )


def steps_to_complete(application: Application, checks: Iterable[str]) -> list[str]:
    """The steps of the missing answers and of the questions that the failed `checks` read."""
    codes = {gap.field for gap in missing_answers(application)}
    for name in checks:
        codes |= set(READ_CODES.get(name, ()))
        if name.startswith(ANSWER_PREFIX):
            codes.add(name.removeprefix(ANSWER_PREFIX))
    found = (step_of(item) for item in questions_of(application) if item.code in codes)
    return list(dict.fromkeys(found))


def check_complete(application: Application, *, reply: str) -> CompletionRequest:
    """Refuse what is not being completed, too many days and no answer at all; else the request."""
    asked = open_request(application)
    if application.state != State.INCOMPLETE or asked is None:
        raise NotAllowed(
            _(
                "The application does not wait to be completed. If something must be corrected, "
                "write to the programme office."
            )
        )
    days = application.days_requested
    if days is not None and days > application.call.max_days:
        raise NotAllowed(
            _("At most %(days)s days can be applied for in this call.")
            % {"days": days_text(application.call.max_days)}
        )
    if not reply.strip() and not is_changed(application, asked):
        raise NotAllowed(
            _(
                "Nothing has been changed yet. Complete what is asked, or write to the office why "
                "not."
            )
        )
    return asked


def is_changed(application: Application, asked: CompletionRequest) -> bool:
    """An answer differs from what had been sent when the completion was asked."""
    return bool(changed_codes(application, asked))


def changed_codes(application: Application, asked: CompletionRequest) -> set[str]:
    """The questions whose answers differ from what had been sent."""
    now, sent = dict(answers_of(application)), asked.sent_answers
    codes = now.keys() | sent.keys()
    return {code for code in codes if _comparable(now.get(code)) != _comparable(sent.get(code))}


def _comparable(answer: Any) -> Any:
    """The order of what is chosen says nothing, and an answer left empty is none."""
    if isinstance(answer, list) and all(isinstance(value, str) for value in answer):
        return sorted(answer) or None
    return None if answer in ("", {}) else answer


def is_sent_file(application: Application, code: str, key: int) -> bool:
    """The file that answered the question when the application was sent; it is never removed."""
    asked = open_request(application) if application.state == State.INCOMPLETE else None
    return asked is not None and asked.sent_answers.get(code) == str(key)


def is_overdue(request: CompletionRequest, today: datetime.date | None = None) -> bool:
    """The last day has passed; that day is the applicant's to its end."""
    return request.due_on < (today or timezone.localdate())


def waits_for_time(request: CompletionRequest) -> bool:
    """The applicant has asked for more time, and the office has not answered."""
    return request.more_time_asked_at is not None and request.is_more_time_given is None


def is_over(request: CompletionRequest) -> bool:
    """The last day has passed, and no answer on more time is waited for."""
    return is_overdue(request) and not waits_for_time(request)


def more_time_problem(request: CompletionRequest, until: datetime.date | None) -> str:
    """Why the day does not do as a later last day, in a sentence; empty when it does."""
    if until is None or until <= request.due_on:
        day = {"day": local_date(request.due_on)}
        return _("Give a day after %(day)s, which is the last day now.") % day
    if until <= timezone.localdate():
        return _("Give a day that is still to come.")
    if not is_office_day(until):
        return _("Offices are closed on that day. Choose a working day.")
    return ""


def check_ask_time(application: Application) -> CompletionRequest:
    """Refuse what is not being completed, a time that is up, and a second question before the
    answer to the first; else the request.
    """
    asked = open_request(application)
    if application.state != State.INCOMPLETE or asked is None:
        raise NotAllowed(_("The application does not wait to be completed."))
    if waits_for_time(asked):
        raise NotAllowed(
            _("You have asked for more time already. The programme office answers by e-mail.")
        )
    if is_overdue(asked):
        raise NotAllowed(_("The time is up. Write to the programme office."))
    return asked


def check_time_asked(request: CompletionRequest, *, until: datetime.date, reason: str) -> None:
    """Refuse a day that does not do, and no reason."""
    if problem := more_time_problem(request, until):
        raise NotAllowed(problem)
    if not reason.strip():
        raise NotAllowed(_("Write why you need more time."))


def check_answer_time(user: Any, application: Application) -> CompletionRequest:
    """Refuse one's own case, and where nobody waits for the answer; else the request."""
    check_asker(user, application)
    asked = open_request(application)
    if application.state != State.INCOMPLETE or asked is None or not waits_for_time(asked):
        raise NotAllowed(_("The applicant does not wait for an answer on more time."))
    return asked


def check_time_answered(
    request: CompletionRequest, *, is_given: bool, until: datetime.date | None, answer: str
) -> None:
    """What is given has its day, what is refused its reason."""
    if is_given and (problem := more_time_problem(request, until)):
        raise NotAllowed(problem)
    if not is_given and not answer.strip():
        raise NotAllowed(_("Write why more time is not given: the applicant is told."))


def check_cancel(user: Any, application: Application) -> CompletionRequest:
    """Refuse one's own case and what is not being completed; else the request."""
    check_asker(user, application)
    asked = open_request(application)
    if application.state != State.INCOMPLETE or asked is None:
        raise NotAllowed(_("The application does not wait to be completed."))
    return asked


def check_lapse(user: Any, application: Application, *, reason: str) -> CompletionRequest:
    """Refuse what was not left uncompleted, a lapse without right or reason; else the request."""
    check_decider(user, application)
    asked = open_request(application)
    if application.state != State.SUBMITTED or asked is None:
        raise NotAllowed(
            _(
                "Only an application that was asked to be completed and was not completed in time "
                "can lapse."
            )
        )
    if not reason.strip():
        raise NotAllowed(_("Write the reason: which term of the call the lapse rests on."))
    return asked


def check_resume(user: Any, application: Application) -> None:
    """Refuse what has not lapsed; the right is that of letting it lapse."""
    check_decider(user, application)
    if application.state != State.LAPSED:
        raise NotAllowed(_("Only a lapsed application can be taken up again."))


def check_decider(user: Any, application: Application) -> None:
    """Only a person who may decide ends a case: chapter 8 b of the Act leaves no room for less."""
    check_asker(user, application)
    if not is_decision_maker(user, application.call.offering.programme.office_id):
        raise NotAllowed(
            _("Only the office's decision maker does this. Tell them of the case."),
            status=HTTPStatus.FORBIDDEN,
        )
