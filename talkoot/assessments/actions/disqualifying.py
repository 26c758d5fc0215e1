"""Recording, declaring and lifting disqualifications (Act 434/2003, sections 27-30)."""

from django.db import transaction
from django.utils.translation import gettext as _

from talkoot.assessments import rules
from talkoot.assessments.models import Assignment, Disqualification
from talkoot.assessments.queries import people_of_call
from talkoot.assessments.queries.disqualified import RECORDED, grounds_in
from talkoot.assessments.rules.grounds import check_lift
from talkoot.audit.actions import record
from talkoot.calls.models import Application, Call
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.people.models import User

Ground = Disqualification.Ground
State = Disqualification.State


@transaction.atomic
def detect_disqualifications(call: Call, *, by: User) -> int:
    """Record what holds now of the call's assessors and officers; returns how many are new.

    What stands recorded stays, and what the office has lifted is not put in force again.
    """
    people = list(people_of_call(call))
    found = grounds_in(call, people)
    known = set(
        Disqualification.objects.filter(application__call=call, user__in=people).values_list(
            "application_id", "user_id", "ground"
        )
    )
    rows = [
        Disqualification(application_id=application, user_id=user, ground=ground)
        for (application, user), grounds in sorted(found.items())
        for ground in sorted(grounds - {RECORDED})
        if (application, user, ground) not in known
    ]
    Disqualification.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        record("assessments.disqualification.detected", call, by=by, after={"count": len(rows)})
    _recuse(call, set(found), by=by)
    return len(rows)


@transaction.atomic
def declare_disqualification(assignment: Assignment, *, explanation: str, by: User) -> None:
    """The assessor says that they may not assess this; it leaves their desk at once.

    The office finds somebody else. Refuses outside the phase's time.
    """
    rules.check_score(assignment)
    disqualify(assignment.application, user=by, explanation=explanation, by=by)


@transaction.atomic
def disqualify(application: Application, *, user: User, explanation: str, by: User) -> None:
    """Record a person's own word, or what the office knows, and take their assignments away.

    A colleague's word is the office's: `by` is told in the log. Refuses without an explanation.
    """
    if not explanation.strip():
        raise NotAllowed(_("Write on what ground the person is disqualified."))
    row, is_new = Disqualification.objects.get_or_create(
        application=application,
        user=user,
        ground=Ground.DECLARED if user == by else Ground.OFFICE,
        defaults={"explanation": explanation},
    )
    if not is_new and row.state == State.LIFTED:
        change_state(row, State.IN_FORCE, rules.DISQUALIFICATION_TRANSITIONS)
        row.explanation = explanation
        row.save(update_fields=["explanation"])
    record("assessments.disqualification.declared", row, by=by, after={"user": user.pk})
    _recuse(application.call, {(application.pk, user.pk)}, by=by)


@transaction.atomic
def lift_disqualification(row: Disqualification, *, reason: str, by: User) -> None:
    """The office weighs the ground and lifts it, with a reason.

    Refuses what rules.grounds.check_lift refuses: one's own, and a party's while the tie lasts.
    """
    row = Disqualification.objects.select_for_update(of=("self",)).get(pk=row.pk)
    check_lift(row, reason=reason, by=by)
    moved = change_state(row, State.LIFTED, rules.DISQUALIFICATION_TRANSITIONS)
    row.explanation, row.lifted_by = reason, by
    row.save(update_fields=["explanation", "lifted_by"])
    moved["after"]["reason"] = reason
    record("assessments.disqualification.lifted", row, by=by, **moved)


def _recuse(call: Call, pairs: set[tuple[int, int]], *, by: User) -> None:
    """Take from the people what they have been given of the applications."""
    rows = (
        Assignment.objects.filter(phase__call=call)
        .exclude(state=Assignment.State.RECUSED)
        .select_related("assessor")
    )
    for row in rows:
        if (row.application_id, row.assessor.user_id) in pairs:
            moved = change_state(row, Assignment.State.RECUSED, rules.ASSIGNMENT_TRANSITIONS)
            record("assessments.assignment.recused", row, by=by, **moved)
