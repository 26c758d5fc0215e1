"""The decision letter, block by block, and the mail that carries it.

Content: Administrative Procedure Act 434/2003, sections 44-47: who decides and when, the party,
what was decided and why, whom to ask, and how to challenge it.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments.models import Assignment
from talkoot.calls.summary import own_costs_words
from talkoot.core.dates import days_text, days_words, local_date, local_moment
from talkoot.decisions.messages.aid import aid_part
from talkoot.decisions.messages.remedy import remedy_part
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.aid import euros, fee_of, is_aid, parties_of
from talkoot.decisions.rules.content import GRANTING
from talkoot.decisions.rules.correction import use_by_of
from talkoot.decisions.rules.prices import value_of
from talkoot.decisions.rules.remedy import has_remedy, remedy_calculation
from talkoot.programmes.models import Programme, RemedyRegime

Section = dict[str, Any]
Outcome = Decision.Outcome


def planned_calculation(decision: Decision) -> dict[str, Any]:
    """How the last day is counted if it is signed now: the letter leaves after the regret time."""
    if not has_remedy(decision.outcome):
        return {}
    leaves_at = timezone.now() + datetime.timedelta(seconds=settings.REGRET_SECONDS)
    return remedy_calculation(
        decision.application.call.offering.programme.remedy_regime,
        sent_on=timezone.localdate(leaves_at),
        is_by_post=decision.is_by_post,
    )


def decision_letter(decision: Decision) -> dict[str, Any]:
    """The letter as data, for correspondence.actions.issue_letter to freeze.

    Of an unsigned decision it is the letter that would go out now.
    """
    programme = decision.application.call.offering.programme
    calculation = decision.remedy_calculation or planned_calculation(decision)
    return {
        "organisation": programme.office.name,
        "title": _("Decision"),
        "meta": letter_meta(decision),
        "sections": _sections(decision, programme, calculation),
        "signature": signature(decision),
        "remedy": remedy_part(programme, calculation, outcome=decision.outcome),
        "footer": programme.name,
    }


def letter_meta(decision: Decision) -> list[list[str]]:
    """The letter's header rows: label and value."""
    application: Any = decision.application
    day = timezone.localdate(decision.decided_at) if decision.decided_at else timezone.localdate()
    programme = application.call.offering.programme
    rows = [
        [_("Decision number"), decision.number or _("given at signing")],
        [_("Case number"), application.number],
        [_("Date"), local_date(day)],
        [_("Place"), programme.place],
        [_("Applicant"), application.organisation.name],
        [_("Business ID"), application.organisation.business_id],
        [_("Unit"), application.unit_name],
        [_("Applies jointly with"), _joint(application)],
        [_("Contact person"), f"{application.applicant.name}, {application.applicant.email}"],
        [_("Application received"), local_moment(application.submitted_at)],
    ]
    return [row for row in rows if row[1]]


def _joint(application: Any) -> str:
    partners = application.joint_applicants.all()
    return ", ".join(row.organisation.name for row in partners if row.confirmed_at)


def _sections(
    decision: Decision, programme: Programme, calculation: dict[str, Any]
) -> list[Section]:
    """The numbered parts, in the order of the Act's section 44."""
    application: Any = decision.application
    parts: list[Section] = [
        _matter(application),
        _decision(decision),
        {"heading": _("Conditions"), "items": _paragraphs(decision.conditions)},
        {"heading": _("Reasons"), "paragraphs": _paragraphs(decision.reasons)},
        {"heading": _("Applied provisions"), "paragraphs": [_provisions(decision, programme)]},
        {"heading": _("Hearing"), "paragraphs": [_hearing(application)]},
        aid_part(application, outcome=decision.outcome, days=decision.days, decision=decision),
        contact_part(programme, decision.presented_by or decision.decided_by),
        {"heading": _("Preparation and decision"), "paragraphs": _handling(decision)},
        {"heading": _("Delivery and attachments"), "rows": _delivery(decision, calculation)},
    ]
    return [
        part for part in parts if any(part.get(kind) for kind in ("paragraphs", "items", "rows"))
    ]


def contact_part(programme: Programme, person: Any) -> Section:
    """Who tells more: a person by name, at the office's own address (section 44)."""
    address = programme.contact_email or getattr(person, "email", "")
    contact = (str(person or ""), programme.office.name, address, programme.contact_phone)
    return {"heading": _("More information"), "paragraphs": [", ".join(filter(None, contact))]}


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _matter(application: Any) -> Section:
    matter = _("Application for %(service)s: %(title)s") % {
        "service": application.call.offering.name,
        "title": application.title,
    }
    asked = [[_("Days applied for"), days_text(application.days_requested)]]
    if application.expert is not None:
        asked.append([_("Expert asked for"), application.expert.name])
    return {
        "heading": _("Matter and what was applied for"),
        "paragraphs": [matter],
        "rows": [row for row in asked if row[1]],
    }


def _decision(decision: Decision) -> Section:
    section: Section = {"heading": _("Decision"), "paragraphs": [outcome_sentence(decision)]}
    if decision.outcome in GRANTING:
        section["rows"] = granted_rows(decision, decision.days)
    return section


def granted_rows(decision: Decision, days: Decimal) -> list[list[str]]:
    """What is granted: quantity, value, period of use, expert and the applicant's own share."""
    application: Any = decision.application
    fee = fee_of(application)
    rows = [[_("Days granted"), days_text(days)]]
    if application.expert is not None:
        rows += [
            [_("Value"), euros(value_of(application, days))],
            [_("To be used by"), local_date(use_by_of(decision))],
            [_("Expert"), _expert(application)],
        ]
    rows.append([_("Applicant's own share"), euros(fee) if fee else _("No fee is charged.")])
    if words := own_costs_words(application):
        rows.append([_("Premises and catering"), words])
    return rows


def _expert(application: Any) -> str:
    return f"{application.expert.name}, {application.expert.supplier.organisation.name}"


def outcome_sentence(decision: Decision) -> str:
    """What was decided, in one sentence."""
    application: Any = decision.application
    if decision.outcome == Outcome.REFUSED:
        return _("The application is refused.")
    if decision.outcome == Outcome.NOT_EXAMINED:
        return _("The application is not examined.")
    if decision.outcome == Outcome.TRANSFERRED:
        return _("The application is transferred to the competent authority: %(authority)s.") % {
            "authority": decision.transferred_to
        }
    words = {"days": days_words(decision.days), "service": application.call.offering.name}
    if decision.outcome == Outcome.PARTLY_GRANTED:
        text = _("The application is granted in part: %(days)s of %(service)s.") % words
    else:
        text = _("The application is granted: %(days)s of %(service)s.") % words
    if application.expert is None:
        return text
    return text + " " + _("Expert: %(expert)s.") % {"expert": _expert(application)}


def _provisions(decision: Decision, programme: Programme) -> str:
    """The rules that were applied, with the version of the call text.

    A private decider applies the terms of its programme, not the acts on the authorities.
    """
    application: Any = decision.application
    is_private = programme.remedy_regime == RemedyRegime.PRIVATE
    rules = [] if is_private else _acts(decision, programme)
    if decision.outcome == Outcome.NOT_EXAMINED and application.is_late:
        rules.append(_("the deadline in the terms of the call"))
    if decision.outcome in GRANTING and is_aid(application):
        rules.append(_("Commission Regulation (EU) 2023/2831"))
    rules.append(_("terms of the programme"))
    version = {"version": application.call_text_version}
    rules.append(_("call text version %(version)s") % version)
    text = "; ".join(rules) + "."
    return text[:1].upper() + text[1:]


def _acts(decision: Decision, programme: Programme) -> list[str]:
    """The acts by which an authority decides."""
    acts = [_("Administrative Procedure Act 434/2003, sections 43–46")]
    asked: Any = decision.application.completion_requests
    if decision.outcome == Outcome.NOT_EXAMINED and asked.exists():
        acts.append(_("section 22 of the same Act"))
    if decision.outcome == Outcome.TRANSFERRED:
        acts.append(_("section 21 of the same Act"))
    if programme.remedy_regime == RemedyRegime.MUNICIPAL:
        acts.append(_("Local Government Act 410/2015, chapter 16"))
    return acts


def _hearing(application: Any) -> str:
    """What the applicant was asked in the course of the case, and who else has judged it."""
    requests = list(application.completion_requests.all())
    others = _others(application)
    if not requests and not others:
        return _(
            "The applicant was not heard separately, because the decision rests on the "
            "applicant's own account."
        )
    told = [] if requests else [_("The applicant was not heard separately.")]
    for request in requests:
        dates = {"asked": local_date(timezone.localdate(request.created_at))}
        dates["due"] = local_date(request.due_on)
        text = _("The applicant was asked on %(asked)s to complete the application by %(due)s.")
        told.append(text % dates)
        if request.answered_at:
            answered = {"day": local_date(timezone.localdate(request.answered_at))}
            told.append(_("It was completed on %(day)s.") % answered)
        else:
            told.append(_("It was not completed."))
    return " ".join([*told, *others])


def _others(application: Any) -> list[str]:
    """Assessors and the office's own findings, on which the decision rests beside the account."""
    told = []
    given = application.assignments.filter(state=Assignment.State.SUBMITTED)
    if count := given.values("assessor").distinct().count():
        text = ngettext(
            "%(count)s assessor has assessed the application.",
            "%(count)s assessors have assessed the application.",
            count,
        )
        told.append(text % {"count": count})
    if application.assessments.exists() or any(row.reason for row in parties_of(application)):
        told.append(
            _("The programme office has made findings of its own on the applicant's account.")
        )
    return told


def _handling(decision: Decision) -> list[str]:
    """Who prepared and who decided, and that neither is disqualified."""
    lines = []
    if decision.presented_by:
        lines.append(_("Prepared and presented by %(name)s.") % {"name": decision.presented_by})
    else:
        lines.append(_("Prepared and decided by the same person, without presentation."))
    programme = decision.application.call.offering.programme
    return [*lines, decision.disqualification_note or disqualification_note(programme)]


def disqualification_note(programme: Programme, *, somebody_is: bool = False) -> str:
    """That those who took part are not disqualified; `somebody_is` and has stayed outside."""
    if programme.remedy_regime == RemedyRegime.PRIVATE:
        note = _("Neither the decider nor the presenter is disqualified in the matter.")
    else:
        note = _(
            "No ground for disqualification (Administrative Procedure Act, sections 27–30) was "
            "found for the decider or the presenter."
        )
    if somebody_is:
        note += " " + _("Those disqualified in the matter have not taken part in handling it.")
    return note


def _delivery(decision: Decision, calculation: dict[str, Any]) -> list[list[str]]:
    applicant = decision.application.applicant
    if calculation:
        sent_on = datetime.date.fromisoformat(calculation["sent_on"])
    else:
        sent_on = timezone.localdate()
    how = (
        _("By post; a copy by e-mail to %(address)s")
        if decision.is_by_post
        else _("By e-mail to %(address)s")
    )
    if calculation:
        attached = _("Instructions for challenging the decision (last page)")
    else:
        attached = _("Why the decision cannot be challenged (last page)")
    return [
        [_("Delivery"), how % {"address": applicant.email}],
        [_("Sent"), local_date(sent_on)],
        [_("Attachments"), attached],
    ]


def signature(decision: Decision) -> dict[str, str]:
    """Who signs, as what and when; a preview says that nobody has signed."""
    if decision.decided_at:
        text = _("Signed electronically on %(moment)s.") % {
            "moment": local_moment(decision.decided_at)
        }
    else:
        text = _("A preview: not signed.")
    return {"name": str(decision.decided_by), "title": _("Decision maker"), "text": text}


def decision_mail(decision: Decision) -> tuple[str, str]:
    """Subject and body of the mail that delivers the letter."""
    application = decision.application
    link = settings.BASE_URL + reverse("my-application", args=[application.ref])
    subject = _("Decision on your application %(number)s") % {"number": application.number}
    posted = _("The decision also comes to you by post, and its time runs from that letter.")
    outcome = [*([posted] if decision.is_by_post else []), outcome_sentence(decision)]
    body = _(
        "Hello!\n\n"
        "The decision on your application “%(title)s” has been made. It is attached as a PDF.\n\n"
        "%(outcome)s\n\n"
        "The case and what happens next:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "outcome": "\n\n".join(outcome),
        "link": link,
        "programme": application.call.offering.programme.name,
    }
    return subject, body
