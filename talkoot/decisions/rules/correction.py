"""When an error in a signed decision may be corrected.

Source: Administrative Procedure Act 434/2003, section 50 (error of fact: to a party's loss only
with the party's consent), section 51 (clerical error) and section 52 (procedure).
"""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.rules.parties import check_sign

Kind = Correction.Kind


def can_correct(decision: Decision | None, mail: Message | None) -> bool:
    """Signed and given; before the letter has left, the decision is undone instead."""
    return (
        decision is not None
        and decision.state == Decision.State.SIGNED
        and mail is not None
        and mail.state == Message.State.SENT
    )


def check_correct(
    user: Any,
    decision: Decision,
    mail: Message | None,
    *,
    kind: str,
    is_adverse: bool,
    has_consent: bool,
) -> None:
    """Refuse without right, before the letter has left, and to a party's loss without consent."""
    check_sign(user, decision.application)
    if not can_correct(decision, mail):
        raise NotAllowed(
            _("The letter has not left yet. Undo the decision, correct the draft and sign again.")
        )
    if problem := consent_problem(kind, is_adverse=is_adverse, has_consent=has_consent):
        raise NotAllowed(problem)


def consent_problem(kind: str, *, is_adverse: bool, has_consent: bool) -> str:
    """What is missing, in a sentence, or ""."""
    if not is_adverse or has_consent:
        return ""
    if kind == Kind.FACTUAL:
        return _("An error of fact is corrected to the applicant's loss only with their consent.")
    return _(
        "A clerical error is not corrected to the applicant's unreasonable loss. Ask for their "
        "consent first."
    )
