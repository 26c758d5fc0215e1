"""A manager's sign-off: asked by mail, answered from a link, withdrawn."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone, translation

from talkoot.audit.actions import record
from talkoot.calls.actions.mails import queue_mail
from talkoot.calls.messages import sign_off as mails
from talkoot.calls.models import Application, SignOff
from talkoot.calls.queries.sign_off import asked_since
from talkoot.calls.rules import sign_off as rules
from talkoot.core.states import change_state
from talkoot.people.models import User
from talkoot.surveys.queries import token_hash


@transaction.atomic
def ask_sign_off(
    application: Application, *, name: str, title: str, address: str, by: User
) -> SignOff:
    """Mail the manager a link that works for rules.VALID_DAYS days; earlier requests end.

    Refuses once the application has been sent, and more than rules.ASKED_A_DAY requests a day.
    """
    Application.objects.select_for_update().values_list("pk").get(pk=application.pk)
    now = timezone.now()
    asked = asked_since(application, now - datetime.timedelta(days=1))
    rules.check_ask(application, asked_today=asked)
    for earlier in application.sign_offs.exclude(state=SignOff.State.REVOKED):
        _revoke(earlier, by=by)
    token = secrets.token_urlsafe(24)
    row = SignOff.objects.create(
        application=application,
        name=name,
        title=title,
        address=address,
        token_hash=token_hash(token),
        expires_at=now + datetime.timedelta(days=rules.VALID_DAYS),
        asked_by=by,
    )
    with translation.override(application.language):
        mail = mails.sign_off_request(row, token)
    queue_mail("sign-off-request", application, str(row.pk), mail, address=address)
    record("calls.sign_off.asked", application, by=by, after={"sign_off": row.pk})
    return row


@transaction.atomic
def answer_sign_off(
    row: SignOff, *, is_signed: bool, comment: str = "", seen: str | None = None
) -> SignOff:
    """Keep the manager's word and the checksum of the answers; the applicant is told.

    Refuses a link that has been used, withdrawn or that has expired, and a signature on answers
    that have changed since the manager read them, whose checksum `seen` is.
    """
    rows = SignOff.objects.select_for_update(of=("self", "application")).select_related(
        "application__call__offering__programme",
        "application__organisation",
        "application__applicant",
    )
    row = rows.get(pk=row.pk)
    rules.check_answer(row, timezone.now())
    if is_signed and seen is not None:
        rules.check_seen(row.application, seen)
    row.comment = comment
    row.content_sha256 = rules.content_sha256(row.application)
    row.save(update_fields=["comment", "content_sha256"])
    state = SignOff.State.SIGNED if is_signed else SignOff.State.DECLINED
    moved = change_state(row, state, rules.SIGNOFF_TRANSITIONS)
    record(f"calls.sign_off.{state}", row.application, by=None, **moved)
    applicant = row.application.applicant
    with translation.override(applicant.language):
        mail = mails.sign_off_answer(row)
    queue_mail("sign-off-answer", row.application, str(row.pk), mail, to=applicant)
    return row


@transaction.atomic
def revoke_sign_off(row: SignOff, *, by: User) -> None:
    """The request and its link end; a signature no longer counts."""
    rules.check_written(row.application)
    _revoke(row, by=by)


def _revoke(row: SignOff, *, by: User) -> None:
    moved = change_state(row, SignOff.State.REVOKED, rules.SIGNOFF_TRANSITIONS)
    record("calls.sign_off.revoked", row.application, by=by, **moved)
