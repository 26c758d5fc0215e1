"""Asking the applicant to complete an application, and what follows.

Administrative Procedure Act 434/2003, section 22.
"""

import datetime
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.calls import rules
from talkoot.calls.actions.answers import restore_answers
from talkoot.calls.actions.calls import check_sent_roles
from talkoot.calls.actions.choices import keep_choice
from talkoot.calls.actions.mails import queue_mail
from talkoot.calls.actions.versions import freeze_version
from talkoot.calls.messages import completion as messages
from talkoot.calls.models import Application, CompletionRequest
from talkoot.calls.rules import completion
from talkoot.calls.rules.expert_ties import check_expert
from talkoot.calls.rules.sign_off import lacking
from talkoot.calls.rules.writing import joined
from talkoot.core.states import change_state
from talkoot.correspondence.actions import issue_letter, queue_message, queue_reminder
from talkoot.correspondence.rules import ReminderWaits
from talkoot.people.models import User

State = Application.State


@transaction.atomic
def ask_to_complete(
    application: Application,
    *,
    text: str,
    due_on: datetime.date,
    steps: Sequence[str] = (),
    by: User,
) -> CompletionRequest:
    """Ask the applicant to complete the application by `due_on`, in the `steps` or in all.

    A request that has not been answered is asked anew, for instance with more time. Refuses one's
    own case, what is not in processing, an empty text and too short a time.
    """
    application = _locked(application)
    today = timezone.localdate()
    completion.check_ask(by, application, text=text, due_on=due_on, today=today)
    values = {"text": text, "steps": list(steps), "due_on": due_on, "asked_by": by}
    values["reminded_at"] = None
    # A request asked anew answers also what was asked of the time.
    values |= {"more_time_until": None, "more_time_reason": "", "more_time_asked_at": None}
    values |= {"is_more_time_given": None, "more_time_answer": ""}
    after = {"due_on": due_on.isoformat()}
    if application.state == State.SUBMITTED:
        values["sent_answers"] = dict(rules.answers_of(application))
        moved = change_state(application, State.INCOMPLETE, rules.TRANSITIONS)
        record("calls.application.completion_asked", application, by=by, **moved | {"after": after})
    else:
        record("calls.application.completion_asked", application, by=by, after=after)
    request, _created = CompletionRequest.objects.update_or_create(
        application=application, answered_at=None, defaults=values
    )
    request.application = application
    _tell("completion-request", request, messages.completion_request)
    return request


@transaction.atomic
def complete_application(application: Application, *, reply: str = "", by: User) -> Application:
    """Send the completed application: back in processing as its next version, with a receipt.

    Refuses what is not being completed, missing answers, a team without the state agency that the
    call asks for, an expert who no longer takes work, and no answer at all. Sending after the
    last day is taken as long as the worker has not given the case back to the office.
    """
    application = _locked(application)
    if rules.missing_answers(application):
        raise rules.AnswersMissing(_("Some answers are missing. Complete them and send again."))
    if gaps := rules.choice_gaps(application):
        raise rules.AnswersMissing(gaps[0].sentence)
    if waits := lacking(application):
        raise rules.OthersMissing(" ".join(row.sentence for row in waits))
    check_expert(application)
    request = completion.check_complete(application, reply=reply)
    check_sent_roles(application)
    request.application = application
    request.answered_at, request.reply = timezone.now(), reply
    request.save(update_fields=["answered_at", "reply"])
    freeze_version(application, by=by)
    keep_choice(application)
    moved = change_state(application, State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.completed", application, by=by, **moved)
    _tell("completion-receipt", request, messages.completion_receipt)
    return application


@transaction.atomic
def close_request(request: CompletionRequest) -> bool:
    """The time is up: back to the office, which decides what follows; returns whether it was.

    What the applicant has changed but not sent is dropped. The request stays unanswered. Nothing
    closes while the applicant waits to hear of more time.
    """
    application = _locked(request.application)
    now = completion.open_request(application)  # It may have changed since it was listed.
    if application.state != State.INCOMPLETE or now is None or not completion.is_over(now):
        return False
    request = now
    _drop_unsent(application, request)
    moved = change_state(application, State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.not_completed", application, by=None, **moved)
    return True


@transaction.atomic
def ask_more_time(
    application: Application, *, until: datetime.date, reason: str, by: User
) -> CompletionRequest:
    """The applicant asks for a later last day; the office is told.

    Refuses what is not being completed, a day that does not do, and a second question at a time.
    """
    application = _locked(application)
    request = completion.check_ask_time(application)
    completion.check_time_asked(request, until=until, reason=reason)
    request.more_time_until, request.more_time_reason = until, reason
    request.more_time_asked_at = timezone.now()
    request.is_more_time_given, request.more_time_answer = None, ""
    request.save()
    after = {"due_on": until.isoformat(), "reason": reason}
    record("calls.application.time_asked", application, by=by, after=after)
    request.application = application
    with translation.override("fi"):  # As the office reads it.
        mail = messages.more_time_asked(request)
    address = application.call.offering.programme.contact_email
    key = f"{request.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    to = None if address else request.asked_by
    queue_mail("completion-time-asked", application, key, mail, to=to, address=address)
    return request


@transaction.atomic
def answer_more_time(
    application: Application,
    *,
    is_given: bool,
    until: datetime.date | None = None,
    answer: str = "",
    by: User,
) -> CompletionRequest:
    """Give the time that was asked for, or another day, or refuse it with a reason; by mail.

    After a refusal there is at least the next day to send what has been written. Refuses one's own
    case, where nobody waits for it, and a day or a refusal that does not do.
    """
    application = _locked(application)
    request = completion.check_answer_time(by, application)
    completion.check_time_answered(request, is_given=is_given, until=until, answer=answer)
    before = {"due_on": request.due_on.isoformat()}
    request.is_more_time_given, request.more_time_answer = is_given, answer
    if is_given and until is not None:
        request.due_on, request.reminded_at = until, None
    elif request.due_on < timezone.localdate():
        request.due_on = timezone.localdate() + datetime.timedelta(days=1)
    request.save()
    after = {"due_on": request.due_on.isoformat(), "reason": answer}
    key = "calls.application.time_given" if is_given else "calls.application.time_denied"
    record(key, application, by=by, before=before, after=after)
    request.application = application
    _tell("completion-time", request, messages.more_time_answered)
    return request


@transaction.atomic
def cancel_request(application: Application, *, by: User) -> None:
    """Take a request back, for instance one sent by mistake; the application is processed as sent.

    Refuses one's own case and what is not being completed.
    """
    application = _locked(application)
    request = completion.check_cancel(by, application)
    _drop_unsent(application, request)
    CompletionRequest.objects.filter(pk=request.pk).delete()
    moved = change_state(application, State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.completion_cancelled", application, by=by, **moved)
    request.application = application
    _tell("completion-cancelled", request, messages.completion_cancelled)


@transaction.atomic
def remind_of_completion(request: CompletionRequest) -> bool:
    """Remind those who write of a request whose time is nearly up, each once; whether it did.

    Somebody who has had this week's share of reminders is reminded in a later round of the worker.
    """
    unreminded = CompletionRequest.objects.filter(pk=request.pk, reminded_at=None)
    if not unreminded.update(reminded_at=timezone.now()):
        return False
    application = request.application
    with translation.override(application.language):
        subject, body = messages.completion_reminder(request)
    reminded, waits = 0, 0
    for person in _writers(application):
        try:
            queue_reminder(
                "completion-reminder",
                key=f"completion-reminder-{request.pk}-{request.due_on:%Y%m%d}-{person.pk}",
                office_id=application.call.offering.programme.office_id,
                to=person,
                subject=subject,
                body=body,
                has_deadline=True,
                is_demo=application.is_demo,
            )
            reminded += 1
        except ReminderWaits:
            waits += 1
    if waits:
        CompletionRequest.objects.filter(pk=request.pk).update(reminded_at=None)
    return reminded > 0


@transaction.atomic
def lapse_application(application: Application, *, reason: str, by: User) -> None:
    """End a case that was not completed in time, without a decision; a letter tells everybody who
    writes it or has confirmed that an organisation applies too.

    Refuses unless the office's decision maker confirms it with a reason.
    """
    application = _locked(application)
    request = completion.check_lapse(by, application, reason=reason)
    request.application = application
    with translation.override(application.language):
        content = messages.lapse_letter(request, reason=reason, by=by)
        request.lapse_letter = issue_letter(
            content,
            # By the moment too: a case taken up again may lapse again.
            number=f"{application.number}/{timezone.localtime():%Y%m%d%H%M%S}",
            language=application.language,
            title=f"{content['title']} {application.number}",
            is_demo=application.is_demo,
        )
        subject, body = messages.lapse_mail(request)
    request.save(update_fields=["lapse_letter"])
    moved = change_state(application, State.LAPSED, rules.TRANSITIONS)
    moved["after"]["reason"] = reason
    record("calls.application.lapsed", application, by=by, **moved)
    for person in _parties(application):
        queue_message(
            "application-lapsed",
            key=f"application-lapsed-{request.lapse_letter.pk}-{person.pk}",
            office_id=application.call.offering.programme.office_id,
            to=person,
            subject=subject,
            body=body,
            letter=request.lapse_letter,
            delay_seconds=0,
            is_demo=application.is_demo,
        )


@transaction.atomic
def resume_application(application: Application, *, by: User) -> None:
    """Take a lapsed case up again, so that it is decided; refuses any other."""
    application = _locked(application)
    completion.check_resume(by, application)
    moved = change_state(application, State.SUBMITTED, rules.TRANSITIONS)
    record("calls.application.resumed", application, by=by, **moved)


def drop_unsent(application: Application) -> None:
    """Put back what had been sent, if the application is being completed; the caller has the lock.

    For what ends the completing in another way, such as a withdrawal.
    """
    request = completion.open_request(application)
    if application.state == State.INCOMPLETE and request is not None:
        _drop_unsent(application, request)


def _drop_unsent(application: Application, request: CompletionRequest) -> None:
    if completion.is_changed(application, request):
        restore_answers(application, request.sent_answers)


def _tell(kind: str, request: CompletionRequest, word: Callable[..., messages.Mail]) -> None:
    """Mail it to everybody who writes the application, in the language of the case."""
    application = request.application
    with translation.override(application.language):
        mail = word(request)
    for person in _writers(application):
        # By the moment: the same request may be sent, reminded of and answered more than once.
        key = f"{request.pk}-{timezone.now():%Y%m%d%H%M%S%f}-{person.pk}"
        queue_mail(kind, application, key, mail, to=person)


def _writers(application: Application) -> list[User]:
    return [application.applicant, *(row.user for row in application.writers.all())]


def _parties(application: Application) -> list[User]:
    """The writers and who has confirmed for each joint applicant, each once."""
    people = _writers(application)
    people += [row.confirmed_by for row in joined(application) if row.confirmed_by is not None]
    return list({person.pk: person for person in people}.values())


def _locked(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related(
        "call__offering__programme__office", "organisation", "applicant", "expert"
    ).get(pk=application.pk)
