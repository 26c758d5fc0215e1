"""The drafted decision: its text for each outcome, from the criteria and the case's facts.

A draft leaves what only a person can tell in square brackets; rules.content lets nobody sign
before they are gone.
"""

from typing import Any

from django.utils.translation import gettext as _

from talkoot.calls.deadlines import moment_in_zone
from talkoot.calls.models import Application
from talkoot.calls.queries import findings_of
from talkoot.calls.rules.answers import questions_of
from talkoot.core.dates import days_words, local_date, local_moment
from talkoot.decisions.models import Decision
from talkoot.decisions.rules.content import GRANTING

Outcome = Decision.Outcome


def draft_of(application: Any, *, outcome: str = "") -> dict[str, Any]:
    """The drafted decision's fields for `outcome`, else for the one that the findings lead to."""
    findings = findings_of(application)
    outcome = outcome or proposed_outcome(application, findings)
    is_granting = outcome in GRANTING
    return {
        "outcome": outcome,
        "days": _days(application) if is_granting else 0,
        "reasons": drafted_reasons(application, findings, outcome=outcome),
        "conditions": drafted_conditions(application) if is_granting else "",
        "transferred_to": "",
        "is_by_post": False,
    }


def _days(application: Any) -> Any:
    """What was asked for; all days of the call where its form asks for no number of days."""
    if application.days_requested is not None:
        return application.days_requested
    is_asked = any(item.code == "days_requested" for item in questions_of(application))
    return 0 if is_asked else application.call.max_days


def proposed_outcome(application: Application, findings: list[tuple[Any, Any]]) -> str:
    """What the findings lead to; a late or uncompleted application is proposed unexamined."""
    if application.is_late or unanswered_request(application) is not None:
        return Outcome.NOT_EXAMINED
    is_met = all(finding.is_met for _criterion, finding in findings)
    return Outcome.GRANTED if is_met else Outcome.REFUSED


def unanswered_request(application: Application) -> Any:
    """The request to complete that was not answered, if there is one."""
    requests = application.completion_requests.all()
    return next((request for request in requests if request.answered_at is None), None)


def drafted_reasons(
    application: Any, findings: list[tuple[Any, Any]], *, outcome: str = Outcome.GRANTED
) -> str:
    """The draft's reasons: facts first, then each criterion with its result, then the conclusion.

    A matter that is not decided on its merits is not weighed by the criteria.
    """
    arrival = {
        "arrived": local_moment(application.submitted_at),
        "version": application.call_text_version,
    }
    if outcome == Outcome.NOT_EXAMINED:
        return "\n\n".join(
            [_("The application arrived on %(arrived)s.") % arrival, *_left(application)]
        )
    if outcome == Outcome.TRANSFERRED:
        return "\n\n".join([_("The application arrived on %(arrived)s.") % arrival, _transfer()])
    lines = [
        _(
            "The application arrived on %(arrived)s. The reasons rest on the application and on "
            "the call text, version %(version)s."
        )
        % arrival
    ]
    unmet = []
    for criterion, finding in findings:
        result = _("met") if finding.is_met else _("not met")
        lines.append(f"{criterion.order}. {criterion.text}: {result}. {finding.reason}")
        if not finding.is_met:
            unmet.append(str(criterion.order))
    if outcome == Outcome.REFUSED:
        lines += _uncompleted(application)
    if conclusion := _conclusion(application, outcome, unmet):
        lines.append(conclusion)
    return "\n\n".join(lines)


def _conclusion(application: Application, outcome: str, unmet: list[str]) -> str:
    if outcome == Outcome.PARTLY_GRANTED:
        asked = application.days_requested
        return _(
            "%(days)s were applied for. Fewer are granted, because [tell why, for example how the "
            "days of the call suffice]."
        ) % {"days": days_words(asked or 0)}
    if outcome != Outcome.REFUSED:
        return ""
    if unmet:
        return _("The application is refused, because it does not meet criterion %(numbers)s.") % {
            "numbers": ", ".join(unmet)
        }
    return _("The application is refused, because [tell why, although the criteria are met].")


def _left(application: Application) -> list[str]:
    """Why an application is not examined: late, not completed, or what the officer tells."""
    reasons = []
    closes_at = application.call.closes_at
    if application.is_late and closes_at is not None:
        reasons.append(
            _("The call closed on %(closed)s, so the application was late and is not examined.")
            % {"closed": moment_in_zone(closes_at, application.call)}
        )
    reasons += _uncompleted(application)
    return reasons or [_("The application is not examined, because [tell why].")]


def _uncompleted(application: Application) -> list[str]:
    """That the applicant was asked to complete the application and did not, with the warning."""
    asked = unanswered_request(application)
    if asked is None:
        return []
    return [
        _(
            "The applicant was asked on %(asked)s to complete the application by %(due)s and was "
            "told that it may otherwise be left unexamined or decided on what it holds. It was not "
            "completed: %(text)s"
        )
        % {
            "asked": local_moment(asked.created_at),
            "due": local_date(asked.due_on),
            "text": asked.text,
        }
    ]


def _transfer() -> str:
    return _(
        "The matter does not belong to the programme, because [tell why]. It is transferred to the "
        "authority that is competent in it (Administrative Procedure Act 434/2003, section 21)."
    )


def drafted_conditions(application: Application) -> str:
    """The usual ones, and the funder's wish to be named where a project pays for the programme."""
    programme = application.call.offering.programme
    conditions = usual_conditions(has_expert=application.expert_id is not None)
    funders = [project.name for project in programme.funding_projects.all()]
    if not funders:
        return conditions
    told = _("The applicant tells those who take part that the work is funded by %(funders)s.") % {
        "funders": ", ".join(funders)
    }
    return f"{conditions}\n\n{told}"


def usual_conditions(*, has_expert: bool = True) -> str:
    """The conditions of a grant, as the draft has them."""
    conditions = [_("The day is agreed with the expert within six months.")] if has_expert else []
    conditions += [
        _("Management and staff representatives take part in the work."),
        _(
            "The applicant answers the feedback request after the day and the effectiveness survey "
            "3–6 months later."
        ),
        _("The applicant is encouraged to tell of the work as a practice for others to use."),
    ]
    return "\n\n".join(conditions)
