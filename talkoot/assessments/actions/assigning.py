"""Giving applications to assessors, all at once or by hand."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import translation

from talkoot.assessments import messages, queries, rules
from talkoot.assessments.actions.disqualifying import detect_disqualifications
from talkoot.assessments.models import Assessor, Assignment, Phase
from talkoot.assessments.rules.funnel import check_came, check_unclosed
from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.correspondence.actions import queue_message
from talkoot.people.models import User

State = Assignment.State


@transaction.atomic
def assign_automatically(phase: Phase, *, by: User) -> queries.Proposal:
    """Give out what still lacks assessors, as the preview shows, each with its explanation.

    First records the disqualifications that hold now. Nothing given earlier moves. Each assessor
    gets one mail.
    """
    phase = Phase.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme"
    ).get(pk=phase.pk)  # fmt: skip
    check_unclosed(phase)
    detect_disqualifications(phase.call, by=by)
    proposal = queries.propose(by, phase)
    rows = Assignment.objects.bulk_create(
        Assignment(
            phase=phase,
            application_id=choice.case,
            assessor_id=choice.reader,
            explanation=choice.facts,
        )
        for choice in proposal.plan.choices
    )
    _tell(phase, rows)
    after = {"given": len(proposal.plan.choices), "lacking": len(proposal.gaps)}
    record("assessments.phase.assigned", phase, by=by, after=after)
    return proposal


@transaction.atomic
def assign_by_hand(
    phase: Phase, *, application: Application, assessor: Assessor, by: User
) -> Assignment:
    """Give one application to one assessor; refuses who is disqualified from it.

    Refuses also what has not gone on to the phase. An assignment taken away by a disqualification
    that has been lifted comes back. The assessor gets a mail.
    """
    phase = Phase.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme"
    ).get(pk=phase.pk)  # fmt: skip
    check_unclosed(phase)
    check_came(phase, application)
    rules.check_give(phase, assessor.user, application)
    facts: dict[str, Any] = {"by_hand": True}
    row, is_new = Assignment.objects.get_or_create(
        phase=phase, application=application, assessor=assessor, defaults={"explanation": facts}
    )
    comes_back = row.state == State.RECUSED
    if comes_back:
        change_state(row, State.ASSIGNED, rules.ASSIGNMENT_TRANSITIONS)
    record("assessments.assignment.given", row, by=by, after={"assessor": assessor.pk})
    if is_new or comes_back:
        _tell(phase, [row])
    return row


def _tell(phase: Phase, rows: list[Assignment]) -> None:
    """One mail to each assessor of what was given now; what comes back later has its own."""
    given: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        given[row.assessor_id].append(row)
    for assessor in phase.call.assessors.filter(pk__in=given).select_related("user"):
        mine = given[assessor.pk]
        first, latest = min(row.pk for row in mine), max(row.state_changed_at for row in mine)
        with translation.override(assessor.user.language):
            subject, body = messages.given_out(phase, len(mine))
        queue_message(
            "assessor-applications",
            key=f"assessor-applications-{phase.pk}-{first}-{latest:%Y%m%d%H%M%S%f}",
            to=assessor.user,
            subject=subject,
            body=body,
            office_id=phase.call.offering.programme.office_id,
            is_demo=phase.call.is_demo,
        )


@transaction.atomic
def take_away(assignment: Assignment, *, by: User) -> None:
    """Take an application back from an assessor who has not assessed it yet."""
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    rules.check_take_away(row)
    record("assessments.assignment.taken_away", row, by=by, before={"assessor": row.assessor_id})
    row.scores.all().delete()
    row.delete()
