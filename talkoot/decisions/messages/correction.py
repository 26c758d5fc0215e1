"""The letter and the mail of a correction."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import days_text, local_date, local_moment
from talkoot.decisions.messages.aid import aid_part
from talkoot.decisions.messages.letter import contact_part, granted_rows
from talkoot.decisions.messages.remedy import remedy_part
from talkoot.decisions.models import Correction, Decision
from talkoot.decisions.queries.aid import granted_on
from talkoot.decisions.rules.correction import numbers_of
from talkoot.decisions.rules.remedy import regime_of, remedy_calculation


def correction_letter(correction: Correction) -> dict[str, Any]:
    """The letter as data. An error of fact is decided anew, so it can be challenged anew."""
    decision = correction.decision
    application = decision.application
    programme = application.call.offering.programme
    today = timezone.localdate()
    corrected = _("Decision %(number)s of %(day)s: “%(title)s”") % {
        "number": decision.number,
        "day": local_date(timezone.localdate(decision.decided_at)),
        "title": application.title,
    }
    sections = [
        {"heading": _("Decision to be corrected"), "paragraphs": [corrected]},
        {"heading": _("Correction"), "paragraphs": correction.text.split("\n\n")},
        *_numbers(correction),
        {"heading": _("Reasons"), "paragraphs": correction.reasons.split("\n\n")},
        {"heading": _("Applied provisions"), "paragraphs": [_provisions(correction)]},
        {"heading": _("Consent of the applicant"), "paragraphs": [_consent(correction)]},
        contact_part(programme, correction.corrected_by),
    ]
    letter: dict[str, Any] = {
        "organisation": programme.office.name,
        "title": _("Correction of a decision"),
        "meta": [
            [_("Number"), correction.number],
            [_("Case number"), application.number],
            [_("Date"), local_date(today)],
            [_("Applicant"), application.organisation.name],
            [_("Kind of error"), capfirst(correction.get_kind_display())],
        ],
        "sections": sections,
        "signature": _signature(correction),
        "footer": programme.name,
    }
    if correction.kind == Correction.Kind.FACTUAL:
        calculation = remedy_calculation(regime_of(correction.decision), sent_on=today)
        letter["remedy"] = remedy_part(programme, calculation, outcome=decision.outcome)
    return letter


def _signature(correction: Correction) -> dict[str, str]:
    text = _("Signed electronically on %(moment)s.") % {"moment": local_moment(timezone.now())}
    return {"name": str(correction.corrected_by), "title": _("Decision maker"), "text": text}


def _numbers(correction: Correction) -> list[dict[str, Any]]:
    """What is granted after the correction, and the state aid of it; nothing where words alone
    changed.
    """
    decision = correction.decision
    if correction.days is None and correction.use_by is None:
        return []
    days = numbers_of(decision).days or decision.days
    changes = []
    if correction.days is not None:
        changes.append(
            _("Days granted: %(now)s instead of %(before)s.")
            % {"now": days_text(correction.days), "before": days_text(correction.days_before)}
        )
    if correction.use_by is not None:
        dates = {"now": correction.use_by, "before": correction.use_by_before}
        changes.append(
            _("To be used by: %(now)s instead of %(before)s.")
            % {name: local_date(day) for name, day in dates.items() if day}
        )
    corrected = {
        "heading": _("Decision as corrected"),
        "paragraphs": changes,
        "rows": granted_rows(decision, days),
    }
    if correction.days is None:
        return [corrected]
    aid = aid_part(
        decision.application,
        outcome=Decision.Outcome.GRANTED,
        days=days,
        decision=decision,
        on=granted_on(decision),
    )
    return [corrected, aid]


def _provisions(correction: Correction) -> str:
    if correction.kind == Correction.Kind.FACTUAL:
        return _("Administrative Procedure Act 434/2003, sections 50 and 52.")
    return _(
        "Administrative Procedure Act 434/2003, sections 51 and 52. The time for challenging the "
        "decision runs as the decision told."
    )


def _consent(correction: Correction) -> str:
    if correction.has_consent:
        return _("The applicant has consented to the correction: %(consent)s") % {
            "consent": correction.consent
        }
    if correction.is_adverse and correction.kind == Correction.Kind.FACTUAL:
        return _(
            "No consent was needed, because the error of fact is obvious and the applicant caused "
            "it."
        )
    if correction.is_adverse:
        return _(
            "No consent was needed, because the clerical error is obvious and its correction does "
            "not lead to an unreasonable result."
        )
    return _("No consent was needed, because the correction is not to the applicant's loss.")


def correction_mail(correction: Correction) -> tuple[str, str]:
    """Subject and body of the mail that carries it."""
    application = correction.decision.application
    number = {"number": correction.decision.number}
    subject = _("Decision %(number)s has been corrected") % number
    body = _(
        "Hello!\n\n"
        "An error in the decision on your application “%(title)s” has been corrected. The "
        "correction is attached as a PDF; keep it with the decision that you have.\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "link": settings.BASE_URL + reverse("my-application", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject, body
