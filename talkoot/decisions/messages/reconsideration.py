"""Receipt, letter and mail of a request to change a decision."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.assessments.models import Disqualification
from talkoot.core.dates import days_words, local_date, local_moment
from talkoot.decisions.messages.aid import aid_part
from talkoot.decisions.messages.letter import contact_part, disqualification_note
from talkoot.decisions.messages.remedy import appeal_part
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.rules.correction import use_by_of
from talkoot.decisions.rules.remedy import regime_of
from talkoot.programmes.models import RemedyRegime

Outcome = Reconsideration.Outcome


def kind_of(request: Reconsideration) -> str:
    """What the request is called: rectification is the statutory one."""
    regime = regime_of(request.decision)
    if regime == RemedyRegime.PRIVATE:
        return _("Request for reconsideration")
    return _("Request for rectification")


def result_sentence(request: Reconsideration) -> str:
    """What was decided on the request, in one sentence."""
    number = {"number": request.decision.number}
    if request.outcome == Outcome.NOT_EXAMINED:
        return _("The request is not examined. Decision %(number)s stands.") % number
    if request.outcome == Outcome.UPHELD:
        return _("The request is refused. Decision %(number)s stands.") % number
    text = _("Decision %(number)s is changed.") % number
    if request.days:
        days = {"days": days_words(request.days)}
        text += " " + _("The application is granted %(days)s in all.") % days
    return text


def reconsideration_letter(
    request: Reconsideration, appeal_calculation: dict[str, Any]
) -> dict[str, Any]:
    """The letter as data, with the appeal instruction of the regime."""
    application = request.decision.application
    programme = application.call.offering.programme
    barred = application.disqualifications.filter(state=Disqualification.State.IN_FORCE)
    sections = [
        {"heading": _("Matter"), "paragraphs": [f"{kind_of(request)}: “{application.title}”"]},
        {"heading": _("What was asked for"), "paragraphs": request.demand.split("\n\n")},
        {"heading": _("Grounds of the request"), "paragraphs": request.grounds.split("\n\n")},
        {"heading": _("Decision"), "paragraphs": [result_sentence(request)]},
        {"heading": _("Reasons"), "paragraphs": request.reasons.split("\n\n")},
        {"heading": _("Applied provisions"), "paragraphs": [_provisions(request)]},
        contact_part(programme, request.decided_by),
        {
            "heading": _("Preparation and decision"),
            "paragraphs": [disqualification_note(programme, somebody_is=barred.exists())],
        },
    ]
    if request.days:
        granted = Decision.Outcome.GRANTED
        part = aid_part(application, outcome=granted, days=request.days, decision=request.decision)
        sections.append(part)
    return {
        "organisation": programme.office.name,
        "title": _("Decision on a request"),
        "meta": _meta(request),
        "sections": sections,
        "signature": {
            "name": str(request.decided_by),
            "title": _("Decision maker"),
            "text": _("Signed electronically on %(moment)s.")
            % {"moment": local_moment(request.decided_at or timezone.now())},
        },
        "remedy": appeal_part(programme, appeal_calculation),
        "footer": programme.name,
    }


def _meta(request: Reconsideration) -> list[list[Any]]:
    """The letter's header rows: label and value."""
    application = request.decision.application
    arrival = _("Arrived in time.") if request.is_in_time else _("Arrived after the last day.")
    decided = request.decision.decided_at
    has_last_day = request.days and application.expert is not None
    use_by = [[_("To be used by"), local_date(use_by_of(request.decision))]] if has_last_day else []
    return [
        [_("Decision number"), request.decision_number],
        [_("Case number"), request.number],
        [_("Date"), local_date(timezone.localdate())],
        [_("Applicant"), application.organisation.name],
        *([[_("Request made by"), request.party.name]] if request.party else []),
        [_("Request received"), f"{local_moment(request.received_at)}. {arrival}"],
        [
            _("Decision concerned"),
            f"{request.decision.number}, {local_date(timezone.localdate(decided))}",
        ],
        *use_by,
    ]


def _provisions(request: Reconsideration) -> str:
    regime = regime_of(request.decision)
    if regime == RemedyRegime.PRIVATE:
        return _("Terms of the programme.")
    if regime == RemedyRegime.MUNICIPAL:
        return _(
            "Local Government Act 410/2015, chapter 16; Administrative Procedure Act 434/2003, "
            "sections 43–45."
        )
    return _("Administrative Procedure Act 434/2003, sections 43–45 and chapter 7 a.")


def receipt_mail(request: Reconsideration) -> tuple[str, str]:
    """Tells the applicant that the request has arrived."""
    subject = _("Your request has arrived: %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "Your request about decision %(decision)s arrived on %(moment)s. Its case number is "
        "%(number)s.\n\n"
        "The request and its decision:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "decision": request.decision.number,
        "moment": local_moment(request.received_at),
        "number": request.number,
        "link": _link(request),
        "programme": request.decision.application.call.offering.programme.name,
    }
    return subject, body


def result_mail(request: Reconsideration) -> tuple[str, str]:
    """Carries the decision on the request."""
    subject = _("Decision on your request %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "Your request has been decided. The decision is attached as a PDF.\n\n"
        "%(result)s\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "result": result_sentence(request),
        "link": _link(request),
        "programme": request.decision.application.call.offering.programme.name,
    }
    return subject, body


def told_mail(request: Reconsideration) -> tuple[str, str]:
    """Carries the decision on a request to the other parties of a joint application."""
    subject = _("Decision on a request %(number)s") % {"number": request.number}
    body = _(
        "Hello!\n\n"
        "%(organisation)s asked to have the decision %(decision)s on your joint application "
        "changed. The request has been decided. The decision is attached as a PDF.\n\n"
        "%(result)s\n\n"
        "The case:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "organisation": request.organisation,
        "decision": request.decision.number,
        "result": result_sentence(request),
        "link": _link(request),
        "programme": request.decision.application.call.offering.programme.name,
    }
    return subject, body


def _link(request: Reconsideration) -> str:
    return settings.BASE_URL + reverse("my-reconsideration", args=[request.pk])
