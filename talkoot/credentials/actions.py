"""Every write of certificates and badges."""

import datetime
import secrets
import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.audit.actions import record
from talkoot.core.states import change_state
from talkoot.correspondence.actions import issue_letter, queue_message
from talkoot.credentials import messages, queries, rules, signing
from talkoot.credentials.models import CODE_LENGTH, Badge, Certificate
from talkoot.credentials.rules import Completion
from talkoot.events.models import Series, Session
from talkoot.events.rules.sessions import is_for
from talkoot.people.models import User
from talkoot.programmes.models import LogoSet
from talkoot.programmes.queries import logo_sets
from talkoot.surveys.queries import token_hash


@transaction.atomic
def issue_certificates(
    series: Series, registrations: Collection[int], *, by: User
) -> list[Certificate]:
    """Give the chosen registered persons a certificate each, frozen and numbered, and mail them.

    All or none: refuses an empty choice, anybody who has not completed the series and anybody who
    has a valid certificate. The series row is locked, so two officers at once give one each.
    """
    rows = Series.objects.select_for_update(of=("self",)).select_related("programme__office")
    series = rows.get(pk=series.pk)
    chosen = queries.completions(series, only=registrations)
    rules.check_issue(chosen)
    sessions = queries.held_sessions(series)
    logos = logo_sets(series.programme_id, timezone.localdate())
    certificates = []
    for row in chosen:
        own = [session for session in sessions if is_for(session, row.registration.body_id)]
        certificates.append(_issue(row, series, own, logos, by=by))
    return certificates


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: User) -> None:
    """The certificate and its badge are no longer valid; whoever checks them is told so."""
    change = change_state(certificate, Certificate.State.REVOKED, rules.TRANSITIONS)
    certificate.revoked_reason = reason
    certificate.save(update_fields=["revoked_reason"])
    record("credentials.certificate.revoked", certificate, by=by, **change)
    badge = Badge.objects.select_for_update().filter(certificate=certificate).first()
    if badge is None:
        return
    if badge.state == Badge.State.REQUESTED:
        badge.delete()
        return
    change = change_state(badge, Badge.State.REVOKED, rules.BADGE_TRANSITIONS)
    record("credentials.badge.revoked", badge, by=by, **change)


@transaction.atomic
def request_badge(certificate: Certificate, *, address: str) -> Badge:
    """Mail a link to the address that the person chose; its owner confirms it with the link.

    A new request takes the place of one that was not confirmed. Refuses a revoked certificate, a
    badge that has been made and more than rules.BADGE_MAILS_A_DAY mails a day.
    """
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    certificate = queries.certificates_with_all().get(pk=certificate.pk)
    now = timezone.now()
    asked = queries.badges_asked(certificate, since=now - datetime.timedelta(days=1))
    rules.check_request_badge(certificate, asked_today=asked)
    Badge.objects.filter(certificate=certificate).delete()
    token = secrets.token_urlsafe(24)
    badge = Badge.objects.create(
        certificate=certificate,
        address=address,
        token_hash=token_hash(token),
        expires_at=now + datetime.timedelta(hours=rules.CONFIRM_HOURS),
        index=queries.free_index(),
        is_demo=certificate.is_demo,
    )
    record(queries.ASKED, certificate, by=None)
    person = certificate.registration.participant
    with translation.override(person.language):
        subject, body = messages.confirm_badge_mail(badge, token)
    queue_message(
        "confirm-badge",
        key=f"confirm-badge-{badge.pk}",
        office_id=certificate.registration.series.programme.office_id,
        address=address,
        language=person.language,
        subject=subject,
        body=body,
        delay_seconds=0,
        is_demo=certificate.is_demo,
    )
    return badge


@transaction.atomic
def confirm_badge(badge: Badge) -> Badge:
    """Sign the badge for the confirmed address and forget the address; a second time changes
    nothing. Refuses an expired link and a revoked certificate.
    """
    Badge.objects.select_for_update().get(pk=badge.pk)
    badge = queries.badges_with_all().get(pk=badge.pk)
    rules.check_confirm(badge, timezone.now())
    if badge.state == Badge.State.ISSUED:
        return badge
    certificate = badge.certificate
    with translation.override(certificate.registration.participant.language):
        text = messages.badge_text(certificate.registration.series)
    badge.jwt, badge.document = signing.sign(
        text,
        identity=badge.address,
        salt=secrets.token_urlsafe(12),
        index=badge.index,
        list_url=settings.BASE_URL + reverse("badge-status"),
        issued=certificate.created_at,
        urn=uuid.uuid4().urn,
    )
    # The address goes at the moment when the signed badge comes: a constraint keeps the pair.
    Badge.objects.filter(pk=badge.pk).update(address="", jwt=badge.jwt, document=badge.document)
    badge.address = ""
    change = change_state(badge, Badge.State.ISSUED, rules.BADGE_TRANSITIONS)
    record("credentials.badge.issued", badge, by=None, **change)
    return badge


def forget_unconfirmed(now: datetime.datetime) -> int:
    """Remove the badges, with their addresses, that nobody confirmed in time; returns how many."""
    rows = Badge.objects.filter(state=Badge.State.REQUESTED, expires_at__lte=now)
    return rows.delete()[0]


def _issue(
    completion: Completion,
    series: Series,
    sessions: list[Session],
    logos: list[LogoSet],
    *,
    by: User,
) -> Certificate:
    """One certificate with its letter, mailed to the person in their language."""
    person = completion.registration.participant
    code = "".join(secrets.choice(rules.ALPHABET) for _place in range(CODE_LENGTH))
    token = secrets.token_urlsafe(24)
    with translation.override(person.language):
        content = messages.certificate_content(
            completion, series, code=code, sessions=sessions, logos=logos, signer=by
        )
        title = _("Certificate")
    certificate = Certificate.objects.create(
        registration=completion.registration,
        code=code,
        token_hash=token_hash(token),
        letter=issue_letter(
            content, number=code, language=person.language, title=title, is_demo=series.is_demo
        ),
        hours=completion.hours,
        issued_by=by,
        is_demo=series.is_demo,
    )
    record("credentials.certificate.issued", certificate, by=by, after={"series": series.pk})
    _mail(certificate, token)
    return certificate


def _mail(certificate: Certificate, token: str) -> None:
    series, person = certificate.registration.series, certificate.registration.participant
    with translation.override(person.language):
        subject, body = messages.certificate_mail(certificate, token)
    queue_message(
        "certificate",
        key=f"certificate-{certificate.pk}",
        office_id=series.programme.office_id,
        address=person.email,
        language=person.language,
        subject=subject,
        body=body,
        is_demo=series.is_demo,
    )
