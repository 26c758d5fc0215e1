"""The decision letter and the mail that carries it.

Content of the letter: domain of the Administrative Procedure Act 434/2003, sections 44-47: who
decides and when, the party, what was decided and why, whom to ask, and how to challenge it.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talkoot.audit.models import LogEntry
from talkoot.calls.queries import findings_of
from talkoot.core.dates import days_words, local_date, local_moment
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import REMEDY_DAYS
from talkoot.programmes.models import Programme, RemedyRegime


def drafted_reasons(application: Any, findings: list[tuple[Any, Any]]) -> str:
    """The draft's reasons: facts first, then each criterion with its result."""
    lines = [
        _(
            "The application arrived on %(arrived)s. The reasons rest on the application and on "
            "the call text, version %(version)s."
        )
        % {
            "arrived": local_moment(application.submitted_at),
            "version": application.call_text_version,
        }
    ]
    for criterion, finding in findings:
        result = _("met") if finding.is_met else _("not met")
        lines.append(f"{criterion.order}. {criterion.text}: {result}. {finding.reason}")
    return "\n\n".join(lines)


def remedy_paragraphs(programme: Programme, deadline: Any) -> list[str]:
    """How the decision may be challenged, by the regime of whoever decides."""
    contact = {"office": programme.office.name, "email": programme.contact_email}
    day = local_date(deadline)
    if programme.remedy_regime == RemedyRegime.PRIVATE:
        return _reconsideration(contact, day)
    if programme.remedy_regime == RemedyRegime.MUNICIPAL:
        source = _("Local Government Act 410/2015, chapter 16")
    else:
        source = _("Administrative Procedure Act 434/2003, chapter 7 a")
    return _rectification(contact, day, REMEDY_DAYS[RemedyRegime(programme.remedy_regime)], source)


def _reconsideration(contact: dict[str, str], deadline: str) -> list[str]:
    return [
        _(
            "The decider is not a public authority, so no statutory appeal is available. You "
            "may ask for reconsideration in writing by %(deadline)s."
        )
        % {"deadline": deadline},
        _(
            "Address the request to %(office)s, %(email)s. State the decision, what should be "
            "changed and why."
        )
        % contact,
    ]


def _rectification(contact: dict[str, str], deadline: str, days: int, source: str) -> list[str]:
    return [
        _(
            "If you are not satisfied, you may request rectification. The request must arrive "
            "within %(days)s days of receipt of the decision, by %(deadline)s at the latest "
            "(%(source)s)."
        )
        % {"days": days, "source": source, "deadline": deadline},
        _(
            "The decision is deemed received on the third day after it was sent electronically, "
            "unless otherwise shown. The day of receipt is not counted."
        ),
        _(
            "Address the request to %(office)s, %(email)s. It is made in writing and states the "
            "decision, what change is wanted and on what grounds, with your name and contact "
            "details."
        )
        % contact,
    ]


def outcome_sentence(decision: Decision) -> str:
    """What was decided, in one sentence."""
    application: Any = decision.application
    if decision.outcome == Decision.Outcome.REFUSED:
        return _("The application is refused.")
    words = {"days": days_words(decision.days), "service": application.call.offering.name}
    if decision.outcome == Decision.Outcome.PARTLY_GRANTED:
        text = _("The application is granted in part: %(days)s of %(service)s.") % words
    else:
        text = _("The application is granted: %(days)s of %(service)s.") % words
    return (
        text
        + " "
        + _("Expert: %(expert)s, %(supplier)s.")
        % {
            "expert": application.expert.name,
            "supplier": application.expert.supplier.organisation.name,
        }
    )


def decision_letter(decision: Decision) -> dict[str, Any]:
    """The letter as data, for correspondence.actions.issue_letter to freeze."""
    programme = decision.application.call.offering.programme
    return {
        "organisation": programme.office.name,
        "title": _("Decision"),
        "meta": letter_meta(decision),
        "sections": [
            {"heading": heading, "paragraphs": [text for text in paragraphs if text.strip()]}
            for heading, paragraphs in _letter_sections(decision, programme)
        ],
        "signature": signature(decision),
        "remedy": {
            "heading": _("How to challenge the decision"),
            "paragraphs": remedy_paragraphs(programme, decision.remedy_deadline_on),
        },
        "footer": programme.name,
    }


def _letter_sections(decision: Decision, programme: Programme) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs of each section, in the order of the Act's section 44."""
    application = decision.application
    matter = _("Application for %(service)s: %(title)s") % {
        "service": application.call.offering.name,
        "title": application.title,
    }
    provisions = _(
        "Administrative Procedure Act 434/2003, sections 43–46; terms of the programme; call "
        "text version %(version)s."
    ) % {"version": application.call_text_version}
    hearing = _(
        "The applicant was not heard separately, because the decision rests on the applicant's "
        "own account."
    )
    contact = (programme.office.name, programme.contact_email, programme.contact_phone)
    return [
        (_("Matter"), [matter]),
        (_("Decision"), [outcome_sentence(decision), *decision.conditions.split("\n\n")]),
        (_("Reasons"), decision.reasons.split("\n\n")),
        (_("Applied provisions"), [provisions]),
        (_("Hearing"), [hearing]),
        (_("State aid"), [state_aid_statement(application)]),
        (_("More information"), [", ".join(part for part in contact if part)]),
    ]


def letter_meta(decision: Decision) -> list[list[Any]]:
    """The letter's header rows: label and value."""
    application: Any = decision.application
    day = timezone.localdate(decision.decided_at) if decision.decided_at else timezone.localdate()
    return [
        [_("Decision number"), decision.number or _("given at signing")],
        [_("Case number"), application.number],
        [_("Date"), local_date(day)],
        [
            _("Applicant"),
            ", ".join(filter(None, [application.organisation.name, application.unit_name])),
        ],
        [_("Application received"), local_moment(application.submitted_at)],
        [_("Delivered electronically to"), application.applicant.email],
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


def state_aid_statement(application: Any) -> str:
    """Why the free service is, or may be, state aid (Regulation (EU) 2023/2831)."""
    if application.organisation.kind in ("municipal_company", "company"):
        return _(
            "The applicant is a company. The value of the service may be de minimis aid; the "
            "applicant confirms earlier aid before the first day."
        )
    return _(
        "The service supports the applicant's own non-economic public task, so it is not state aid."
    )


def decision_mail(decision: Decision) -> tuple[str, str]:
    """Subject and body of the mail that delivers the letter."""
    application = decision.application
    link = settings.BASE_URL + reverse("my-application", args=[application.ref])
    subject = _("Decision on your application %(number)s") % {"number": application.number}
    body = _(
        "Hello!\n\n"
        "The decision on your application “%(title)s” has been made. It is attached as a PDF.\n\n"
        "%(outcome)s\n\n"
        "The case and what happens next:\n%(link)s\n\n"
        "With kind regards\n%(programme)s"
    ) % {
        "title": application.title,
        "outcome": outcome_sentence(decision),
        "link": link,
        "programme": application.call.offering.programme.name,
    }
    return subject, body


def draft_of(application: Any) -> dict[str, Any]:
    """The drafted decision's fields, from the findings on the criteria."""
    findings = findings_of(application)
    is_met = all(finding.is_met for _criterion, finding in findings)
    outcome = Decision.Outcome.GRANTED if is_met else Decision.Outcome.REFUSED
    conditions = _(
        "The day is agreed with the expert within six months.\n\n"
        "Management and staff representatives take part in the work.\n\n"
        "The applicant answers the feedback request after the day and the effectiveness survey "
        "3–6 months later."
    )
    return {
        "outcome": outcome,
        "days": application.days_requested if is_met else 0,
        "reasons": drafted_reasons(application, findings),
        "conditions": conditions if is_met else "",
    }


HAPPENINGS = {
    "calls.application.started": gettext_lazy("Application started"),
    "calls.application.attached": gettext_lazy("Attachment changed"),
    "calls.application.submitted": gettext_lazy("Application arrived"),
    "calls.application.withdrawn": gettext_lazy("Application withdrawn"),
    "calls.application.assessed": gettext_lazy("Criteria assessed"),
    "calls.application.approved": gettext_lazy("Application granted"),
    "calls.application.rejected": gettext_lazy("Application refused"),
    "decisions.decision.drafted": gettext_lazy("Decision drafted"),
    "decisions.decision.signed": gettext_lazy("Decision signed"),
    "engagements.engagement.opened": gettext_lazy("Engagement opened"),
    "engagements.engagement.agreed": gettext_lazy("Day agreed"),
    "engagements.engagement.delivered": gettext_lazy("Day held and reported"),
    "correspondence.message.sent": gettext_lazy("Decision sent"),
    "correspondence.message.revoked": gettext_lazy("Sending of the decision stopped"),
    "correspondence.message.failed": gettext_lazy("The decision could not be sent"),
    "correspondence.message.retried": gettext_lazy("The decision was put in the queue again"),
}


def happening(entry: LogEntry) -> str:
    """What a log entry of a case tells, in words."""
    return str(HAPPENINGS.get(entry.key, entry.key))
