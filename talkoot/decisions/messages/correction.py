"""The letter and the mail of a correction."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.decisions.messages.remedy import remedy_part
from talkoot.decisions.models import Correction
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
        {"heading": _("Reasons"), "paragraphs": correction.reasons.split("\n\n")},
        {"heading": _("Applied provisions"), "paragraphs": [_provisions(correction)]},
        {"heading": _("Consent of the applicant"), "paragraphs": [_consent(correction)]},
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
        "signature": {
            "name": str(correction.corrected_by),
            "title": _("Decision maker"),
            "text": _("Signed electronically on %(moment)s.")
            % {"moment": local_moment(timezone.now())},
        },
        "footer": programme.name,
    }
    if correction.kind == Correction.Kind.FACTUAL:
        calculation = remedy_calculation(regime_of(correction.decision), sent_on=today)
        letter["remedy"] = remedy_part(programme, calculation)
    return letter


def _provisions(correction: Correction) -> str:
    if correction.kind == Correction.Kind.FACTUAL:
        return _("Administrative Procedure Act 434/2003, sections 50 and 52.")
    return _(
        "Administrative Procedure Act 434/2003, sections 51 and 52. The time for challenging the "
        "decision runs as the decision told."
    )


def _consent(correction: Correction) -> str:
    if correction.has_consent:
        return _("The applicant has consented to the correction.")
    return _("No consent was needed, because the correction is not to the applicant's loss.")


def correction_mail(correction: Correction) -> tuple[str, str]:
    """Subject and body of the mail that carries it."""
    application = correction.decision.application
    number = {"number": correction.decision.number}
    subject = _("Decision %(number)s has been corrected") % number
    body = _(
        "Hello!\n\n"
        "An error in the decision on your application “%(title)s” has been corrected. The "
        "correction is attached as a PDF; the decision itself stays as it was sent.\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "link": settings.BASE_URL + reverse("my-application", args=[application.ref]),
        "programme": application.call.offering.programme.name,
    }
    return subject, body
