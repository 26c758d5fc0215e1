"""The assessor's own view. Every page and the office's simulator read the same functions."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from talkoot.assessments import rules
from talkoot.assessments.models import Assignment, Phase, Score
from talkoot.assessments.queries.reading import blind_title, with_names
from talkoot.assessments.queries.results import total_of, with_scores
from talkoot.calls.models import Application
from talkoot.calls.rules.criteria import load_team_organisations
from talkoot.core.access import fetch, unbarred

State = Assignment.State


@dataclass(frozen=True)
class DeskRow:
    """An application on the assessor's desk; a blind phase tells neither name nor place."""

    assignment: Assignment
    title: str
    organisation: str

    @property
    def is_begun(self) -> bool:
        """A draft has been saved."""
        assignment: Any = self.assignment
        return bool(assignment.comment or assignment.has_marks)


@dataclass(frozen=True)
class DeskPhase:
    """A phase on the desk. Outside its time `rows` are empty."""

    phase: Phase
    state: str
    rows: list[DeskRow]
    done: int

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def closed_at(self) -> datetime.datetime:
        return rules.closing_of(self.phase)

    @property
    def key(self) -> str:
        """For ids on the page."""
        return str(self.phase.pk)


def visible_to(user: Any, applications: "QuerySet[Application]") -> "QuerySet[Application]":
    """Of `applications` those that the person may handle: the one rule of every list and count."""
    return unbarred(applications, user)


def live_assignments(user: Any) -> "QuerySet[Assignment]":
    """What the person is to assess or has assessed of the applications still to be decided."""
    undecided = Application.objects.filter(state__in=rules.UNDECIDED).order_by()
    return (
        Assignment.objects.filter(
            assessor__user=user, application__in=visible_to(user, undecided).values("pk")
        )
        .exclude(state=State.RECUSED)
        .select_related("phase__call__offering__programme", "assessor__user", "application__call")
    )


def desk_of(
    user: Any, at: datetime.datetime, *, among: "QuerySet[Assignment] | None" = None
) -> list[DeskPhase]:
    """The phases of the person's calls as they are at the moment, those open first.

    `among` narrows the assignments, for an officer who looks at the desk and may not see all.
    """
    phases = list(
        Phase.objects.filter(
            Q(assessors=None) | Q(assessors__user=user), call__assessors__user=user
        )
        .distinct()
        .select_related("call")
        .order_by("closes_at", "pk")
    )
    open_ids = [phase.pk for phase in phases if rules.is_open(phase, at)]
    rows: dict[int, list[DeskRow]] = {key: [] for key in open_ids}
    assignments = with_names(live_assignments(user).filter(phase__in=open_ids))
    if among is not None:
        assignments = assignments.filter(pk__in=among.values("pk"))
    marks = Score.objects.filter(assignment=OuterRef("pk"))
    found_rows = list(assignments.annotate(has_marks=Exists(marks)).order_by("state", "pk"))
    load_team_organisations(row.application for row in found_rows if row.phase.is_blind)
    for assignment in found_rows:
        rows[assignment.phase_id].append(_desk_row(assignment))
    found = [_desk_phase(phase, rows.get(phase.pk, []), at) for phase in phases]
    return sorted(found, key=lambda row: ("open", "before", "over").index(row.state))


def _desk_row(assignment: Assignment) -> DeskRow:
    application = assignment.application
    if assignment.phase.is_blind:
        return DeskRow(assignment, blind_title(application), "")
    return DeskRow(assignment, application.title, application.organisation.name)


def _desk_phase(phase: Phase, rows: list[DeskRow], at: datetime.datetime) -> DeskPhase:
    is_coming = at < phase.opens_at and phase.closed_at is None
    state = "open" if rules.is_open(phase, at) else "before" if is_coming else "over"
    done = sum(row.assignment.state == State.SUBMITTED for row in rows)
    return DeskPhase(phase, state, rows, done)


def get_assignment(user: Any, pk: int, *, at: datetime.datetime) -> Assignment:
    """The person's own assignment at a moment when its phase is open.

    NotFound for anybody else's and for whoever is disqualified; NotAllowed outside the phase.
    """
    # live_assignments has left out those from which the person is disqualified.
    rows = with_scores(with_names(live_assignments(user))).prefetch_related("phase__yardsticks")
    assignment = fetch(rows, user, rules.is_own, pk=pk)
    rules.check_open(assignment.phase, at)
    return assignment


def get_own(user: Any, pk: int) -> Assignment:
    """The person's own assignment at any moment, also when the application has been decided.

    For giving back what was being written; NotFound for whoever is disqualified from it.
    """
    applications = visible_to(user, Application.objects.order_by())
    rows = Assignment.objects.filter(application__in=applications.values("pk"))
    rows = rows.select_related("phase", "assessor", "application")
    return fetch(rows.prefetch_related("phase__yardsticks"), user, rules.is_own, pk=pk)


def next_assignment(user: Any, phase: Phase) -> Assignment | None:
    """What to assess next: the one that fewest others have assessed so far."""
    done = Q(application__assignments__phase=phase) & Q(
        application__assignments__state=State.SUBMITTED
    )
    return (
        live_assignments(user)
        .filter(phase=phase, state=State.ASSIGNED)
        .annotate(done_count=Count("application__assignments", filter=done))
        .order_by("done_count", "pk")
        .first()
    )


def scores_of(assignment: Assignment) -> dict[int, Score]:
    """{yardstick id: the assessor's own score}."""
    return {row.yardstick_id: row for row in assignment.scores.all()}


def own_given(assignment: Assignment) -> dict[str, Any]:
    """The person's own given assessment, for the page that no longer changes it."""
    scores = list(assignment.scores.all())
    return {"assignment": assignment, "scores": scores, "total": _total(scores)}


def given_by_others(
    assignment: Assignment,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What others have given in this phase and in earlier ones, without names.

    Only what the phase shows. A blind phase shows no comments of earlier ones: those of an open
    phase may tell who applies.
    """
    phase = assignment.phase
    seen = Q(phase=phase) if rules.sees_others(assignment) else Q(pk__in=[])
    if phase.sees_earlier:
        seen |= Q(phase__order__lt=phase.order)
    rows = Assignment.objects.filter(
        seen, application=assignment.application, state=State.SUBMITTED
    ).exclude(pk=assignment.pk)
    others: list[dict[str, Any]] = []
    earlier: list[dict[str, Any]] = []
    shown = with_scores(rows.select_related("phase"))
    for row in shown.order_by("phase__order", "submitted_at", "pk"):
        is_hidden = phase.is_blind and row.phase_id != phase.pk
        line = {
            "phase": row.phase,
            "total": _total(list(row.scores.all())),
            "comment": "" if is_hidden else row.comment,
        }
        (others if row.phase_id == phase.pk else earlier).append(line)
    return others, earlier


def _total(scores: list[Score]) -> float | None:
    return total_of(scores, {score.yardstick_id: score.yardstick for score in scores})


def is_assessor(user: Any) -> bool:
    """Somebody has asked the person to assess."""
    return Phase.objects.filter(call__assessors__user=user).exists()
