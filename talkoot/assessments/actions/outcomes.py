"""Telling each assessor what became of the applications."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.assessments import messages, rules
from talkoot.assessments.models import Assessor, Assignment, Phase
from talkoot.assessments.queries.results import Given, Result, results_of
from talkoot.audit.actions import record
from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_message
from talkoot.people.models import User


@transaction.atomic
def tell_outcomes(phase: Phase, *, by: User) -> int:
    """Queue one mail for each assessor about what has been decided and not told yet.

    Returns how many assessors are told. Refuses when there is nothing to tell.
    """
    phase = Phase.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme"
    ).get(pk=phase.pk)  # fmt: skip
    told: dict[Assessor, list[tuple[Result, Given]]] = defaultdict(list)
    for result in results_of(by, phase, sort="number"):
        if result.application.state in rules.UNDECIDED:
            continue
        for given in result.given:
            if given.assignment.told_at is None and not is_barred(
                given.assessor.user, result.application
            ):
                told[given.assessor].append((result, given))
    if not told:
        raise NotAllowed(
            _("There is nothing to tell yet: assessors are told when applications are decided.")
        )
    for assessor, rows in told.items():
        _tell(phase, assessor, rows)
    count = sum(len(rows) for rows in told.values())
    record("assessments.phase.told", phase, by=by, after={"assessors": len(told), "rows": count})
    return len(told)


def _tell(phase: Phase, assessor: Assessor, rows: list[tuple[Result, Given]]) -> None:
    assignments = [given.assignment.pk for _result, given in rows]
    with translation.override(assessor.user.language):
        subject, body = messages.outcomes(phase, rows)
    queue_message(
        "assessment-outcomes",
        key=f"assessment-outcomes-{phase.pk}-{assessor.pk}-{min(assignments)}",
        to=assessor.user,
        subject=subject,
        body=body,
        office_id=phase.call.offering.programme.office_id,
        is_demo=phase.call.is_demo,
    )
    Assignment.objects.filter(pk__in=assignments).update(told_at=timezone.now())
