"""Classes of documents, and information requests from arrival to answer."""

import datetime
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.correspondence.actions import (
    forget_addresses,
    issue_letter,
    queue_message,
    revoke_message,
)
from talkoot.correspondence.models import Letter, Message
from talkoot.decisions.messages import information as messages
from talkoot.decisions.models import Classification, InformationRequest
from talkoot.decisions.queries import publicity as queries
from talkoot.decisions.rules import publicity as rules
from talkoot.files.actions import remove_file, store_file
from talkoot.files.models import Publicity, StoredFile
from talkoot.people.models import User
from talkoot.programmes.actions import next_number
from talkoot.programmes.models import NumberSeries, Programme
from talkoot.surveys.queries import token_hash

MAILS = ("information-receipt", "information-extension", "information-answer")


@transaction.atomic
def classify_answer(
    application: Application,
    *,
    item_code: str,
    publicity: str,
    ground: str = "",
    until: datetime.date | None = None,
    by: User,
) -> Classification:
    """Decide whether an answer of the case is public; a secret one is so for the years of
    its ground (rules.secret_until) unless told.

    Refuses a draft, and secrecy without a ground.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    rules.check_classify(application, publicity=publicity, ground=ground)
    is_secret = publicity == Publicity.SECRET
    row, _created = Classification.objects.update_or_create(
        application=application,
        item_code=item_code,
        defaults={
            "publicity": publicity,
            "secrecy_ground": ground if is_secret else "",
            "secret_until": (until or rules.secret_until(timezone.localdate(), ground))
            if is_secret
            else None,
            "classified_by": by,
        },
    )
    after = {"item": item_code, "publicity": publicity}
    record("decisions.answer.classified", application, by=by, after=after)
    return row


@transaction.atomic
def classify_document(
    application: Application,
    document: StoredFile | Letter,
    *,
    publicity: str,
    ground: str = "",
    until: datetime.date | None = None,
    copy: Any = None,
    by: User,
) -> None:
    """Decide whether a file or a letter of the case is public, as of an answer.

    `copy` is a file without the secret parts, given in place of a secret one (section 10); it
    replaces an earlier one. Refuses a draft, secrecy without a ground, and a copy that is no good.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    rules.check_classify(application, publicity=publicity, ground=ground)
    is_secret = publicity == Publicity.SECRET
    before = {"publicity": document.publicity, "ground": document.secrecy_ground}
    document.publicity = publicity
    document.secrecy_ground = ground if is_secret else ""
    document.secret_until = (
        (until or rules.secret_until(timezone.localdate(), ground)) if is_secret else None
    )
    document.save(update_fields=["publicity", "secrecy_ground", "secret_until"])
    if copy is not None and isinstance(document, StoredFile):
        _set_redacted_copy(document, copy, by)
    # Its key, not its name: a name may tell what is secret.
    after = {
        "document": f"{document._meta.model_name}-{document.pk}",
        "publicity": publicity,
        "ground": document.secrecy_ground,
    }
    record("decisions.document.classified", application, by=by, before=before, after=after)


@transaction.atomic
def receive_request(
    programme: Programme,
    *,
    text: str,
    address: str = "",
    language: str,
    application: Application | None = None,
    received_on: datetime.date | None = None,
    by: User | None = None,
) -> InformationRequest:
    """Register a request for information, with a receipt; the answer is due in 14 days.

    Anybody may ask, without name or reason; the address is kept only for the answer. `by` is the
    officer who registers a request that came otherwise on the day `received_on`.
    """
    words = {"text": text, "address": address, "language": language, "application": application}
    return _register(programme, received_on=received_on, by=by, **words)


@transaction.atomic
def ask_decision(request: InformationRequest, *, by: User | None = None) -> InformationRequest:
    """Bring what was not given to the authority: a case of its own, which its decision maker
    decides in two weeks. Of the one who asked, or of the officer who registers it.

    Refuses before the answer has left, after a decision, and where all was given.
    """
    request = _locked(request)
    rules.check_ask_decision(request, queries.mail_of_answer(request))
    words = {name: getattr(request, name) for name in ("text", "address", "language")}
    return _register(
        request.programme, application=request.application, decides=request, by=by, **words
    )


def _register(
    programme: Programme,
    *,
    received_on: datetime.date | None = None,
    by: User | None,
    **fields: Any,
) -> InformationRequest:
    now = timezone.now()
    today = timezone.localdate(now)
    received_at = now
    if received_on is not None and received_on != today:
        noon = datetime.datetime.combine(received_on, datetime.time(12))
        received_at = timezone.make_aware(noon)
    request = InformationRequest.objects.create(
        programme=programme,
        number=next_number(programme, NumberSeries.Kind.CASE, year=today.year),
        received_at=received_at,
        due_on=rules.due_on(received_on or today),
        is_demo=programme.is_demo,
        **fields,
    )
    after = {"number": request.number}
    if request.decides is not None:
        after["case"] = request.decides.number
    record("decisions.information.received", request, by=by, after=after)
    with translation.override(request.language):
        words = messages.receipt_mail(request)
    _queue(request, "information-receipt", words, delay_seconds=0)
    if by is None:
        _tell_office(request)
    return request


def _tell_office(request: InformationRequest) -> None:
    """To the programme's own address, in Finnish as the office reads it: the clock runs."""
    if not request.programme.contact_email:
        return
    with translation.override("fi"):
        subject, body = messages.arrival_mail(request)
    queue_message(
        "information-arrived",
        key=f"information-arrived-{request.pk}",
        office_id=request.programme.office_id,
        address=request.programme.contact_email,
        language="fi",
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=request.is_demo,
    )


@transaction.atomic
def extend_request(request: InformationRequest, *, reason: str, by: User) -> InformationRequest:
    """Take a month instead of two weeks, and tell why; once, before the answer."""
    request = _locked(request)
    rules.check_extend(request, reason=reason)
    before = {"due_on": request.due_on.isoformat()}
    request.due_on = rules.due_on(timezone.localdate(request.received_at), is_extended=True)
    request.is_extended = True
    request.save(update_fields=["due_on", "is_extended"])
    after = {"due_on": request.due_on.isoformat()}
    record("decisions.information.extended", request, by=by, before=before, after=after)
    with translation.override(request.language):
        words = messages.extension_mail(request, reason)
    _queue(request, "information-extension", words)
    return request


@transaction.atomic
def answer_request(
    request: InformationRequest,
    *,
    outcome: str,
    answer: str,
    passages: Iterable[str] = (),
    by: User,
) -> InformationRequest:
    """Answer the request: a frozen letter, with the case's public version unless refused.

    `passages` are left out of the public version. Refuses an answer without its reasons, a second
    one, and a decision by somebody else than the decision maker.
    """
    request = _locked(request)
    rules.check_answerer(by, request)
    sections = []
    if request.application is not None and outcome != rules.Outcome.REFUSED:
        answers = queries.answer_classes(request.application)
        sections = queries.public_sections(request.application, answers, passages=passages)
    has_copy = any(section.get("rows") for section in sections)
    rules.check_answer(request, outcome=outcome, answer=answer, has_copy=has_copy)
    request.outcome, request.answer = outcome, answer
    request.answered_by, request.answered_at = by, timezone.now()
    request.letter = _answer_letter(request, sections)
    token = secrets.token_urlsafe(24) if request.address else ""
    request.token_hash = token_hash(token) if token else None
    request.save()
    if request.application is not None and sections:
        request.files.set(_documents_given(request.application))
    moved = change_state(request, rules.State.ANSWERED, rules.INFORMATIONREQUEST_TRANSITIONS)
    after = {**moved["after"], "outcome": outcome}
    record("decisions.information.answered", request, by=by, before=moved["before"], after=after)
    with translation.override(request.language):
        words = messages.answer_mail(request, token)
    _queue(
        request,
        "information-answer",
        words,
        letter=request.letter,
        delay_seconds=settings.REGRET_SECONDS,
    )
    return request


@transaction.atomic
def undo_answer(request: InformationRequest, *, by: User) -> InformationRequest:
    """Take the answer back while its letter waits in the outbox; its text stays as a draft.

    Refuses before an answer and once the letter has begun to leave.
    """
    request = _locked(request)
    rules.check_answerer(by, request)
    mail = queries.mail_of_answer(request)
    rules.check_undo(request, mail)
    assert mail is not None  # The rule refuses without one.
    if mail.state == Message.State.QUEUED:
        revoke_message(mail, by=by)
    forget_addresses([mail.key])
    moved = change_state(request, rules.State.RECEIVED, rules.INFORMATIONREQUEST_TRANSITIONS)
    undone = {"outcome": "", "letter": None, "answered_by": None, "answered_at": None}
    undone["token_hash"] = None
    request.files.clear()
    InformationRequest.objects.filter(pk=request.pk).update(**undone)
    before = {**moved["before"], "outcome": request.outcome, "letter": request.letter_id}
    record("decisions.information.undone", request, by=by, before=before, after=moved["after"])
    return queries.information_requests().get(pk=request.pk)


@transaction.atomic
def clear_addresses() -> int:
    """Forget who asked, once the time for asking the authority to decide has surely passed.

    The address in the request and in its messages is kept settings.OUTBOX_DAYS after the answer.
    """
    before = timezone.now() - datetime.timedelta(days=settings.OUTBOX_DAYS)
    rows = InformationRequest.objects.filter(answered_at__lt=before).exclude(address="")
    keys = [f"{kind}-{pk}" for pk in rows.values_list("pk", flat=True) for kind in MAILS]
    keys += [_answer_key(*pair) for pair in rows.values_list("pk", "letter")]
    forget_addresses(keys)
    return rows.update(address="", token_hash=None)


def _set_redacted_copy(document: StoredFile, copy: Any, by: User) -> None:
    """An earlier copy is removed, unless somebody has been given it."""
    earlier = document.redacted_copy
    document.redacted_copy = store_file(
        copy, by=by, publicity=Publicity.PUBLIC, is_demo=document.is_demo
    )
    document.save(update_fields=["redacted_copy"])
    if earlier is not None and not InformationRequest.objects.filter(files=earlier).exists():
        remove_file(earlier)


def _documents_given(application: Application) -> list[StoredFile]:
    """The files that an officer has found public, and the copies without secret parts.

    No letters: theirs is the wording with all that is left out; the public version tells the rest.
    """
    given = [document.given for document in queries.documents_of(application)]
    return [row for row in given if isinstance(row, StoredFile)]


def _answer_key(request_id: int, letter_id: int | None) -> str:
    """By the letter: after an undoing the next answer has a mail of its own."""
    return f"information-answer-{request_id}-{letter_id}"


def _answer_letter(request: InformationRequest, sections: list[dict[str, object]]) -> Letter:
    with translation.override(request.language):
        content = messages.answer_letter(request, sections)
        return issue_letter(
            content,
            number=_letter_number(request),
            language=request.language,
            title=f"{content['title']} {request.number}",
            is_demo=request.is_demo,
        )


def _letter_number(request: InformationRequest) -> str:
    """The case number; after an undoing by the moment too, because no number is used again."""
    if not Letter.objects.filter(number=request.number).exists():
        return request.number
    return f"{request.number}/{timezone.localtime():%Y%m%d%H%M%S%f}"


def _queue(
    request: InformationRequest,
    kind: str,
    words: tuple[str, str],
    *,
    letter: Letter | None = None,
    delay_seconds: int | None = None,
) -> None:
    if not request.address:  # The office delivers the letter itself.
        return
    subject, body = words
    queue_message(
        kind,
        key=_answer_key(request.pk, letter.pk) if letter else f"{kind}-{request.pk}",
        office_id=request.programme.office_id,
        address=request.address,
        language=request.language,
        subject=subject,
        body=body,
        letter=letter,
        delay_seconds=delay_seconds,
        is_demo=request.is_demo,
    )


def _locked(request: InformationRequest) -> InformationRequest:
    """The row as it is now, locked until the transaction ends."""
    InformationRequest.objects.select_for_update().get(pk=request.pk)
    return queries.information_requests().get(pk=request.pk)
