"""Phases, yardsticks and assessors of a call."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from talkoot.assessments import messages, rules
from talkoot.assessments.models import Assessor, Assignment, Phase, Yardstick
from talkoot.assessments.rules.funnel import check_later_free, check_unclosed
from talkoot.audit.actions import record
from talkoot.calls.models import Call
from talkoot.core.refusals import NotAllowed
from talkoot.correspondence.actions import queue_message
from talkoot.people.actions import open_account
from talkoot.people.models import User
from talkoot.programmes.models import Theme


@transaction.atomic
def save_phase(call: Call, *, values: dict[str, Any], phase: Phase | None, by: User) -> Phase:
    """Make a phase, the last in order, or change one.

    `assessors` of the values are those of this phase; none means all of the call. Refuses a new way
    of going on once the phase has been closed or a later one given out.
    """
    columns = {name: value for name, value in values.items() if name != "assessors"}
    assessors = list(values.get("assessors", ()))
    after = {**_logged(columns), "assessors": sorted(row.pk for row in assessors)}
    if phase is None:
        Call.objects.select_for_update().only("pk").get(pk=call.pk)
        last = call.phases.aggregate(last=Max("order"))["last"] or 0
        phase = Phase.objects.create(call=call, order=last + 1, **columns)
        phase.assessors.set(assessors)
        record("assessments.phase.made", phase, by=by, after=after)
        return phase
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    _check_change(phase, columns, assessors)
    for name, value in columns.items():
        setattr(phase, name, value)
    phase.save(update_fields=list(columns))
    phase.assessors.set(assessors)
    record("assessments.phase.changed", phase, by=by, after=after)
    return phase


def _check_change(phase: Phase, columns: dict[str, Any], assessors: list[Assessor]) -> None:
    """Refuse what would change who has gone on, and to drop who has applications already."""
    ways = ("advance_by", "advance_points", "advance_count")
    if any(name in columns and columns[name] != getattr(phase, name) for name in ways):
        check_unclosed(phase)
        check_later_free(phase)
    given = phase.assignments.exclude(state=Assignment.State.RECUSED)
    busy = given.exclude(assessor__in=assessors).select_related("assessor__user").first()
    if assessors and busy is not None:
        raise NotAllowed(
            _("%(name)s has applications in this phase. Take them away first.")
            % {"name": busy.assessor}
        )


@transaction.atomic
def remove_phase(phase: Phase, *, by: User) -> None:
    """Remove a phase in which nothing has been given to anybody."""
    if phase.assignments.exists():
        raise NotAllowed(_("Applications have been given out in this phase, so it stays."))
    if phase.selections.exists():
        raise NotAllowed(_("It has been chosen in this phase which applications go on. It stays."))
    record("assessments.phase.removed", phase, by=by, before={"name": phase.name_fi})
    phase.delete()


@transaction.atomic
def save_yardstick(
    phase: Phase, *, values: dict[str, Any], yardstick: Yardstick | None, by: User
) -> Yardstick:
    """Make or change a criterion of the phase; refuses once points have been given."""
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    rules.check_change_yardsticks(phase)
    if yardstick is None:
        last = phase.yardsticks.aggregate(last=Max("order"))["last"] or 0
        yardstick = Yardstick.objects.create(phase=phase, order=last + 1, **values)
    else:
        if values["is_pass_fail"] != yardstick.is_pass_fail:
            yardstick.score_set.all().delete()
        for name, value in values.items():
            setattr(yardstick, name, value)
        yardstick.save(update_fields=list(values))
    record("assessments.yardstick.saved", yardstick, by=by, after=_logged(values))
    return yardstick


@transaction.atomic
def remove_yardstick(yardstick: Yardstick, *, by: User) -> None:
    """Remove a criterion with what drafts say of it; refuses once points have been given."""
    rules.check_change_yardsticks(Phase.objects.select_for_update().get(pk=yardstick.phase_id))
    record("assessments.yardstick.removed", yardstick, by=by, before={"text": yardstick.text_fi})
    yardstick.score_set.all().delete()
    yardstick.delete()


@transaction.atomic
def add_assessor(
    call: Call, *, address: str, name: str, capacity: int, themes: list[Theme], by: User
) -> Assessor:
    """Ask a person to assess; an address without an account gets one that has no rights.

    Refuses who assesses already. The person gets a mail.
    """
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = open_account(address, name=name, language=translation.get_language() or "fi")
    if call.assessors.filter(user=user).exists():
        raise NotAllowed(_("%(name)s already assesses in this call.") % {"name": user})
    assessor = Assessor.objects.create(call=call, user=user, capacity=capacity)
    assessor.themes.set(themes)
    record("assessments.assessor.added", assessor, by=by, after={"user": user.pk})
    with translation.override(user.language):
        subject, body = messages.invitation(assessor)
    queue_message(
        "assessor-invitation",
        key=f"assessor-invitation-{assessor.pk}",
        to=user,
        subject=subject,
        body=body,
        is_demo=call.is_demo,
        office_id=call.offering.programme.office_id,
    )
    return assessor


@transaction.atomic
def change_assessor(assessor: Assessor, *, capacity: int, themes: list[Theme], by: User) -> None:
    """How many applications the person takes, and what they know well."""
    assessor.capacity = capacity
    assessor.save(update_fields=["capacity"])
    assessor.themes.set(themes)
    record("assessments.assessor.changed", assessor, by=by, after={"capacity": capacity})


@transaction.atomic
def remove_assessor(assessor: Assessor, *, by: User) -> None:
    """Remove an assessor to whom nothing has been given."""
    if assessor.assignments.exists():
        raise NotAllowed(_("Applications have been given to this assessor. Take them away first."))
    for phase in Phase.objects.filter(assessors=assessor).order_by("order"):
        if not phase.assessors.exclude(pk=assessor.pk).exists():
            raise NotAllowed(
                _("Nobody else has been chosen for the phase “%(phase)s”. Choose others first.")
                % {"phase": phase.name}
            )
    record("assessments.assessor.removed", assessor, by=by, before={"user": assessor.user_id})
    assessor.delete()


def _logged(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in values.items() if not name.endswith("_sv")}
