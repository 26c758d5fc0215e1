"""Who may issue and read certificates, and what a series asks for one."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.credentials.models import CODE_LENGTH, Badge, Certificate
from talkoot.events.models import Registration, Series
from talkoot.people.rules import is_officer

TRANSITIONS = {
    Certificate.State.ISSUED: frozenset({Certificate.State.REVOKED}),
    Certificate.State.REVOKED: frozenset(),
}
BADGE_TRANSITIONS = {
    Badge.State.REQUESTED: frozenset({Badge.State.ISSUED}),
    Badge.State.ISSUED: frozenset({Badge.State.REVOKED}),
    Badge.State.REVOKED: frozenset(),
}
# Digits and letters that are not taken for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CONFIRM_HOURS = 48
BADGE_MAILS_A_DAY = 3


@dataclass
class Completion:
    """How far a registered person has come: sessions of the series, tasks and what is missing."""

    registration: Registration
    present: int
    sessions: int
    hours: Decimal
    missing_tasks: list[str] = field(default_factory=list)
    certificate: Certificate | None = None
    # At least so many per cent of the sessions (Series.completion_share).
    wanted: int = 80

    @property
    def share(self) -> int:
        """Sessions present, per cent of all, rounded down so that 79.9 is not 80."""
        return 100 * self.present // self.sessions if self.sessions else 0

    @property
    def is_complete(self) -> bool:
        return bool(self.sessions) and self.share >= self.wanted and not self.missing_tasks

    @property
    def reasons(self) -> list[str]:
        """What is still missing, a sentence each; empty for a complete one."""
        if not self.sessions:
            return [_("The series has no sessions.")]
        lacking = [_("Task not handed in: %(task)s.") % {"task": t} for t in self.missing_tasks]
        if self.share < self.wanted:
            lacking.insert(
                0,
                _("Present %(share)s %% of the sessions; %(wanted)s %% is needed.")
                % {"share": self.share, "wanted": self.wanted},
            )
        return lacking


def can_issue(user: Any, series: Series) -> bool:
    """The programme office."""
    return is_officer(user, series.programme.office_id)


def check_issue(completions: Sequence[Completion]) -> None:
    """Refuse an empty choice, somebody who has not completed and somebody who has one already."""
    if not completions:
        raise NotAllowed(_("Choose at least one person to whom a certificate is given."))
    for completion in completions:
        name = completion.registration.participant.name
        if completion.certificate is not None:
            raise NotAllowed(
                _("%(name)s has a valid certificate already. Take it out of the choice.")
                % {"name": name}
            )
        if not completion.is_complete:
            raise NotAllowed(
                _("%(name)s cannot get a certificate yet: %(reason)s")
                % {"name": name, "reason": " ".join(completion.reasons)}
            )


def check_revoke(certificate: Certificate) -> None:
    """A revoked certificate is not revoked again."""
    if certificate.state == Certificate.State.REVOKED:
        raise NotAllowed(_("The certificate has been revoked already."))


def check_request_badge(certificate: Certificate, *, asked_today: int) -> None:
    """Refuse a badge of a revoked certificate, a second badge, and mail without end."""
    if certificate.state != Certificate.State.ISSUED:
        raise NotAllowed(_("The certificate has been revoked, so it gives no badge."))
    badge = getattr(certificate, "badge", None)
    if badge is not None and badge.state != Badge.State.REQUESTED:
        raise NotAllowed(_("The badge has been made already. Use the link that was mailed to you."))
    if asked_today >= BADGE_MAILS_A_DAY:
        raise NotAllowed(
            _("The link has been mailed %(count)s times today. Look in your mail, or try tomorrow.")
            % {"count": asked_today}
        )


def check_confirm(badge: Badge, now: datetime.datetime) -> None:
    """Refuse a link that has grown old and a badge of a revoked certificate."""
    if badge.certificate.state != Certificate.State.ISSUED:
        raise NotAllowed(_("The certificate has been revoked, so it gives no badge."))
    if badge.state == Badge.State.REQUESTED and badge.expires_at <= now:
        raise NotAllowed(
            _("This link has expired. Open your certificate’s page and ask for the badge again.")
        )


def normal_code(text: str) -> str:
    """The code as it is stored: `abcde-23456` gives `ABCDE23456`."""
    return "".join(c for c in text.upper() if c.isalnum())[:CODE_LENGTH]


def shown_code(code: str) -> str:
    """The code in two groups, easier to read aloud."""
    return f"{code[:5]}-{code[5:]}"
