"""Who goes on from a phase: a person's choice, closing the phase and opening it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.assessments import rules
from talkoot.assessments.models import Phase, Selection
from talkoot.assessments.queries.funnel import Standing, standings
from talkoot.assessments.rules import funnel
from talkoot.audit.actions import record
from talkoot.calls.models import Application
from talkoot.core.refusals import NotAllowed
from talkoot.people.models import User


@transaction.atomic
def choose(
    phase: Phase, application: Application, *, goes_on: bool, grounds: str, by: User
) -> Selection:
    """A person's choice, which goes before the phase's rule; also of what came after the closing.

    Refuses without grounds, and to leave out what a later phase already assesses.
    """
    phase = _locked(phase)
    funnel.check_select(by, phase)
    funnel.check_came(phase, application)
    if application.state not in rules.UNDECIDED:
        raise NotAllowed(_("This application does not wait for a decision."))
    if not grounds.strip():
        raise NotAllowed(_("Write on what grounds the application goes on or does not."))
    if not goes_on:
        funnel.check_later_free(phase, [application.pk])
    earlier = phase.selections.filter(application=application).first()
    row, _is_new = Selection.objects.update_or_create(
        phase=phase,
        application=application,
        defaults={
            "goes_on": goes_on,
            "is_chosen": True,
            "grounds": grounds.strip(),
            "facts": {},
            "made_by": by,
            "made_at": timezone.now(),
        },
    )
    before = {"goes_on": earlier.goes_on, "grounds": earlier.grounds} if earlier else {}
    after = {"goes_on": goes_on, "grounds": row.grounds, "order": phase.order}
    record("assessments.selection.chosen", row, by=by, before=before, after=after)
    return row


@transaction.atomic
def close_phase(phase: Phase, *, by: User) -> dict[bool, int]:
    """Close the phase: {goes on or not: how many}; each application keeps its reason.

    Refuses while one waits for points or for a person's choice.
    """
    phase = _locked(phase)
    funnel.check_select(by, phase)
    funnel.check_unclosed(phase)
    rows = standings(by, phase)
    _check_whole(rows)
    funnel.check_later_free(phase, [row.application.pk for row in rows if not row.goes_on])
    now = timezone.now()
    phase.closed_at = now
    phase.save(update_fields=["closed_at"])
    Selection.objects.bulk_create(
        Selection(
            phase=phase,
            application=row.application,
            goes_on=bool(row.goes_on),
            facts=row.verdict.facts,
            made_by=by,
            made_at=now,
        )
        for row in rows
        if row.selection is None
    )
    counts = {answer: sum(row.goes_on is answer for row in rows) for answer in (True, False)}
    after = {"goes_on": counts[True], "left_out": counts[False]}
    record("assessments.phase.closed", phase, by=by, after=after)
    return counts


@transaction.atomic
def reopen_phase(phase: Phase, *, by: User) -> None:
    """Open a closed phase again: people's choices stay, and so does what has been decided since.

    The rule's other answers go. Refuses once a later phase has been given out.
    """
    phase = _locked(phase)
    funnel.check_select(by, phase)
    if phase.closed_at is None:
        raise NotAllowed(_("The office has not closed this phase."))
    funnel.check_later_free(phase)
    ruled = phase.selections.filter(is_chosen=False, application__state__in=rules.UNDECIDED)
    ruled.delete()
    before = {"closed_at": str(phase.closed_at)}
    phase.closed_at = None
    phase.save(update_fields=["closed_at"])
    record("assessments.phase.reopened", phase, by=by, before=before)


def _check_whole(rows: list[Standing]) -> None:
    if not rows:
        raise NotAllowed(_("There are no applications in this phase."))
    waiting = sum(row.goes_on is None for row in rows)
    if waiting:
        raise NotAllowed(
            ngettext(
                "%(count)s application waits for points or for your choice. Then close the phase.",
                "%(count)s applications wait for points or for your choice. Then close the phase.",
                waiting,
            )
            % {"count": waiting}
        )


def _locked(phase: Phase) -> Phase:
    """With the call's other phases, so that nothing is given out in a later one meanwhile."""
    rows = Phase.objects.select_for_update(of=("self",)).filter(call=phase.call_id)
    found = {row.pk: row for row in rows.select_related("call__offering__programme").order_by("pk")}
    return found[phase.pk]
