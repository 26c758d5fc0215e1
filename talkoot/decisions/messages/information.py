"""Mails and the answer letter of an information request, in the language of whoever asked."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.rules.publicity import link_ends

Outcome = InformationRequest.Outcome


def receipt_mail(request: InformationRequest) -> tuple[str, str]:
    """Tells that the request has arrived and when it is answered at the latest."""
    subject = _("Your request for information has arrived: %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "Your request arrived on %(moment)s. Its case number is %(number)s. You get the answer to "
        "this address by %(day)s at the latest.\n\n"
        "With kind regards\n%(office)s"
    ) % {
        "moment": local_moment(request.received_at),
        "number": request.number,
        "day": local_date(request.due_on),
        "office": request.programme.office.name,
    }
    return subject, body


def extension_mail(request: InformationRequest, reason: str) -> tuple[str, str]:
    """Tells that the answer takes longer, why and until when."""
    subject = _("The answer to your request takes longer: %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "The answer to your request %(number)s comes by %(day)s at the latest. The reason: "
        "%(reason)s\n\n"
        "With kind regards\n%(office)s"
    ) % {
        "number": request.number,
        "day": local_date(request.due_on),
        "reason": reason,
        "office": request.programme.office.name,
    }
    return subject, body


def answer_mail(request: InformationRequest, token: str) -> tuple[str, str]:
    """Carries the answer letter, and the link to the documents that are given."""
    subject = _("Answer to your request for information %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "Your request has been answered. The answer is attached as a PDF.%(documents)s\n\n"
        "With kind regards\n%(office)s"
    ) % {"office": request.programme.office.name, "documents": _documents(request, token)}
    return subject, body


def answer_letter(
    request: InformationRequest, sections: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    """The answer as data; `sections` are the public version of what was asked for."""
    parts: list[dict[str, Any]] = [
        {"heading": _("What was asked for"), "paragraphs": request.text.split("\n\n")},
        {"heading": _("Answer"), "paragraphs": [_given(request), *request.answer.split("\n\n")]},
    ]
    if request.outcome != Outcome.GIVEN:
        parts.append(
            {"heading": _("If you are not satisfied"), "paragraphs": [_next_step(request)]}
        )
    return {
        "organisation": request.programme.office.name,
        "title": _("Answer to a request for information"),
        "meta": [
            [_("Case number"), request.number],
            [_("Date"), local_date(timezone.localdate())],
            [_("Request received"), local_moment(request.received_at)],
        ],
        "sections": [*parts, *sections],
        "signature": {
            "name": str(request.answered_by),
            "title": request.programme.office.name,
            "text": _("Answered electronically on %(moment)s.")
            % {"moment": local_moment(request.answered_at or timezone.now())},
        },
        "footer": request.programme.name,
    }


def _documents(request: InformationRequest, token: str) -> str:
    if not request.files.exists():
        return ""
    text = _("The documents that you are given are here until %(day)s:\n%(link)s") % {
        "day": local_date(link_ends(request)),
        "link": settings.BASE_URL + reverse("information-answer", args=[token]),
    }
    return f"\n\n{text}"


def _given(request: InformationRequest) -> str:
    if request.outcome == Outcome.GIVEN:
        return _("What was asked for is given.")
    if request.outcome == Outcome.PARTLY_GIVEN:
        return _("The public part is given. What is secret is marked with its ground.")
    return _("What was asked for is not given.")


def _next_step(request: InformationRequest) -> str:
    return _(
        "You may ask %(office)s to decide the matter in writing (Act on the Openness of Government "
        "Activities 621/1999, section 14). Write to %(email)s and name the case %(number)s. That "
        "decision can be appealed to an administrative court."
    ) % {
        "office": request.programme.office.name,
        "email": request.programme.contact_email or request.programme.office.name,
        "number": request.number,
    }
