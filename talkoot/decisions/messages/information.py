"""Mails and the answer letter of an information request, in the language of whoever asked."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.core.dates import local_date, local_moment
from talkoot.decisions.messages.letter import contact_part
from talkoot.decisions.messages.remedy import appeal_part
from talkoot.decisions.models import InformationRequest
from talkoot.decisions.rules.publicity import link_ends
from talkoot.decisions.rules.remedy import APPEAL_DAYS, remedy_calculation
from talkoot.programmes.models import RemedyRegime

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


def arrival_mail(request: InformationRequest) -> tuple[str, str]:
    """Tells the programme office that somebody asks, and by when it answers; not who."""
    subject = _("An information request has arrived: %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "Information request %(number)s has arrived. Answer it without delay, by %(day)s at the "
        "latest.\n\n"
        "The request:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "number": request.number,
        "day": local_date(request.due_on),
        "link": settings.BASE_URL + reverse("office-information-request", args=[request.pk]),
        "programme": request.programme.name,
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
    """The answer as data; `sections` are the public version of what was asked for.

    The answer to one who asked for the office's decision is that decision, with how to appeal it.
    """
    programme = request.programme
    is_decision = request.decides is not None
    title = _("Answer to a request for information")
    if is_decision:
        title = _("Decision on a request for information")
    content = {
        "organisation": programme.office.name,
        "title": title,
        "meta": _meta(request),
        "sections": [*_parts(request), *sections],
        "signature": {
            "name": str(request.answered_by),
            "title": _("Decision maker") if is_decision else programme.office.name,
            "text": _("Answered electronically on %(moment)s.")
            % {"moment": local_moment(request.answered_at or timezone.now())},
        },
        "footer": programme.name,
    }
    if is_decision and request.outcome != Outcome.GIVEN:
        content["remedy"] = appeal_part(programme, _calculation(request))
    return content


def _parts(request: InformationRequest) -> list[dict[str, Any]]:
    """What was asked for and answered, and what the one who asked can do."""
    heading = _("Answer") if request.decides is None else _("Decision")
    parts: list[dict[str, Any]] = [
        {"heading": _("What was asked for"), "paragraphs": request.text.split("\n\n")},
        {"heading": heading, "paragraphs": [_given(request), *request.answer.split("\n\n")]},
    ]
    if request.decides is not None:
        provisions = {"heading": _("Applied provisions"), "paragraphs": [_provisions(request)]}
        return [*parts, provisions, contact_part(request.programme, request.answered_by)]
    if request.outcome != Outcome.GIVEN:
        further = {"heading": _("If you are not satisfied"), "paragraphs": [_next_step(request)]}
        parts.append(further)
    return parts


def _meta(request: InformationRequest) -> list[list[str]]:
    """The letter's header rows: label and value."""
    rows = [
        [_("Case number"), request.number],
        [_("Date"), local_date(timezone.localdate())],
        [_("Request received"), local_moment(request.received_at)],
    ]
    if request.decides is not None:
        answered_on = timezone.localdate(request.decides.answered_at)
        rows.append([_("Answer concerned"), f"{request.decides.number}, {local_date(answered_on)}"])
    return rows


def _provisions(request: InformationRequest) -> str:
    if request.programme.remedy_regime == RemedyRegime.PRIVATE:
        return _("Terms of the programme.")
    return _(
        "Act on the Openness of Government Activities 621/1999, sections 9–11, 14 and 22–24; "
        "Administrative Procedure Act 434/2003, sections 43–45."
    )


def _calculation(request: InformationRequest) -> dict[str, Any]:
    """Until when the decision may be appealed: in the same way at every authority (section 33)."""
    regime = request.programme.remedy_regime
    leaves_at = timezone.now() + timedelta(seconds=settings.REGRET_SECONDS)
    return remedy_calculation(
        regime if regime == RemedyRegime.PRIVATE else RemedyRegime.STATE,
        sent_on=timezone.localdate(leaves_at),
        is_by_post=not request.address,
        days=APPEAL_DAYS,
    )


def _documents(request: InformationRequest, token: str) -> str:
    """The link: to the documents given, else to where a decision can be asked for."""
    if not token:
        return ""
    if request.files.exists():
        text = _("The documents that you are given are here until %(day)s:\n%(link)s")
    elif request.outcome != Outcome.GIVEN and request.decides is None:
        text = _("If you are not satisfied, ask for a decision in writing here:\n%(link)s")
    else:
        return ""
    link = settings.BASE_URL + reverse("information-answer", args=[token])
    return "\n\n" + text % {"day": local_date(link_ends(request)), "link": link}


def _given(request: InformationRequest) -> str:
    if request.outcome == Outcome.GIVEN:
        return _("What was asked for is given.")
    if request.outcome == Outcome.PARTLY_GIVEN:
        return _("The public part is given. What is secret is marked with its ground.")
    return _("What was asked for is not given.")


def _next_step(request: InformationRequest) -> str:
    if request.programme.remedy_regime == RemedyRegime.PRIVATE:
        text = _(
            "You may ask %(office)s to decide the matter in writing. Write to %(email)s and name "
            "the case %(number)s. The decider is not a public authority, so no statutory appeal is "
            "available."
        )
    else:
        text = _(
            "You may ask %(office)s to decide the matter in writing (Act on the Openness of "
            "Government Activities 621/1999, section 14). Write to %(email)s and name the case "
            "%(number)s. That decision can be appealed to an administrative court."
        )
    return text % {
        "office": request.programme.office.name,
        "email": request.programme.contact_email or request.programme.office.name,
        "number": request.number,
    }
