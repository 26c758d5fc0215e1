"""Points, reasons and comments of assessors."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talkoot.assessments import rules
from talkoot.assessments.models import Assignment, Score
from talkoot.audit.actions import record
from talkoot.core.refusals import NotAllowed
from talkoot.core.states import change_state
from talkoot.people.models import User

State = Assignment.State


@dataclass(frozen=True)
class Mark:
    """What an assessor says on one yardstick; with neither points nor pass it is not stored."""

    points: int | None = None
    is_passed: bool | None = None
    reason: str = ""


@transaction.atomic
def save_scores(
    assignment: Assignment, *, marks: dict[int, Mark], comment: str, is_final: bool, by: User
) -> Assignment:
    """Keep the assessor's marks {yardstick id: Mark}; `is_final` gives the assessment.

    What has been given can be corrected while the phase is open. Refuses outside the phase, on a
    decided application, points over the most, and a final assessment with a mark missing.
    """
    row = _locked(assignment)
    if not rules.can_assess(by, row):
        raise NotAllowed(_("This application is no longer yours to assess."))
    rules.check_score(row)
    rules.check_correct(row)
    before = _logged(row)
    _store(row, marks, is_whole=is_final or row.state == State.SUBMITTED)
    row.comment = comment
    if row.state == State.ASSIGNED and is_final:
        row.submitted_at = timezone.now()
        moved = change_state(row, State.SUBMITTED, rules.ASSIGNMENT_TRANSITIONS)
        moved["after"] |= _logged(row)
        record("assessments.assignment.submitted", row, by=by, **moved)
    elif row.state == State.SUBMITTED:
        record("assessments.assignment.corrected", row, by=by, before=before, after=_logged(row))
    row.save(update_fields=["comment", "submitted_at"])
    return row


@transaction.atomic
def keep_draft(assignment: Assignment, *, marks: dict[int, Mark], comment: str, by: User) -> bool:
    """Keep what was being written when the assessing ended: a draft, which counts nowhere.

    The log tells no points of it: the office reads the log, and a draft is the assessor's alone.
    False where the assessment had been given: that stands as it was given.
    """
    row = _locked(assignment)
    if not rules.can_assess(by, row):
        raise NotAllowed(_("This application is no longer yours to assess."))
    if row.state != State.ASSIGNED:
        return False
    _store(row, marks, is_whole=False)
    row.comment = comment
    row.save(update_fields=["comment"])
    record("assessments.assignment.kept", row, by=by)
    return True


def _store(row: Assignment, marks: dict[int, Mark], *, is_whole: bool) -> None:
    yardsticks = {yardstick.pk: yardstick for yardstick in row.phase.yardsticks.all()}
    scores = []
    for key, yardstick in yardsticks.items():
        mark = marks.get(key, Mark())
        given = mark.is_passed if yardstick.is_pass_fail else mark.points
        if given is None:
            if is_whole:
                raise NotAllowed(
                    _("A mark is missing: %(criterion)s.") % {"criterion": yardstick.text}
                )
            continue
        if mark.points is not None and not 0 <= mark.points <= yardstick.most_points:
            raise NotAllowed(
                _("Give from 0 to %(most)s points: %(criterion)s.")
                % {"most": yardstick.most_points, "criterion": yardstick.text}
            )
        is_pass = yardstick.is_pass_fail
        scores.append(
            Score(
                assignment=row,
                yardstick=yardstick,
                points=None if is_pass else mark.points,
                is_passed=mark.is_passed if is_pass else None,
                reason=mark.reason,
            )
        )
    row.scores.all().delete()
    Score.objects.bulk_create(scores)


def _logged(row: Assignment) -> dict[str, Any]:
    """The marks {yardstick's order: points or passed}, without the assessor's words."""
    marks = row.scores.values_list("yardstick__order", "points", "is_passed")
    return {
        "points": {
            str(order): passed if points is None else points
            for order, points, passed in marks.order_by("yardstick__order")
        }
    }


def _locked(assignment: Assignment) -> Assignment:
    # The phase with it, so that the office does not close it meanwhile.
    rows = Assignment.objects.select_for_update(of=("self", "phase"))
    return rows.select_related("phase", "assessor", "application").get(pk=assignment.pk)
