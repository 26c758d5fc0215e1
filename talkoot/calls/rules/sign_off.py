"""A manager's sign-off: when its link works, and when it still stands for what was written."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext as _

from talkoot.calls.models import Application, SignOff
from talkoot.calls.rules.answers import answers_of
from talkoot.calls.rules.completion import WRITTEN
from talkoot.calls.rules.writing import check_written, unconfirmed
from talkoot.core.refusals import NotAllowed

State = SignOff.State
SIGNOFF_TRANSITIONS = {
    State.ASKED: frozenset({State.SIGNED, State.DECLINED, State.REVOKED}),
    # A new request takes the place of an earlier word.
    State.SIGNED: frozenset({State.REVOKED}),
    State.DECLINED: frozenset({State.REVOKED}),
    State.REVOKED: frozenset(),
}
VALID_DAYS = 14
ASKED_A_DAY = 10


@dataclass(frozen=True)
class Lacking:
    """What the application waits for from other people, and why it cannot be sent yet."""

    sentence: str
    is_sign_off: bool


def content_sha256(application: Application) -> str:
    """The checksum of all answers, the same whoever asks and in whichever language."""
    text = json.dumps(
        dict(answers_of(application)), sort_keys=True, ensure_ascii=False, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


def check_ask(application: Application, *, asked_today: int) -> None:
    """Refuse once the application has been sent, and a stream of mails to managers."""
    check_written(application)
    if asked_today >= ASKED_A_DAY:
        raise NotAllowed(
            _("A sign-off has been asked %(count)s times today. Try again tomorrow.")
            % {"count": ASKED_A_DAY},
            status=HTTPStatus.TOO_MANY_REQUESTS,
        )


def check_answer(sign_off: SignOff, at: datetime.datetime) -> None:
    """Refuse a link that has been used, replaced or that is too old, and a sent application."""
    if sign_off.state == State.REVOKED:
        raise NotAllowed(
            _("This request has been withdrawn. If you got a newer mail, use its link."),
            status=HTTPStatus.GONE,
        )
    if sign_off.state != State.ASKED:
        raise NotAllowed(
            _("You have answered this request already. Thank you; you need not do anything more."),
        )
    if sign_off.expires_at < at:
        raise NotAllowed(
            _("This link has expired. Ask the sender of the mail to ask you again."),
            status=HTTPStatus.GONE,
        )
    if sign_off.application.state not in WRITTEN:
        raise NotAllowed(
            _("The application is no longer being written, so a sign-off is not needed.")
        )


def check_seen(application: Application, seen: str) -> None:
    """Refuse a signature on other answers than those that were read; `seen` is their checksum."""
    if seen != content_sha256(application):
        raise NotAllowed(
            _(
                "The application was changed while you were reading it. Read it again as it is "
                "now, and then answer."
            )
        )


def is_current(sign_off: SignOff, application: Application) -> bool:
    """Signed, and nothing has been changed after it."""
    return sign_off.state == State.SIGNED and sign_off.content_sha256 == content_sha256(application)


def lacking(application: Application) -> list[Lacking]:
    """What other people must still do before the application can be sent; no query if nothing."""
    found = []
    if application.call.allows_joint:
        waiting = application.joint_applicants.filter(confirmed_at=None)
        names = list(waiting.values_list("organisation__name", flat=True))
        if names:
            found.append(Lacking(unconfirmed(names), is_sign_off=False))
    if application.call.asks_sign_off:
        sentence = _sign_off_sentence(list(application.sign_offs.order_by("-pk")), application)
        if sentence:
            found.append(Lacking(sentence, is_sign_off=True))
    return found


def _sign_off_sentence(rows: Sequence[SignOff], application: Application) -> str:
    if any(is_current(row, application) for row in rows):
        return ""
    if any(row.state == State.SIGNED for row in rows):
        return _("The application has been changed after the sign-off. Ask for it again.")
    if any(row.state == State.ASKED for row in rows):
        return _("The management has not signed the application off yet.")
    return _("This call asks for the management’s sign-off. Ask for it before you send.")
