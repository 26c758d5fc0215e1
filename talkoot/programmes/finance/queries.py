"""Reads of budgets and costs."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from talkoot.core.access import fetch
from talkoot.core.figures import read_once
from talkoot.people.rules import finance_ids
from talkoot.programmes.finance import rules
from talkoot.programmes.models import (
    Actual,
    BudgetLine,
    FundingProject,
    FundingShare,
    Programme,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class LineRow:
    """A cost line with what has been booked on it."""

    line: BudgetLine
    spent: Decimal

    @property
    def left(self) -> Decimal:
        return self.line.amount_eur - self.spent

    @property
    def is_over(self) -> bool:
        return self.left < 0


@dataclass(frozen=True)
class Finances:
    """A project's budget beside its costs, and what does not add up.

    `shares` are (share, its euros of the whole, its euros of what has been booked).
    """

    project: FundingProject
    shares: list[tuple[FundingShare, Decimal, Decimal]]
    lines: list[LineRow]
    warnings: list[str]

    @property
    def budget(self) -> Decimal:
        return sum((row.line.amount_eur for row in self.lines), ZERO)

    @property
    def spent(self) -> Decimal:
        return sum((row.spent for row in self.lines), ZERO)


def get_programme(user: Any, slug: str) -> Programme:
    """A programme of the person's office, else NotFound."""
    return fetch(
        Programme.objects.select_related("office"), user, rules.can_edit_programme, slug=slug
    )


def funding_of(user: Any) -> "QuerySet[FundingProject]":
    """The funded projects whose finances the person reads, with shares, by programme and time."""
    rows = FundingProject.objects.filter(programme__office__in=finance_ids(user))
    return (
        rows.select_related("programme")
        .prefetch_related("shares")
        .order_by("programme", "starts_on", "pk")
    )


def finances_of(project: FundingProject) -> Finances:
    """Lines with their costs and shares in euros; two queries."""
    lines = [
        LineRow(line, line.total or ZERO)
        for line in BudgetLine.objects.filter(project=project)
        .annotate(total=Sum("actuals__amount_eur"))
        .order_by("order", "pk")
    ]
    shares = list(FundingShare.objects.filter(project=project))
    whole = project.amount_eur or ZERO
    warnings = _warnings(project, lines, shares)
    spent = sum((row.spent for row in lines), ZERO)
    parts = [
        (share, whole * share.percent / rules.WHOLE, spent * share.percent / rules.WHOLE)
        for share in shares
    ]
    return Finances(project, parts, lines, warnings)


def _warnings(
    project: FundingProject, lines: list[LineRow], shares: list[FundingShare]
) -> list[str]:
    found = [rules.shares_problem(share.percent for share in shares)]
    budget = sum((row.line.amount_eur for row in lines), ZERO)
    if lines and project.amount_eur is not None and budget != project.amount_eur:
        found.append(
            _("The cost lines are %(lines)s € together, and the project is %(whole)s €.")
            % {"lines": f"{budget:.2f}", "whole": f"{project.amount_eur:.2f}"}
        )
    found += [
        _("More has been booked on “%(name)s” than its budget.") % {"name": row.line.name}
        for row in lines
        if row.is_over
    ]
    return [sentence for sentence in found if sentence]


def actuals_of(project: FundingProject) -> "QuerySet[Actual]":
    return Actual.objects.filter(line__project=project).select_related("line")


def begun_projects(programme: Any, as_of: datetime.date) -> "QuerySet[FundingProject]":
    """The projects that had begun by the day; one without its days begins with the programme."""
    begun = Q(starts_on__lte=as_of) | Q(starts_on=None, programme__starts_on__lte=as_of)
    rows = FundingProject.objects.filter(begun, programme=programme, amount_eur__isnull=False)
    return rows.select_related("programme").order_by("starts_on", "pk")


@read_once
def costs_by(programme: Any, as_of: datetime.date) -> Decimal | None:
    """What has been booked by the day; before any cost, the budget of the begun projects."""
    rows = Actual.objects.filter(line__project__programme=programme, spent_on__lte=as_of)
    booked: Decimal | None = rows.aggregate(total=Sum("amount_eur"))["total"]
    if booked is not None:
        return booked
    total: Decimal | None = begun_projects(programme, as_of).aggregate(total=Sum("amount_eur"))[
        "total"
    ]
    return total


def all_with_shares(programme: Programme) -> "QuerySet[FundingProject]":
    """The programme's projects with their shares, for reports."""
    return programme.funding_projects.prefetch_related(
        Prefetch("shares"), Prefetch("lines")
    ).order_by("starts_on", "pk")
