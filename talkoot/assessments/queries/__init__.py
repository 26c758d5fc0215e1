"""Reads for the office: calls with their phases, assessors and what has been given to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet

from talkoot.assessments import rules
from talkoot.assessments.models import Assessor, Assignment, Disqualification, Phase, Yardstick
from talkoot.assessments.queries.disqualified import grounds_in
from talkoot.assessments.rules.funnel import came_to
from talkoot.assessments.rules.placing import Case, Gap, Plan, Reader, gap_text, place
from talkoot.calls.models import Application, Call
from talkoot.calls.rules import can_process
from talkoot.core.access import fetch, is_barred, marked, unbarred
from talkoot.people.models import User
from talkoot.people.rules import office_ids

State = Assignment.State


def get_call(user: Any, slug: str) -> Call:
    """The call whose assessment the person may set up, else NotFound."""
    rows = Call.objects.select_related("offering__programme")
    return fetch(rows, user, rules.can_set_up, slug=slug)


def get_phase(user: Any, slug: str, order: int) -> Phase:
    """The call's phase number `order`, for its office."""
    rows = Phase.objects.select_related("call__offering__programme")
    return fetch(
        rows, user, lambda who, row: rules.can_set_up(who, row.call), call__slug=slug, order=order
    )


def get_yardstick(user: Any, slug: str, order: int, number: int) -> Yardstick:
    rows = Yardstick.objects.select_related("phase__call__offering__programme")
    return fetch(
        rows,
        user,
        lambda who, row: rules.can_set_up(who, row.phase.call),
        phase__call__slug=slug,
        phase__order=order,
        order=number,
    )


def get_assessor(user: Any, slug: str, pk: int) -> Assessor:
    rows = Assessor.objects.select_related("call__offering__programme", "user")
    return fetch(
        rows, user, lambda who, row: rules.can_set_up(who, row.call), call__slug=slug, pk=pk
    )


def office_calls_with_phases(user: Any) -> "QuerySet[Call]":
    """The office's calls with their number of phases and assessors, the newest first."""
    return (
        Call.objects.filter(offering__programme__office__in=office_ids(user))
        .annotate(
            phase_count=Count("phases", distinct=True),
            assessor_count=Count("assessors", distinct=True),
        )
        .order_by("-opens_at", "-pk")
    )


def seen_assignments(user: Any) -> "QuerySet[Assignment]":
    """Assignments of applications that the person may handle; every count is of these."""
    seen = unbarred(Application.objects.order_by(), user)
    return Assignment.objects.filter(application__in=seen.values("pk"))


def phases_of(user: Any, call: Call) -> "QuerySet[Phase]":
    """The call's phases with how much has been given out and assessed."""
    mine = Q(assignments__in=seen_assignments(user).values("pk"))
    live = mine & ~Q(assignments__state=State.RECUSED)
    done = mine & Q(assignments__state=State.SUBMITTED)
    return call.phases.annotate(
        given_count=Count("assignments", filter=live, distinct=True),
        done_count=Count("assignments", filter=done, distinct=True),
        yardstick_count=Count("yardsticks", distinct=True),
    ).order_by("order")


def assessors_of(user: Any, call: Call) -> "QuerySet[Assessor]":
    """The call's assessors by name with their themes and load."""
    mine = Q(assignments__in=seen_assignments(user).values("pk"))
    return (
        call.assessors.select_related("user")
        .prefetch_related("themes")
        .annotate(
            given_count=Count(
                "assignments", filter=mine & ~Q(assignments__state=State.RECUSED), distinct=True
            ),
            done_count=Count(
                "assignments", filter=mine & Q(assignments__state=State.SUBMITTED), distinct=True
            ),
        )
        .order_by("user__name", "pk")
    )


def assessable_applications(user: Any, call: Call) -> "QuerySet[Application]":
    """Applications that wait for a decision and that the person may handle, in the case order."""
    rows = Application.objects.filter(call=call, state__in=rules.UNDECIDED)
    return unbarred(rows, user).order_by("submitted_at", "pk")


def assessable_in(user: Any, phase: Phase) -> "QuerySet[Application]":
    """Of those the ones that have gone on to the phase."""
    return assessable_applications(user, phase.call).filter(came_to(phase))


def assessors_in(phase: Phase) -> "QuerySet[Assessor]":
    """Those chosen for the phase; all of the call where nobody has been chosen."""
    chosen = Phase.assessors.through.objects.filter(phase=phase.pk)
    rows = phase.call.assessors.filter(Q(pk__in=chosen.values("assessor")) | ~Exists(chosen))
    return rows.select_related("user").order_by("user__name", "pk")


def get_application_of(user: Any, phase: Phase, ref: str) -> Application:
    """An application of the phase's call, for the office."""
    rows = Application.objects.select_related("organisation", "call__offering__programme")
    return fetch(marked(rows, user), user, can_process, ref=ref, call=phase.call_id)


def assignments_of(user: Any, phase: Phase) -> "QuerySet[Assignment]":
    """What has been given to whom in the phase, by application."""
    return (
        seen_assignments(user)
        .filter(phase=phase)
        .select_related("application__organisation", "assessor__user")
        .order_by("application__submitted_at", "application", "assessor__user__name", "pk")
    )


def get_assignment(user: Any, phase: Phase, pk: int) -> Assignment:
    """An assignment of the phase, for the office."""
    return fetch(assignments_of(user, phase), user, lambda *_: True, pk=pk)


@dataclass(frozen=True)
class Proposal:
    """What automatic assignment would do, with the rows to show and to commit."""

    plan: Plan
    applications: dict[int, Application]
    assessors: dict[int, Assessor]

    @property
    def gap_rows(self) -> list[tuple[Application, str]]:
        return [(self.applications[gap.case], gap_text(gap)) for gap in self.gaps]

    @property
    def gaps(self) -> list[Gap]:
        return self.plan.gaps


def propose(user: Any, phase: Phase) -> Proposal:
    """Balanced assignments for what lacks them, of the applications the officer may handle."""
    applications = {
        row.pk: row
        for row in assessable_in(user, phase)
        .select_related("organisation__municipality")
        .prefetch_related("themes")
    }
    assessors = {row.pk: row for row in assessors_in(phase).prefetch_related("themes")}
    taken: set[tuple[int, int]] = set()
    recused: set[tuple[int, int]] = set()
    rows = phase.assignments.values_list("application_id", "assessor_id", "state")
    for application_id, assessor_id, state in rows:
        (recused if state == State.RECUSED else taken).add((application_id, assessor_id))
    plan = place(
        [_case(row) for row in applications.values()],
        [_reader(row) for row in assessors.values()],
        each=phase.assessors_each,
        barred=recused | barred_pairs(phase.call, list(assessors.values()), applications.values()),
        taken=taken,
    )
    return Proposal(plan, applications, assessors)


def _case(row: Application) -> Case:
    place_of = row.organisation.municipality
    themes = frozenset(theme.pk for theme in row.themes.all())
    return Case(row.pk, themes, place_of.region_code if place_of else "")


def _reader(row: Assessor) -> Reader:
    return Reader(row.pk, row.capacity, frozenset(theme.pk for theme in row.themes.all()))


def barred_pairs(
    call: Call, assessors: list[Assessor], applications: Iterable[Application]
) -> set[tuple[int, int]]:
    """(application id, assessor id) of those who may not meet."""
    by_user = {row.user_id: row.pk for row in assessors}
    grounds = grounds_in(call, [row.user for row in assessors], applications)
    return {(application, by_user[user]) for application, user in grounds}


def free_assessors(phase: Phase, application: Application) -> list[Assessor]:
    """Whom the office may choose by hand: not disqualified, not yet assessing this one."""
    given = phase.assignments.filter(application=application).exclude(state=State.RECUSED)
    rows = assessors_in(phase).exclude(pk__in=given.values("assessor"))
    barred = barred_pairs(phase.call, list(rows), [application])
    return [row for row in rows if (application.pk, row.pk) not in barred]


def disqualifications_of(user: Any, call: Call) -> "QuerySet[Disqualification]":
    """Recorded disqualifications in the call's applications that the person may handle."""
    arrived = Application.objects.filter(call=call, submitted_at__isnull=False).order_by()
    seen = unbarred(arrived, user)
    return (
        Disqualification.objects.filter(application__in=seen.values("pk"))
        .select_related("application__organisation", "user", "lifted_by")
        .order_by("state", "application__submitted_at", "user__name", "pk")
    )


def get_disqualification(user: Any, slug: str, pk: int) -> Disqualification:
    """A recorded disqualification, for the office of the call."""
    rows = Disqualification.objects.select_related("application__call__offering__programme", "user")
    return fetch(
        rows,
        user,
        lambda who, row: (
            rules.can_set_up(who, row.application.call) and not is_barred(who, row.application)
        ),
        application__call__slug=slug,
        pk=pk,
    )


def people_of_call(call: Call) -> "QuerySet[User]":
    """Those who handle the call's applications: its assessors and its office."""
    office = call.offering.programme.office_id
    return User.objects.filter(
        Q(pk__in=call.assessors.values("user"))
        | Q(memberships__organisation=office, memberships__role__in=["officer", "decision_maker"])
    ).distinct()
