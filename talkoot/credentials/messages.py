"""The certificate's text, and the mails about certificates and badges."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date
from talkoot.core.qr import qr_svg
from talkoot.credentials.models import Badge, Certificate
from talkoot.credentials.pictures import as_svg
from talkoot.credentials.rules import Completion, shown_code
from talkoot.credentials.signing import BadgeText
from talkoot.events.models import Series, Session
from talkoot.programmes.models import LogoSet


def certificate_content(
    completion: Completion,
    series: Series,
    *,
    code: str,
    sessions: list[Session],
    logos: list[LogoSet],
    signer: Any,
) -> dict[str, Any]:
    """The certificate in the active language, in the shape of correspondence/letters.py."""
    address = settings.BASE_URL + reverse("verify-certificate", args=[code])
    person = completion.registration.participant
    held = [timezone.localdate(row.starts_at) for row in sessions if row.starts_at]
    meta = [[_("Programme"), series.programme.name]]
    if held:
        meta.append([_("Held"), _period(min(held), max(held))])
    if completion.hours:
        meta.append([_("Hours present"), f"{completion.hours.normalize():f}".replace(".", ",")])
    meta.append([_("Verification code"), shown_code(code)])
    return {
        "layout": "certificate",
        "organisation": str(series.programme.office),
        "name": person.name,
        "lead": _("has completed “%(series)s”.") % {"series": series.title},
        "meta": meta,
        "sections": [
            {
                "heading": _("Content"),
                "items": [_item(session) for session in sessions] or [series.title],
            }
        ],
        "signature": {"name": str(signer), "text": local_date(timezone.localdate())},
        "check": {
            "text": _("Anybody can check this certificate at %(address)s.") % {"address": address},
            "svg": qr_svg(address),
            "alt": _("QR code to the address beside it"),
        },
        "logos": [{"svg": as_svg(row.image), "alt": row.alt} for row in logos],
    }


def certificate_mail(certificate: Certificate, token: str) -> tuple[str, str]:
    """Subject and body for the person: the certificate is ready, and where it is."""
    series = certificate.registration.series
    subject = _("Your certificate: %(series)s") % {"series": series.title}
    body = _(
        "Hello %(name)s!\n\n"
        "You have completed “%(series)s”. Your certificate is here; you can also take it as an "
        "open badge to an address of your own choice:\n%(link)s\n\n"
        "The link is yours alone: do not forward it. To show the certificate to others, give them "
        "its verification code %(code)s.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "name": certificate.registration.participant.name,
        "series": series.title,
        "link": settings.BASE_URL + reverse("certificate", args=[token]),
        "code": shown_code(certificate.code),
        "programme": series.programme.name,
    }
    return subject, body


def confirm_badge_mail(badge: Badge, token: str) -> tuple[str, str]:
    """Subject and body to the chosen address: confirm it, and the badge is made."""
    series = badge.certificate.registration.series
    subject = _("Confirm the address of your badge: %(series)s") % {"series": series.title}
    body = _(
        "Hello!\n\n"
        "An open badge of “%(series)s” was asked for this address. Open the link and confirm the "
        "address; the badge is then made and can be fetched from the same link:\n%(link)s\n\n"
        "If you did not ask for it, do nothing: the address is forgotten on %(day)s.\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "series": series.title,
        "link": settings.BASE_URL + reverse("badge", args=[token]),
        "day": local_date(timezone.localdate(badge.expires_at)),
        "programme": series.programme.name,
    }
    return subject, body


def badge_text(series: Series) -> BadgeText:
    """What the series' badge tells, in the active language."""
    with translation.override(settings.LANGUAGE_CODE):  # One address, whatever the language.
        achievement = settings.BASE_URL + reverse("badge-achievement", args=[series.pk])
        image_url = settings.BASE_URL + reverse("badge-image", args=[series.pk])
    criteria = _("Present at %(share)s %% of the sessions at least.") % {
        "share": series.completion_share
    }
    if series.tasks.filter(is_required=True).exists():
        criteria = f"{criteria} {_('Every required task handed in.')}"
    return BadgeText(
        url=achievement,
        name=series.title,
        description=series.summary or str(series.offering or series.title),
        criteria=criteria,
        image_url=image_url,
        issuer=str(series.programme.office),
        issuer_url=settings.BASE_URL + series.programme.get_absolute_url(),
    )


def _item(session: Session) -> str:
    if session.starts_at is None:
        return str(session)
    return f"{local_date(timezone.localdate(session.starts_at))}: {session}"


def _period(first: datetime.date, last: datetime.date) -> str:
    return local_date(first) if first == last else f"{local_date(first)}–{local_date(last)}"
