"""A signed decision and what has followed it, for the pages of the office and of the applicant."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from talkoot.assessments.models import Selection
from talkoot.assessments.rules.funnel import selection_text
from talkoot.audit.models import LogEntry
from talkoot.calls.models import Application
from talkoot.core.dates import local_moment
from talkoot.correspondence.models import Message
from talkoot.decisions.messages import document_of, happening
from talkoot.decisions.messages.remedy import counting
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.rules.correction import can_correct
from talkoot.decisions.rules.in_force import in_force
from talkoot.decisions.rules.reconsideration import own_party, party_of
from talkoot.decisions.rules.remedy import (
    deadline_of,
    effective_calculation,
    has_remedy,
    regime_of,
)
from talkoot.decisions.rules.undo import can_undo
from talkoot.programmes.models import RemedyRegime


def rows_of(pairs: list[list[str]]) -> list[dict[str, str]]:
    """Pairs as rows of ui/summary_list.html."""
    return [{"key": key, "value": value} for key, value in pairs]


def after_decision(decision: Any, mail: Message | None) -> dict[str, Any]:
    """Context of decisions/after.html on the case page; nothing before the signature.

    `decision` is that of queries.decision_on.
    """
    if decision is None or decision.state != Decision.State.SIGNED:
        return {}
    calculation = effective_calculation(decision, mail.sent_at if mail else None)
    return {
        "in_force": in_force(decision),
        "counting": rows_of(counting(calculation)),
        "last_day": deadline_of(calculation) if calculation else decision.remedy_deadline_on,
        "can_undo": can_undo(decision, mail),
        "can_correct": can_correct(decision, mail),
        "can_register": can_correct(decision, mail) and has_remedy(decision.outcome),
    }


def case_history(entries: Iterable[LogEntry], selections: Iterable[Selection]) -> list[Any]:
    """What was done in the case and what phases of assessment said of it, for ui/timeline.html."""
    done = [(row.at, happening(row), row.actor, document_of(row)) for row in entries]
    done += [(row.made_at, selection_text(row), row.made_by, {}) for row in selections]
    return [
        {
            "text": text,
            "when": local_moment(at),
            "note": actor or _("Automatic"),
            "is_done": True,
            **document,
        }
        for at, text, actor, document in sorted(done, key=lambda row: row[0])
    ]


def remedy_of(application: Any, user: Any) -> dict[str, Any]:
    """Context of decisions/my_remedy.html: the last day and whether `user` can make a request.

    `corrections` and `requests` stand in the case's timeline. `application` has been read with them
    and with `told_at`, when the letter left (home.timelines).

    Call when the applicant has been told of the decision.
    """
    decision: Decision = application.decision
    decision.application = application
    calculation = effective_calculation(decision, application.told_at)
    requests = sorted(decision.reconsiderations.all(), key=lambda asked: asked.received_at)
    organisation = party_of(user, application)
    party = organisation and own_party(organisation, application)
    is_open = any(
        asked.state == Reconsideration.State.RECEIVED and asked.party == party for asked in requests
    )
    return {
        "counting": rows_of(counting(calculation)),
        "last_day": deadline_of(calculation) if calculation else decision.remedy_deadline_on,
        "can_request": organisation is not None
        and has_remedy(decision.outcome)
        and not is_open
        and application.state != Application.State.WITHDRAWN,
        "is_private": regime_of(decision) == RemedyRegime.PRIVATE,
        "corrections": list(decision.corrections.all()),
        "requests": requests,
    }
