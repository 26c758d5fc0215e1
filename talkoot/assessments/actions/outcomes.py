"""Telling each assessor what became of the applications."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from talkoot.assessments import messages
from talkoot.assessments.models import Assessor, Assignment, Phase
from talkoot.assessments.queries.results import Given, Result, results_of
from talkoot.audit.actions import record
from talkoot.core.access import is_barred
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_message
from talkoot.people.models import User


@transaction.atomic
def tell_outcomes(phase: Phase, *, by: User) -> int:
    """Queue one mail for each assessor about the outcomes that the applicants know already.

    An outcome that has changed since it was told is told anew. Returns how many assessors are
    told. Refuses when there is nothing to tell.
    """
    phase = Phase.objects.select_for_update(of=("self",)).select_related(
        "call__offering__programme"
    ).get(pk=phase.pk)  # fmt: skip
    told: dict[Assessor, list[tuple[Result, Given]]] = defaultdict(list)
    for result in results_of(by, phase, sort="number"):
        for given in result.given:
            if given.is_untold and not is_barred(given.assessor.user, result.application):
                told[given.assessor].append((result, given))
    if not told:
        raise NotAllowed(
            _(
                "There is nothing to tell yet: assessors are told when the applicants have got "
                "their decisions."
            )
        )
    for assessor, rows in told.items():
        _tell(phase, assessor, rows)
    count = sum(len(rows) for rows in told.values())
    record("assessments.phase.told", phase, by=by, after={"assessors": len(told), "rows": count})
    return len(told)


def _tell(phase: Phase, assessor: Assessor, rows: list[tuple[Result, Given]]) -> None:
    assignments = [given.assignment.pk for _result, given in rows]
    # An outcome that changes has a mail of its own.
    latest = max(result.application.state_changed_at for result, _given in rows)
    with translation.override(assessor.user.language):
        subject, body = messages.outcomes(phase, rows)
    queue_message(
        "assessment-outcomes",
        key=f"assessment-outcomes-{phase.pk}-{assessor.pk}-{min(assignments)}-{latest:%Y%m%d%H%M%S%f}",
        to=assessor.user,
        subject=subject,
        body=body,
        office_id=phase.call.offering.programme.office_id,
        is_demo=phase.call.is_demo,
    )
    Assignment.objects.filter(pk__in=assignments).update(told_at=timezone.now())
