"""What of a case is public, and how fast a request for information is answered.

Source: Act on the Openness of Government Activities 621/1999: what arrives is public on arrival
(section 7), a decision when it is signed (section 6); part of a document is given when the rest is
secret (section 10); a request is answered in two weeks, a large one in a month (section 14);
personal data of a register leave in a copy only to those who may use them (section 16).
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.calls.models import Application
from talkoot.calls.rules import DECIDED
from talkoot.core.access import is_barred
from talkoot.core.dates import add_months
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Classification, InformationRequest, Reconsideration
from talkoot.decisions.rules.undo import UNSENT
from talkoot.files.models import Publicity
from talkoot.people.rules import is_decision_maker, is_officer

State, Outcome = InformationRequest.State, InformationRequest.Outcome
INFORMATIONREQUEST_TRANSITIONS = {
    State.RECEIVED: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.RECEIVED}),  # Undone before its letter has left.
}
ANSWER_DAYS = 14
EXTENDED_MONTHS = 1
# Section 31: 25 years; where items 24-32 protect somebody's private life, 50 years from the death
# or, when that is not known, 100 years.
SECRET_YEARS, PRIVATE_YEARS = 25, 100
PRIVATE_ITEMS = range(24, 33)
ITEM = re.compile(r"\bitem (\d+)|\b(\d+)[. ]*(?:kohta|kohda|punkt)", re.IGNORECASE)
# The grounds of section 24 that such cases may have, by item of its first subsection.
GROUNDS = {
    "20": gettext_lazy("Openness Act 621/1999, section 24(1), item 20: business secret"),
    "23": gettext_lazy("Openness Act 621/1999, section 24(1), item 23: economic position"),
    "25": gettext_lazy(
        "Openness Act 621/1999, section 24(1), item 25: client of social or health care"
    ),
    "31": gettext_lazy("Openness Act 621/1999, section 24(1), item 31: secret contact details"),
    "32": gettext_lazy("Openness Act 621/1999, section 24(1), item 32: private life"),
}
# Names that the public version leaves out, unless an officer decides otherwise.
PERSONAL_CODES = frozenset({"sponsor_name", "sponsor_title", "staff_representative"})
SUSPICIOUS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+"  # an e-mail address
    r"|\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b"  # a personal identity code
    r"|(?<!\d)(?:\+358|0)[ -]?\d{1,3}(?:[ -]?\d{2,4}){2,3}(?!\d)"  # a telephone number
)


@dataclass(frozen=True)
class Openness:
    """Whether an answer is public and, if not, on what ground and until when."""

    is_public: bool
    ground: str = ""
    until: datetime.date | None = None


def openness_of(
    item: Any,
    classified: Classification | None,
    *,
    on: datetime.date,
    arrived_on: datetime.date,
) -> Openness:
    """Of the answer to `item`; what an officer decided of the case goes before the question's.

    The secrecy of a secret question's answer runs from its arrival, as long as its ground tells.
    """
    if classified is not None:
        is_over = classified.secret_until is not None and classified.secret_until < on
        if classified.publicity == Publicity.PUBLIC or is_over:
            return Openness(True)
        return Openness(False, classified.secrecy_ground, classified.secret_until)
    if item.publicity == Publicity.SECRET:
        until = secret_until(arrived_on, item.secrecy_ground)
        ground = item.secrecy_ground or _("Secret by the terms of the call.")
        return Openness(True) if until < on else Openness(False, ground, until)
    if item.code in PERSONAL_CODES:
        return Openness(False, _("Openness Act 621/1999, section 16(3): personal data"))
    return Openness(True)


def openness_of_document(document: Any, *, on: datetime.date) -> Openness:
    """Of a file or a letter. A file for the parties alone is left out until a person decides."""
    is_over = document.secret_until is not None and document.secret_until < on
    if document.publicity == Publicity.PUBLIC or is_over:
        return Openness(True)
    if document.publicity == Publicity.PARTY:
        return Openness(False, _("Not decided yet: for the parties"))
    return Openness(False, document.secrecy_ground, document.secret_until)


def suspicious_passages(texts: Iterable[str]) -> list[str]:
    """E-mail addresses, telephone numbers and identity codes, proposed to be left out."""
    found = (match.group() for text in texts for match in SUSPICIOUS.finditer(text))
    return list(dict.fromkeys(found))


def redacted(text: str, passages: Iterable[str], *, mark: str) -> str:
    """The text with each passage, in whatever case, replaced by the mark."""
    for passage in sorted(filter(None, passages), key=len, reverse=True):
        text = re.sub(re.escape(passage), lambda _found: mark, text, flags=re.IGNORECASE)
    return text


def due_on(received_on: datetime.date, *, is_extended: bool = False) -> datetime.date:
    """The last day for the answer."""
    if is_extended:
        return add_months(received_on, EXTENDED_MONTHS)
    return received_on + datetime.timedelta(days=ANSWER_DAYS)


def secret_until(on: datetime.date, ground: str = "") -> datetime.date:
    """When the secrecy of a document made on the day ends, by section 31 and the ground."""
    found = ITEM.search(ground)
    item = int(found[1] or found[2]) if found else 0
    return add_months(on, 12 * (PRIVATE_YEARS if item in PRIVATE_ITEMS else SECRET_YEARS))


def register_state(application: Application) -> str:
    """The state as the register tells it; a decision only when its letter has left (`is_told`).

    Until then the applicant has not heard it and the office can still take it back.
    """
    state = Application.State(application.state)
    if state in DECIDED and not application.is_told:  # type: ignore[attr-defined]
        state = Application.State.SUBMITTED
    return str(state.label)


def request_state(request: Reconsideration) -> str:
    """The same of a request to change a decision."""
    state = Reconsideration.State(request.state)
    if state == Reconsideration.State.DECIDED and not request.is_told:  # type: ignore[attr-defined]
        state = Reconsideration.State.RECEIVED
    return str(state.label)


def requests_of(application: Application) -> list[Reconsideration]:
    """The requests to change the decision; of queries.publicity.with_parties."""
    decision = getattr(application, "decision", None)
    return list(decision.reconsiderations.all()) if decision is not None else []


def information_state(request: InformationRequest) -> str:
    """The state of an information request as the register tells it; `is_told`: it has left."""
    if request.state == State.ANSWERED and request.is_told:  # type: ignore[attr-defined]
        return str(request.get_outcome_display())
    return str(State.RECEIVED.label)


def can_handle(user: Any, request: InformationRequest) -> bool:
    """The office of the programme, except on a case that is kept from the person."""
    if not is_officer(user, request.programme.office_id):
        return False
    return request.application is None or not is_barred(user, request.application)


def may_answer(user: Any, request: InformationRequest) -> bool:
    """A decision that can be appealed is the decision maker's; any officer gives an answer."""
    return not request.decides_id or is_decision_maker(user, request.programme.office_id)


def check_answerer(user: Any, request: InformationRequest) -> None:
    if not may_answer(user, request):
        raise NotAllowed(
            _("Only the office's decision maker does this. Tell them of the case."),
            status=HTTPStatus.FORBIDDEN,
        )


def check_open(request: InformationRequest) -> None:
    if request.state != State.RECEIVED:
        raise NotAllowed(_("This request has been answered already."))


def check_extend(request: InformationRequest, *, reason: str) -> None:
    """Once, with the reason that the one who asked is told."""
    check_open(request)
    if request.is_extended:
        raise NotAllowed(_("The time has been extended once already."))
    if not reason.strip():
        raise NotAllowed(_("Write why the answer takes longer: it is told to the one who asked."))


def check_answer(request: InformationRequest, *, outcome: str, answer: str, has_copy: bool) -> None:
    """A refusal and a part given need their reasons, and what is given needs its copy."""
    check_open(request)
    if not answer.strip():
        raise NotAllowed(_("Write the answer: what is given, or why it is not."))
    if outcome != Outcome.REFUSED and request.application is not None and not has_copy:
        raise NotAllowed(_("The case has no sent application, so there is nothing to give."))


def can_undo(request: InformationRequest, mail: Message | None) -> bool:
    return request.state == State.ANSWERED and mail is not None and mail.state in UNSENT


def decision_problem(request: InformationRequest, mail: Message | None) -> str:
    """Why the office's decision on the answer cannot be asked for; empty when it can.

    Section 14: whoever is not given what they ask for may bring the matter to the authority.
    """
    if request.state != State.ANSWERED or (mail is not None and mail.state in UNSENT):
        return _("The answer has not left yet. Wait for it.")
    if request.outcome == Outcome.GIVEN:
        return _("What was asked for has been given, so there is nothing to decide.")
    if request.decides_id:
        return _("This is the decision already. Its letter tells how to appeal it.")
    if hasattr(request, "decision"):
        number = {"number": request.decision.number}
        return _("The decision has been asked for already: %(number)s.") % number
    return ""


def check_ask_decision(request: InformationRequest, mail: Message | None) -> None:
    if problem := decision_problem(request, mail):
        raise NotAllowed(problem)


def link_ends(request: InformationRequest) -> datetime.date:
    """The last day on which the link in the answer's mail opens the documents given."""
    assert request.answered_at is not None  # Only an answer has a link.
    return timezone.localdate(request.answered_at) + datetime.timedelta(days=settings.OUTBOX_DAYS)


def check_link(request: InformationRequest) -> None:
    if link_ends(request) < timezone.localdate():
        raise NotAllowed(
            _("This link has expired. Ask for the documents again in the register of cases."),
            status=HTTPStatus.GONE,
        )


def check_undo(request: InformationRequest, mail: Message | None) -> None:
    """Refuse when nothing has been answered, and once the letter has begun to leave."""
    if request.state != State.ANSWERED:
        raise NotAllowed(_("The request has not been answered, so there is nothing to undo."))
    if not can_undo(request, mail):
        raise NotAllowed(
            _("The letter has been sent already, so the answer can no longer be undone.")
        )


def check_classify(application: Application, *, publicity: str, ground: str) -> None:
    """What is secret has a ground."""
    if application.submitted_at is None:
        raise NotAllowed(_("The application has not been sent, so it is not in the register."))
    if publicity == Publicity.SECRET and not ground.strip():
        raise NotAllowed(_("Choose the ground on which this is secret."))


def by_code(application: Application) -> Mapping[str, Classification]:
    """What officers have decided of the case's answers, {item code: Classification}."""
    return {row.item_code: row for row in application.classifications.all()}
