"""What came out of a phase: means, spread between the assessors and how severe each of them is.

Points are compared as shares of the whole, 0 to 100: the weighted mean over the scored yardsticks.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean, pstdev
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from talkoot.assessments.models import (
    Assessor,
    Assignment,
    Phase,
    Score,
    Selection,
    Yardstick,
)
from talkoot.assessments.queries import seen_assignments
from talkoot.assessments.rules.funnel import reason_text
from talkoot.calls.models import Application
from talkoot.calls.rules import DECIDED
from talkoot.correspondence.models import Message

# A quarter of the scale between the assessors asks for a second look.
LARGE_SPREAD = 25.0
SORTS = ("mean", "spread", "number")


@dataclass(frozen=True)
class Given:
    """One assessor's assessment of one application; `total` is None where nothing is scored."""

    assignment: Assignment
    total: float | None
    passed: int
    failed: int

    @property
    def assessor(self) -> Assessor:
        return self.assignment.assessor

    @property
    def is_untold(self) -> bool:
        """The applicant has got the decision, and the assessor has not heard this outcome.

        Of what `results_of` gives.
        """
        application, told_at = self.assignment.application, self.assignment.told_at
        if application.state not in DECIDED or not self.assignment.has_left:  # type: ignore[attr-defined]
            return False
        return told_at is None or told_at < application.state_changed_at


@dataclass
class Result:
    """An application's assessments together."""

    application: Application
    wanted: int
    given: list[Given] = field(default_factory=list)
    waiting: int = 0
    left_out: str = ""  # Why the application did not go on; of what `latest_results` gives.

    @property
    def totals(self) -> list[float]:
        return [row.total for row in self.given if row.total is not None]

    @property
    def mean(self) -> float | None:
        return fmean(self.totals) if self.totals else None

    @property
    def spread(self) -> float | None:
        """From the lowest total to the highest; None with fewer than two."""
        return max(self.totals) - min(self.totals) if len(self.totals) > 1 else None

    @property
    def deviation(self) -> float | None:
        """Standard deviation of the totals."""
        return pstdev(self.totals) if len(self.totals) > 1 else None

    @property
    def passed(self) -> int:
        return sum(row.passed for row in self.given)

    @property
    def failed(self) -> int:
        return sum(row.failed for row in self.given)

    @property
    def failed_by_all(self) -> int:
        """Criteria that every assessor found not met; of what `results_of` gives."""
        return sum(not any(votes) for votes in self._votes())

    @property
    def disputed(self) -> int:
        """Criteria that some found met and others not; of what `results_of` gives."""
        return sum(any(votes) and not all(votes) for votes in self._votes())

    def _votes(self) -> list[list[bool]]:
        votes: dict[int, list[bool]] = defaultdict(list)
        for row in self.given:
            for score in row.assignment.scores.all():
                if score.is_passed is not None:
                    votes[score.yardstick_id].append(score.is_passed)
        return list(votes.values())

    @property
    def is_flagged(self) -> bool:
        return self.spread is not None and self.spread >= LARGE_SPREAD

    @property
    def number_key(self) -> tuple[Any, int]:
        return self.application.submitted_at, self.application.pk


@dataclass(frozen=True)
class Severity:
    """How an assessor's totals compare with the others' on the same applications.

    `difference` is below zero for a severe assessor; None when nobody else assessed the same.
    """

    assessor: Assessor
    count: int
    mean: float | None
    difference: float | None
    compared: int


def total_of(scores: list[Score], yardsticks: dict[int, Yardstick]) -> float | None:
    """The weighted share of the most that could be given, 0 to 100."""
    weighted = [
        (float(yardsticks[row.yardstick_id].weight), row.points, yardsticks[row.yardstick_id])
        for row in scores
        if row.points is not None and yardsticks[row.yardstick_id].most_points
    ]
    weights = math.fsum(weight for weight, _points, _yardstick in weighted)
    if not weights:
        return None
    shares = (weight * points / yardstick.most_points for weight, points, yardstick in weighted)
    return 100 * math.fsum(shares) / weights


def results_of(user: Any, phase: Phase, *, sort: str = "mean") -> list[Result]:
    """Every application given out in the phase, in the order `sort` of SORTS; three queries."""
    yardsticks = {row.pk: row for row in phase.yardsticks.all()}
    rows = (
        seen_assignments(user)
        .filter(phase=phase)
        .exclude(state=Assignment.State.RECUSED)
        .select_related("application__organisation", "assessor__user")
        .prefetch_related("scores")
        .annotate(has_left=_has_left())
        .order_by("application__submitted_at", "application", "pk")
    )
    found: dict[int, Result] = {}
    for row in rows:
        result = found.setdefault(row.application_id, Result(row.application, phase.assessors_each))
        if row.state == Assignment.State.SUBMITTED:
            result.given.append(_given(row, list(row.scores.all()), yardsticks))
        else:
            result.waiting += 1
    return _sorted(list(found.values()), sort)


def _has_left() -> Any:
    """The letter of the decision has left, and so has that of a request that has been decided."""
    decided = Message.objects.filter(
        kind="decision",
        state=Message.State.SENT,
        letter__decision__application=OuterRef("application"),
    )
    waiting = Message.objects.filter(
        kind="reconsideration-decided",
        state__in=(Message.State.QUEUED, Message.State.SENDING),
        letter__reconsideration__decision__application=OuterRef("application"),
    )
    return Exists(decided) & ~Exists(waiting)


def _given(assignment: Assignment, scores: list[Score], yardsticks: dict[int, Yardstick]) -> Given:
    return Given(
        assignment,
        total_of(scores, yardsticks),
        sum(row.is_passed is True for row in scores),
        sum(row.is_passed is False for row in scores),
    )


def _sorted(results: list[Result], sort: str) -> list[Result]:
    results.sort(key=lambda row: row.number_key)
    if sort == "mean":
        results.sort(key=lambda row: row.mean if row.mean is not None else -1.0, reverse=True)
    elif sort == "spread":
        results.sort(key=lambda row: row.spread if row.spread is not None else -1.0, reverse=True)
    return results


def severities(results: list[Result]) -> list[Severity]:
    """Each assessor beside the others on the same applications, by name."""
    own: dict[int, list[float]] = defaultdict(list)
    gaps: dict[int, list[float]] = defaultdict(list)
    assessors: dict[int, Assessor] = {}
    for result in results:
        scored = [row for row in result.given if row.total is not None]
        for row in scored:
            assessors[row.assessor.pk] = row.assessor
            own[row.assessor.pk].append(row.total or 0.0)
            others = [other.total for other in scored if other is not row]
            if others:
                mean_of_others = fmean(total for total in others if total is not None)
                gaps[row.assessor.pk].append((row.total or 0.0) - mean_of_others)
    rows = [
        Severity(
            assessor,
            len(own[key]),
            fmean(own[key]),
            fmean(gaps[key]) if gaps[key] else None,
            len(gaps[key]),
        )
        for key, assessor in assessors.items()
    ]
    return sorted(rows, key=lambda row: (str(row.assessor.user), row.assessor.pk))


def with_scores(rows: "QuerySet[Assignment]") -> "QuerySet[Assignment]":
    """Assignments with their scores and yardsticks, by the order of the criteria; one query."""
    scores = Score.objects.select_related("yardstick").order_by("yardstick__order", "pk")
    return rows.prefetch_related(Prefetch("scores", scores))


def latest_result(
    user: Any, application: Application, selections: Iterable[Selection] = ()
) -> tuple[Phase, Result] | None:
    """The application's result in the last phase in which somebody has scored it; one query.

    What was left out by a phase (of `selections`) before anybody had scored it has that reason.
    """
    found = latest_results(user, [application]).get(application.pk)
    left_out = next((row for row in selections if not row.goes_on), None)
    if found is not None or left_out is None:
        return found
    reason = reason_text(left_out.facts, left_out.grounds)
    return left_out.phase, Result(application, left_out.phase.assessors_each, left_out=reason)


def latest_results(
    user: Any, applications: Iterable[Application]
) -> dict[int, tuple[Phase, Result]]:
    """{application id: its result in the last phase in which somebody has scored it}; one query."""
    rows = {row.pk: row for row in applications}
    scores = (
        Score.objects.filter(
            assignment__in=seen_assignments(user).filter(
                application__in=rows, state=Assignment.State.SUBMITTED
            )
        )
        .select_related("assignment__phase", "yardstick")
        .annotate(**_left_out())
        .order_by("-assignment__phase__order", "assignment", "pk")
    )
    phases: dict[int, Phase] = {}
    by_assignment: dict[int, list[Score]] = defaultdict(list)
    for score in scores:
        phase = phases.setdefault(score.assignment.application_id, score.assignment.phase)
        if score.assignment.phase_id == phase.pk:
            by_assignment[score.assignment_id].append(score)
    found = {key: (phase, Result(rows[key], phase.assessors_each)) for key, phase in phases.items()}
    for given in by_assignment.values():
        yardsticks = {score.yardstick_id: score.yardstick for score in given}
        _phase, result = found[given[0].assignment.application_id]
        result.left_out = _reason_of(given[0])
        result.given.append(_given(given[0].assignment, given, yardsticks))
    return found


def _left_out() -> dict[str, Any]:
    """Beside each score why the application did not go on from a phase, if it did not."""
    rows = Selection.objects.filter(
        application=OuterRef("assignment__application"),
        phase__closed_at__isnull=False,
        goes_on=False,
    ).order_by("phase__order")
    return {
        "left_facts": Subquery(rows.values("facts")[:1]),
        "left_grounds": Subquery(rows.values("grounds")[:1]),
    }


def _reason_of(score: Any) -> str:
    if score.left_facts is None:
        return ""
    return reason_text(score.left_facts, score.left_grounds)
