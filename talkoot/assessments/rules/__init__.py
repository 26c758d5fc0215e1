"""Who sets an assessment up, who assesses when, and how the rows with a life cycle move."""

import datetime
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.assessments.models import Assignment, Disqualification, Phase
from talkoot.calls.models import Application, Call
from talkoot.core.access import is_barred
from talkoot.core.dates import local_moment
from talkoot.core.refusals import NotAllowed
from talkoot.people.rules import is_officer

ASSIGNMENT_TRANSITIONS = {
    Assignment.State.ASSIGNED: frozenset({Assignment.State.SUBMITTED, Assignment.State.RECUSED}),
    Assignment.State.SUBMITTED: frozenset({Assignment.State.RECUSED}),
    Assignment.State.RECUSED: frozenset({Assignment.State.ASSIGNED}),
}
DISQUALIFICATION_TRANSITIONS = {
    Disqualification.State.IN_FORCE: frozenset({Disqualification.State.LIFTED}),
    Disqualification.State.LIFTED: frozenset({Disqualification.State.IN_FORCE}),
}
# Applications that are still to be decided, so that points may change.
UNDECIDED = frozenset({Application.State.SUBMITTED, Application.State.INCOMPLETE})


def can_set_up(user: Any, call: Call) -> bool:
    """The programme office of the call."""
    return is_officer(user, call.offering.programme.office_id)


def is_open(phase: Phase, at: datetime.datetime) -> bool:
    """From the opening moment to the closing one, both included."""
    return phase.opens_at <= at <= closing_of(phase)


def closing_of(phase: Phase) -> datetime.datetime:
    """When the phase closes, or closed: the office may close it before its time."""
    closed_at: datetime.datetime | None = phase.closed_at
    return min(phase.closes_at, closed_at) if closed_at else phase.closes_at


def check_begun(phase: Phase, at: datetime.datetime) -> None:
    """Refuse before the phase opens."""
    if at < phase.opens_at and phase.closed_at is None:
        raise NotAllowed(
            _("This phase opens on %(moment)s. Come back then.")
            % {"moment": local_moment(phase.opens_at)}
        )


def check_open(phase: Phase, at: datetime.datetime) -> None:
    """Refuse before the phase opens and after it has closed."""
    check_begun(phase, at)
    if not is_open(phase, at):
        raise NotAllowed(
            _("This phase closed on %(moment)s, so its assessments no longer open.")
            % {"moment": local_moment(closing_of(phase))}
        )


def is_own(user: Any, assignment: Assignment) -> bool:
    """The assessor to whom the application was given."""
    is_theirs: bool = assignment.assessor.user_id == getattr(user, "pk", None)
    return is_theirs and assignment.state != Assignment.State.RECUSED


def can_assess(user: Any, assignment: Assignment) -> bool:
    """The assessor to whom the application was given, unless disqualified from it."""
    return is_own(user, assignment) and not is_barred(user, assignment.application)


def check_score(assignment: Assignment) -> None:
    """Refuse points outside the phase's time and on an application that has been decided."""
    check_open(assignment.phase, timezone.now())
    if assignment.application.state not in UNDECIDED:
        raise NotAllowed(
            _("This application no longer waits for a decision, so its points no longer change.")
        )


def ended_sentence(assignment: Assignment) -> str:
    """Why what is being written can no longer be given; NotAllowed's own words or nothing."""
    try:
        check_score(assignment)
    except NotAllowed as refusal:
        return refusal.sentence
    return ""


def may_change(assignment: Assignment) -> bool:
    """The assessment has not been given, or the phase lets what has been given be corrected."""
    is_given = assignment.state == Assignment.State.SUBMITTED
    return bool(assignment.phase.may_correct) or not is_given


def check_correct(assignment: Assignment) -> None:
    """Refuse to change what has been given, where the phase does not let it be corrected."""
    if not may_change(assignment):
        raise NotAllowed(
            _(
                "This assessment has been given, and in this phase it no longer changes. Tell the "
                "programme office if something is wrong."
            )
        )


def sees_others(assignment: Assignment) -> bool:
    """Whether the assessor sees what the others have given, by the phase's own setting."""
    visibility = assignment.phase.sees_others
    if visibility == Phase.Visibility.AFTER_OWN:
        return assignment.state == Assignment.State.SUBMITTED
    return bool(visibility == Phase.Visibility.ALWAYS)


def check_change_yardsticks(phase: Phase) -> None:
    """Refuse a change of the yardsticks once points have been given: they would not compare."""
    if phase.assignments.filter(state=Assignment.State.SUBMITTED).exists():
        raise NotAllowed(
            _(
                "Assessors have already given points in this phase, so its criteria no longer "
                "change. Make a new phase."
            )
        )


def check_give(phase: Phase, assignment_user: Any, application: Application) -> None:
    """Refuse who is disqualified from the application, and who does not assess in the phase."""
    chosen = phase.assessors.values_list("user", flat=True)
    if chosen and assignment_user.pk not in chosen:
        raise NotAllowed(
            _("%(name)s does not assess in this phase. Choose them in the phase’s settings first.")
            % {"name": assignment_user}
        )
    if is_barred(assignment_user, application):
        raise NotAllowed(
            _("%(name)s is disqualified from this application. Choose somebody else.")
            % {"name": assignment_user},
            status=HTTPStatus.CONFLICT,
        )
    if application.state not in UNDECIDED:
        raise NotAllowed(_("This application does not wait for a decision."))


def check_take_away(assignment: Assignment) -> None:
    """Refuse to take away an assessment that has been given."""
    if assignment.state == Assignment.State.SUBMITTED:
        raise NotAllowed(_("This assessment has been given, so it stays."))
