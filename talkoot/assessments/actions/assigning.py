"""Giving applications to assessors, all at once or by hand."""

from typing import Any

from django.db import transaction

from talkoot.assessments import queries, rules
from talkoot.assessments.actions.disqualifying import detect_disqualifications
from talkoot.assessments.models import Assessor, Assignment, Phase
from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.states import change_state
from talkoot.people.models import User

State = Assignment.State


@transaction.atomic
def assign_automatically(phase: Phase, *, by: User) -> queries.Proposal:
    """Give out what still lacks assessors, as the preview shows, each with its explanation.

    First records the disqualifications that hold now. Nothing given earlier moves.
    """
    phase = Phase.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme"
    ).get(pk=phase.pk)  # fmt: skip
    detect_disqualifications(phase.call, by=by)
    proposal = queries.propose(by, phase)
    Assignment.objects.bulk_create(
        Assignment(
            phase=phase,
            application_id=choice.case,
            assessor_id=choice.reader,
            explanation=choice.facts,
        )
        for choice in proposal.plan.choices
    )
    after = {"given": len(proposal.plan.choices), "lacking": len(proposal.gaps)}
    record("assessments.phase.assigned", phase, by=by, after=after)
    return proposal


@transaction.atomic
def assign_by_hand(
    phase: Phase, *, application: Application, assessor: Assessor, by: User
) -> Assignment:
    """Give one application to one assessor; refuses who is disqualified from it.

    An assignment taken away by a disqualification that has been lifted comes back.
    """
    rules.check_give(assessor.user, application)
    facts: dict[str, Any] = {"by_hand": True}
    row, is_new = Assignment.objects.get_or_create(
        phase=phase, application=application, assessor=assessor, defaults={"explanation": facts}
    )
    if not is_new and row.state == State.RECUSED:
        change_state(row, State.ASSIGNED, rules.ASSIGNMENT_TRANSITIONS)
    record("assessments.assignment.given", row, by=by, after={"assessor": assessor.pk})
    return row


@transaction.atomic
def take_away(assignment: Assignment, *, by: User) -> None:
    """Take an application back from an assessor who has not assessed it yet."""
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    rules.check_take_away(row)
    record("assessments.assignment.taken_away", row, by=by, before={"assessor": row.assessor_id})
    row.scores.all().delete()
    row.delete()
