"""Requests to change a decision: who makes one, whether it is in time, how it may be decided.

Sources: Administrative Procedure Act 434/2003, chapter 7 a (sections 49 a-49 g); Local Government
Act 410/2015, chapter 16. Where no statute gives a remedy, the programme's own terms.
"""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.calls.models import Application
from talkoot.calls.rules.answers import lacks_expert
from talkoot.calls.rules.writing import can_follow as is_followed
from talkoot.calls.rules.writing import is_contact, joined
from talkoot.core.access import is_barred
from talkoot.core.dates import days_text
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.models import Message
from talkoot.decisions.models import Decision, Reconsideration
from talkoot.decisions.rules.parties import check_sign
from talkoot.decisions.rules.remedy import (
    deadline_of,
    effective_calculation,
    has_remedy,
    regime_of,
)
from talkoot.decisions.rules.undo import UNSENT
from talkoot.people.models import Organisation
from talkoot.people.rules import is_officer
from talkoot.programmes.models import RemedyRegime

State, Outcome = Reconsideration.State, Reconsideration.Outcome
RECONSIDERATION_TRANSITIONS = {
    State.RECEIVED: frozenset({State.DECIDED, State.WITHDRAWN}),
    State.DECIDED: frozenset({State.RECEIVED}),  # Undone before its letter has left.
    State.WITHDRAWN: frozenset(),
}


def party_of(user: Any, application: Application) -> Organisation | None:
    """The organisation for which the person may ask to have the decision changed, if any.

    The applicant asks for the lead, a contact person for an organisation that has joined: each
    party asks for itself (Administrative Procedure Act, sections 11 and 49 b).
    """
    if application.applicant_id == getattr(user, "pk", None):
        return application.organisation
    for joint in joined(application):
        if is_contact(user, joint.organisation_id):
            return joint.organisation
    return None


def own_party(organisation: Organisation, application: Application) -> Organisation | None:
    """The organisation as a request keeps it: empty for the lead."""
    return None if organisation.pk == application.organisation_id else organisation


def can_request(user: Any, decision: Decision) -> bool:
    """The applicant, and a contact person of an organisation that applies jointly."""
    return party_of(user, decision.application) is not None


def can_register(user: Any, decision: Decision) -> bool:
    """The office, for a request that came by post or e-mail."""
    application = decision.application
    office = application.call.offering.programme.office_id
    return is_officer(user, office) and not is_barred(user, application)


def can_follow(user: Any, request: Reconsideration) -> bool:
    """The parties: the applicant's side and the organisations that apply jointly.

    Act on the Openness of Government Activities, section 11: a party has access to the case.
    """
    return is_followed(user, request.decision.application)


def check_withdraw(user: Any, request: Reconsideration) -> None:
    """Refuse whoever does not speak for the organisation that asked."""
    party = party_of(user, request.decision.application)
    if party is None or party.pk != request.organisation.pk:
        raise NotAllowed(
            _("%(organisation)s made this request, so only it can withdraw it.")
            % {"organisation": request.organisation},
            status=HTTPStatus.FORBIDDEN,
        )


def can_process(user: Any, request: Reconsideration) -> bool:
    return can_register(user, request.decision)


def check_request(
    decision: Decision, sent_at: datetime.datetime | None, party: Organisation | None = None
) -> None:
    """Refuse before the decision has been given, where no remedy exists, and a second open one of
    the same party (own_party).

    `sent_at` is when the letter left.
    """
    if decision.state != Decision.State.SIGNED or sent_at is None:
        raise NotAllowed(
            _("The decision has not been sent yet, so its change cannot be asked for.")
        )
    if not has_remedy(decision.outcome):
        raise NotAllowed(
            _("A transfer decides nothing. Turn to the authority that the application went to.")
        )
    if decision.reconsiderations.filter(state=State.RECEIVED, party=party).exists():
        raise NotAllowed(_("A request about this decision is already in processing."))


def check_registered(
    decision: Decision, sent_at: datetime.datetime | None, parties: Sequence[Organisation]
) -> None:
    """Refuse as check_request does, of `parties` those that have no request in processing."""
    lead = decision.application.organisation
    first = parties[0] if parties else lead
    check_request(decision, sent_at, own_party(first, decision.application))


def can_undo(request: Reconsideration, mails: Iterable[Message]) -> bool:
    """Decided, and its letter has left to no party. `mails` are those that carry it."""
    states = [mail.state for mail in mails]
    return request.state == State.DECIDED and bool(states) and UNSENT.issuperset(states)


def check_undo(request: Reconsideration, mails: Iterable[Message]) -> None:
    """Refuse when nothing has been decided, and once the letter has begun to leave."""
    if request.state != State.DECIDED:
        raise NotAllowed(_("The request has not been decided, so there is nothing to undo."))
    if not can_undo(request, mails):
        raise NotAllowed(
            _("The letter has been sent already, so the decision can no longer be undone.")
        )


def is_in_time(
    decision: Decision, sent_at: datetime.datetime | None, received_at: datetime.datetime
) -> bool:
    """It arrived by the last day, that day included."""
    calculation = effective_calculation(decision, sent_at)
    last = deadline_of(calculation) if calculation else decision.remedy_deadline_on
    return last is not None and timezone.localdate(received_at) <= last


def must_be_left(request: Reconsideration) -> bool:
    """A late statutory request is not examined; an association or company may examine one."""
    return not request.is_in_time and regime_of(request.decision) != RemedyRegime.PRIVATE


def has_same_decider(user: Any, request: Reconsideration) -> bool:
    """The person who made the first decision is about to judge it alone."""
    return request.decision.decided_by_id == user.pk


def check_decide(
    user: Any, request: Reconsideration, *, outcome: str, days: Decimal | None, reasons: str
) -> None:
    """Refuse without right, reasons or a real change, and the examining of a late request."""
    check_sign(user, request.decision.application)
    if problem := content_problem(request, outcome=outcome, days=days, reasons=reasons):
        raise NotAllowed(problem[1])


def content_problem(
    request: Reconsideration, *, outcome: str, days: Decimal | None, reasons: str
) -> tuple[str, str] | None:
    """The first thing to correct: the field's name and a sentence."""
    if not reasons.strip():
        return "reasons", _("Write the reasons: a decision without reasons cannot be signed.")
    if must_be_left(request) and outcome != Outcome.NOT_EXAMINED:
        return "outcome", _(
            "The request arrived after the last day, so it is not examined. Choose “not examined”."
        )
    if outcome != Outcome.CHANGED:
        return ("days", _("Only a change grants days. Leave the days empty.")) if days else None
    return _change_problem(request, days)


def _change_problem(request: Reconsideration, days: Decimal | None) -> tuple[str, str] | None:
    """A change is never to the loss of whoever asked for it."""
    decision = request.decision
    application = decision.application
    if days is None:
        return None
    if days <= granted_now(request):
        return "days", _(
            "The change must be to the applicant's good: more than %(days)s days. Leave the days "
            "empty if something else is changed."
        ) % {"days": days_text(granted_now(request)) or "0"}
    if days > application.call.max_days:
        return "days", _("At most %(days)s days can be granted in this call.") % {
            "days": days_text(application.call.max_days)
        }
    if lacks_expert(application):
        return "days", _("No expert has been chosen, so days cannot be granted.")
    return None


def granted_now(request: Reconsideration) -> Decimal:
    """Days granted so far: by the decision, or by an earlier request that changed it."""
    changed = (
        Reconsideration.objects.filter(decision=request.decision, outcome=Outcome.CHANGED)
        .exclude(pk=request.pk)
        .exclude(days=None)
        .order_by("-decided_at")
        .values_list("days", flat=True)
        .first()
    )
    return changed if changed is not None else request.decision.days
